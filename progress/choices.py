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


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waits for you")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
