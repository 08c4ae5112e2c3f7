"""Which requirement of one edition asks what another edition asks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.choices import MapsTo

from .framework import Framework
from .structure import Requirement


class MappingQuerySet(models.QuerySet["Mapping"]):
    def of(self, framework):
        """Mappings from this edition or to it, each with both editions."""
        either = Q(source=framework) | Q(target=framework)
        return self.filter(either).select_related("source", "target")


class Mapping(models.Model):
    """One edition read in the shape of another. Written only by ``commitments.loading``."""

    source = models.ForeignKey(Framework, models.CASCADE, related_name="mappings_from")
    target = models.ForeignKey(Framework, models.CASCADE, related_name="mappings_to")
    note = models.TextField(_("note"), blank=True)

    objects = MappingQuerySet.as_manager()

    class Meta:
        ordering = ["source", "target"]
        constraints = [
            models.UniqueConstraint(
                name="one_mapping_between_two_editions", fields=["source", "target"]
            ),
            models.CheckConstraint(
                name="an_edition_is_not_mapped_to_itself", condition=~Q(source=F("target"))
            ),
        ]

    def __str__(self):
        return f"{self.source} → {self.target}"


class MappingPair(models.Model):
    """Two requirements that ask the same, or some of the same."""

    mapping = models.ForeignKey(Mapping, models.CASCADE, related_name="pairs")
    source = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    target = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=10, choices=MapsTo)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["mapping", "position"]
        constraints = [
            models.UniqueConstraint(
                name="two_requirements_are_paired_once", fields=["mapping", "source", "target"]
            ),
            models.CheckConstraint(
                name="how_two_requirements_are_paired_is_known",
                condition=Q(how__in=MapsTo.values),
            ),
        ]

    def __str__(self):
        return f"{self.source.code} {self.how} {self.target.code}"
