"""What the law leaves to an authority."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.choices import CompetenceKind


class Competence(models.Model):
    """Whose task one area of municipal work is, by which law. ``area`` is the catalogue's code."""

    city = models.ForeignKey(City, models.PROTECT, related_name="competences")
    area = models.CharField(_("area"), max_length=40)
    kind = models.CharField(_("whose task"), max_length=10, choices=CompetenceKind)
    law = models.CharField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        ordering = ["city", "area"]
        constraints = [
            models.CheckConstraint(
                name="competence_kind_known", condition=Q(kind__in=CompetenceKind.values)
            ),
            models.UniqueConstraint(name="one_competence_an_area", fields=["city", "area"]),
        ]

    def __str__(self):
        return f"{self.area}: {self.get_kind_display()}"
