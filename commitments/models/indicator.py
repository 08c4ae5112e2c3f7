"""What can bear a commitment out: examples of evidence, and measurable signs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.choices import UNITS, RequirementType

from .framework import Framework
from .structure import Commitment


class EvidenceExample(models.Model):
    """A document or record that could show a commitment is kept."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="evidence_examples")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="evidence_examples")
    code = models.CharField(_("code"), max_length=20)
    text = models.TextField(_("text"))
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                name="one_evidence_example_a_code", fields=["framework", "code"]
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.text}"


class Indicator(models.Model):
    """A measurable sign: structure, process or outcome."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="indicators")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="indicators")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=300)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=RequirementType, blank=True)
    sdg = models.CharField(_("SDG target"), max_length=10, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_indicator_a_code", fields=["framework", "code"]),
            models.CheckConstraint(
                name="indicator_type_known",
                condition=Q(type="") | Q(type__in=RequirementType.values),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def unit_in_words(self) -> str:
        return str(UNITS.get(self.unit) or self.unit.replace("_", " "))
