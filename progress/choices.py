"""The words for answers, evidence and measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    AGREED = "agreed", _("Agreed by the lead")


class Visibility(models.TextChoices):
    REVIEWERS = "reviewers", _("Reviewers only")
    PUBLIC = "public", _("Public")


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped, with reasons")
