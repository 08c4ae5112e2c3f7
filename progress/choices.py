"""The words for answers, evidence and measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    AGREED = "agreed", _("Agreed by the lead")


class Part(models.TextChoices):
    """What can be given to somebody to answer."""

    PILLAR = "pillar", _("Pillar")
    COMMITMENT = "commitment", _("Commitment")
    REQUIREMENT = "requirement", _("Requirement")


class CompetenceKind(models.TextChoices):
    """Whose task an area of municipal work is, by law."""

    OWN = "own", _("Own task")
    SHARED = "shared", _("Shared with another level of government")
    DELEGATED = "delegated", _("Delegated: done on behalf of another level")
    NONE = "none", _("No task of this authority")


class Visibility(models.TextChoices):
    REVIEWERS = "reviewers", _("Reviewers only")
    PUBLIC = "public", _("Public")


class CheckState(models.TextChoices):
    BEING_CHECKED = "being_checked", _("Being checked")
    RELEASED = "released", _("Checked")
    REFUSED = "refused", _("Could not be taken")


class LinkState(models.TextChoices):
    """What was found when a link was asked last; the values are those of ``office.outside``."""

    NOT_YET = "", _("Not looked at yet")
    REACHED = "reached", _("It can be opened.")
    CLOSED = "closed", _("It asks for a sign-in, so reviewers may not be able to open it.")
    INSIDE = (
        "inside",
        _(
            "It leads into a network that cannot be reached from here, so reviewers may not be "
            "able to open it."
        ),
    )
    GONE = "gone", _("The page is not there any more.")
    FAULT = "fault", _("Its server answers with an error.")
    SILENT = "silent", _("Its server does not answer.")
    NO_SUCH_PLACE = "no_such_place", _("There is no server of that name.")
    NOT_TRUSTED = "not_trusted", _("Its server has no valid certificate.")
    CIRCLES = "circles", _("It leads round in circles.")

    @classmethod
    def failures(cls) -> list[str]:
        fine = {cls.NOT_YET, cls.REACHED, cls.CLOSED, cls.INSIDE}
        return [each.value for each in cls if each not in fine]


class PreviewState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    MADE = "made", _("Made")
    FAILED = "failed", _("Could not be made")


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped, with reasons")


OVER = (MeasureState.DONE, MeasureState.DROPPED)  # measures that nothing more is due for


class PracticeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waits for you")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
