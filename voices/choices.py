"""The words for protections, for what screening found, and for who reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Protection(models.TextChoices):
    """Who may read a contribution. Its author chooses before writing."""

    PUBLIC = "public", _("Everybody, with my name")
    CITY = "city", _("The city or region, without my name")
    PANEL = "panel", _("The reviewers only")


class Screened(models.TextChoices):
    """What a screener has found of a contribution."""

    WAITING = "waiting", _("Not read yet")
    PASSED = "passed", _("Can be released")
    HELD = "held", _("Held back")
    ERASED = "erased", _("Erased unread: the application was withdrawn")


class Readers(models.TextChoices):
    """Who asks for what was released."""

    PUBLIC = "public", _("everybody")
    CITY = "city", _("the city or region")
    PANEL = "panel", _("the panel")


class AlertKind(models.TextChoices):
    """Why the named people are called."""

    REPRISAL = "reprisal", _("Somebody suffers for having spoken")
    DANGER = "danger", _("A contribution tells of somebody in danger")


# Whoever may read more is named further to the right.
READ_BY = {
    Protection.PUBLIC: {Readers.PUBLIC, Readers.CITY, Readers.PANEL},
    Protection.CITY: {Readers.CITY, Readers.PANEL},
    Protection.PANEL: {Readers.PANEL},
}
