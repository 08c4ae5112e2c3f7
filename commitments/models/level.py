"""A rung of an edition and what it asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.levels import Rung

from .framework import Framework


class Level(models.Model):
    """A rung of the edition and the demands it adds to the rung below; ``rank`` 1 is the lowest."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=100)
    meaning = models.TextField(_("meaning"), blank=True)
    rank = models.PositiveSmallIntegerField(_("place from below"))
    demands = models.JSONField(_("demands"), default=list)

    class Meta:
        ordering = ["framework", "rank"]
        constraints = [
            models.UniqueConstraint(name="one_level_a_code", fields=["framework", "code"]),
            models.UniqueConstraint(name="one_level_a_rung", fields=["framework", "rank"]),
        ]

    def __str__(self):
        return self.title

    @property
    def rung(self) -> Rung:
        """This level as a plain value, for ``commitments.levels``."""
        return Rung(self.code, self.title, tuple(self.demands))
