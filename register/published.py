"""What of the other rooms may a stranger read? Asked here, and nowhere else in this room."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accreditation.choices import ENDED, STAGES, ApplicationState, Stage
from accreditation.models import (
    Application,
    Condition,
    Decision,
    Draw,
    FiledCitation,
    FiledGroup,
    Filing,
    Label,
    LabelChange,
)
from cities.models import City
from progress.models import Practice

# The way an application goes, as the public sees it; a withdrawn one counts as never made.
WAY = [Stage.PREPARING, Stage.OPEN, Stage.REVIEW, Stage.COMMITTEE, Stage.DECIDED]
OPEN = [state for state in ApplicationState if state not in ENDED]


def cities() -> QuerySet[City]:
    """Self-declared ones, and those confirmed to take part. No private trial record."""
    return City.objects.published()


def applications() -> QuerySet[Application]:
    """Open ones of confirmed authorities, of which only the stage is public, and published ones.

    A city that asked for feedback only decides itself whether the outcome is published (design §1).
    """
    under_way = Application.objects.filter(state__in=OPEN, city__confirmed_on__isnull=False)
    return under_way | Application.objects.told()


def decisions() -> QuerySet[Decision]:
    """Decisions with their reasons, from the day they were published."""
    return Decision.objects.told()


def citations() -> QuerySet[FiledCitation]:
    """What cities let everybody read of what bears their answers out, with a published decision."""
    return FiledCitation.objects.public().filter(
        answer__filing__application__in=Application.objects.told()
    )


def group_evidence() -> QuerySet[FiledGroup]:
    """The same of what changed for groups at risk."""
    return FiledGroup.objects.public().filter(filing__application__in=Application.objects.told())


def has_evidence() -> Q:
    """Of applications: whether there is some of either in the last filing, which was judged."""
    last = Filing.objects.filter(application=OuterRef(OuterRef("pk"))).order_by("-number")
    filing = Subquery(last.values("pk")[:1])
    cited = FiledCitation.objects.public().filter(answer__filing=filing)
    of_groups = FiledGroup.objects.public().filter(filing=filing)
    return Exists(cited.order_by()) | Exists(of_groups.order_by())


def draws() -> QuerySet[Draw]:
    """Every text that was frozen, from that moment: its hash, and where its seed comes from.

    The text itself, the seed and the seats are public once the panels are drawn.
    """
    return Draw.objects.all()


def labels() -> QuerySet[Label]:
    """Every label ever granted: the history stays public (design §6)."""
    return Label.objects.all()


def conditions() -> QuerySet[Condition]:
    """What goes with a label that was granted; what never came to bind anybody stays inside."""
    return Condition.objects.binding()


def label_changes() -> QuerySet[LabelChange]:
    """Each turn in the life of each label, with the reasons given in public."""
    return LabelChange.objects.all()


def practices() -> QuerySet[Practice]:
    """What authorities tell of what worked: published by their lead, until taken back."""
    return Practice.objects.published()


def stage_of(state: str, confirmed: bool) -> Stage | None:
    """The stage a stranger sees of an open application, or None where there is none to see."""
    if not confirmed or state not in OPEN:
        return None
    return STAGES[state]
