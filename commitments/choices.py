"""The words for editions, requirements, special answers and demands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    """The life of an edition; it only ever moves forward."""

    CONSULTATION = "consultation", _("In consultation")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class MapsTo(models.TextChoices):
    """How a requirement of one edition stands to one of another."""

    EQUAL = "equal", _("asks the same as")
    PART_OF = "part_of", _("is part of")
    OVERLAPS = "overlaps", _("overlaps with")


class CommentState(models.TextChoices):
    """How far a comment is; nobody outside the secretariat reads one before it is shown."""

    WAITING = "waiting", _("Waits to be read")
    SHOWN = "shown", _("Shown to everybody")
    HELD_BACK = "held_back", _("Held back")


class RequirementType(models.TextChoices):
    STRUCTURE = "structure", _("Structure")
    PROCESS = "process", _("Process")
    OUTCOME = "outcome", _("Outcome")


class CountsAs(models.TextChoices):
    """What a special answer means for the demands of a level."""

    OWN_POWERS = "own_powers", _("Stands beside a step, which counts")
    LACKING = "lacking", _("Has no step and lacks for every demand")
    EXCLUDED = "excluded", _("Leaves the requirement out")


class Ask(models.TextChoices):
    """What a special answer can ask of the person who gives it."""

    LAW = "law", _("Which law gives the task to another level")
    BODY = "body", _("Which body has the task")
    OWN_POWERS = "own_powers", _("What the authority does with its own powers")
    HOW = "how", _("How it will be found out")
    UNTIL = "until", _("Until when")
    WHY = "why", _("Why")


class DemandKind(models.TextChoices):
    """What a level can ask for: a closed list (design §3)."""

    EVERY_REQUIREMENT_ANSWERED = "every_requirement_answered", _("Every requirement is answered")
    CORE_AT_LEAST = "core_at_least", _("Each core requirement has reached a step")
    EVERY_AT_LEAST = "every_at_least", _("Each requirement has reached a step")
    EACH_PILLAR_HAS = "each_pillar_has", _("Each pillar has one requirement at a step")
    GROUPS_WITH_RESULTS = "groups_with_results", _("Results can be shown for groups at risk")
    EARLIER_RECOMMENDATIONS_ANSWERED = (
        "earlier_recommendations_answered",
        _("Earlier recommendations are answered"),
    )
    NO_GRAVE_CONCERN = "no_grave_concern", _("No grave concern is open")
    REASONED_FINDING = "reasoned_finding", _("The panel gives reasons for the level")


class Catalogue(models.TextChoices):
    """Lists of facts that editions and cities refer to by code."""

    DEGURBA = "degurba", _("Degree of urbanisation")
    AUTHORITY_KINDS = "authority_kinds", _("Kinds of authority")
    COMPETENCE_LEVELS = "competence_levels", _("Levels of competence")
    GROUPS_AT_RISK = "groups_at_risk", _("Groups at risk")
    MUNICIPAL_AREAS = "municipal_areas", _("Municipal areas")
    CHARTER_TITLES = "charter_titles", _("Titles of the Charter of Fundamental Rights")
    CHARTER_ARTICLES = "charter_articles", _("Articles of the Charter of Fundamental Rights")
    SDG_GOALS = "sdg_goals", _("Sustainable Development Goals")
    SDG_TARGETS = "sdg_targets", _("Targets of the Sustainable Development Goals")
    INSTRUMENTS = "instruments", _("Human rights instruments")
    SOURCES = "sources", _("Sources")
    NOTES = "notes", _("Notes on the catalogues")


# The units we have words for; an edition may name others.
UNITS = {
    "percent": _("percent"),
    "percentage_points": _("percentage points"),
    "count": _("number"),
    "ratio": _("ratio"),
    "per_1000": _("per 1,000 inhabitants"),
    "per_10000": _("per 10,000 inhabitants"),
    "per_100000": _("per 100,000 inhabitants"),
    "days": _("days"),
    "months": _("months"),
    "years": _("years"),
    "euro": _("euro"),
}
