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


class PreviewState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    MADE = "made", _("Made")
    FAILED = "failed", _("Could not be made")


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped, with reasons")


class PracticeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waits for you")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
