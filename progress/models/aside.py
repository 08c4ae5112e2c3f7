"""What somebody typed that could not become the answer there and then."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Requirement

from .answer import SITTING, Words


class AsideQuerySet(models.QuerySet):
    def of(self, person, city, requirement: Requirement):
        """What this person has set aside on this requirement; nobody else reads it."""
        return self.filter(by=person, city=city, requirement=requirement)

    def open(self):
        return self.filter(decided_at=None)


class Aside(Words):
    """Words set aside: somebody else saved in between, or the answer was ready or agreed.

    They belong to the person who typed them on ``version`` of the answer, until that person puts
    them in its place or drops them; even then they can be read again.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="asides")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="asides")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="asides")
    version = models.PositiveIntegerField(_("version it was typed on"))
    at = models.DateTimeField(_("typed"), default=timezone.now)
    sitting = models.CharField(max_length=SITTING, blank=True, default="")
    turn = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AsideQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(name="asides_of_a_person", fields=["by", "requirement", "city"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_aside_of_a_sitting",
                fields=["by", "city", "requirement", "sitting"],
                condition=Q(decided_at=None) & ~Q(sitting=""),
            ),
        ]

    def __str__(self):
        return f"{self.requirement.code}, set aside"
