"""How the panels of a session were drawn."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .session import Session


class Draw(models.Model):
    """One draw of a whole session, or of one application again.

    ``frozen`` is the canonical text of pool, cases and rules as they stood before the seed was
    known, ``frozen_hash`` its SHA-256. With ``seed`` anyone gets the same ``seats`` from it.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    frozen = models.TextField()
    frozen_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seed = models.CharField(_("seed"), max_length=200, blank=True)
    seed_source = models.CharField(_("where the seed comes from"), max_length=200)
    seats = models.JSONField(_("seats"), default=dict)
    attempts = models.PositiveIntegerField(default=0)
    drawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["session", "-number"]
        constraints = [
            models.UniqueConstraint(name="draw_number_once", fields=["session", "number"]),
        ]

    def __str__(self):
        return f"{self.session}, draw {self.number}"
