"""What this database is: a demonstration or the real thing, and how far its days have moved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.worded import worded_once


class Installation(models.Model):
    """The one row about the database itself.

    A demonstration is made when the database is empty and stays one (design §8).
    """

    is_demonstration = models.BooleanField(default=False)
    offset_days = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_installation", condition=Q(pk=1)),
            models.CheckConstraint(
                name="days_move_only_in_a_demonstration",
                condition=Q(is_demonstration=True) | Q(offset_days=0),
            ),
        ]

    def __str__(self):
        return "demonstration" if self.is_demonstration else "real"

    @classmethod
    def here(cls) -> Installation:
        """The row, or what its absence means: the real thing, on the real day."""
        return next(iter(_this_one()), None) or cls(pk=1)


@worded_once()
def _this_one() -> models.QuerySet[Installation]:
    return Installation.objects.filter(pk=1)
