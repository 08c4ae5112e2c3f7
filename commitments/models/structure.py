"""Pillars, commitments and requirements: what a city undertakes and must show."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commitments.choices import RequirementType

from .framework import Framework
from .scale import Scale


class Pillar(models.Model):
    """A part of the framework, such as substance, process, institutions."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="pillars")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    question = models.TextField(_("question"), blank=True)
    fra_layer = models.CharField(_("part of FRA's framework"), max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_pillar_a_code", fields=["framework", "code"]),
        ]

    def __str__(self):
        return self.title


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def of(self, framework):
        return self.filter(framework=framework)

    def in_order(self):
        """In the order of the document's pillars, each with its pillar."""
        return self.select_related("pillar").order_by("pillar__position", "position")


class Commitment(models.Model):
    """What the city undertakes."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="commitments")
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="commitments")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    plain = models.TextField(_("in plain words"), blank=True)
    description = models.TextField(_("description"), blank=True)
    why_it_helps = models.TextField(_("why it helps"), blank=True)
    not_enough = models.TextField(_("what is not enough"), blank=True)
    small_authority = models.TextField(_("what a small authority can do"), blank=True)
    resident_question = models.TextField(_("a question to residents"), blank=True)
    # Codes of catalogue entries, by kind: charter, sdg, areas, instruments.
    links = models.JSONField(_("links"), default=dict, blank=True)
    fra_element = models.CharField(_("element of FRA's framework"), max_length=300, blank=True)
    drawn_from = models.JSONField(_("drawn from"), default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_commitment_a_code", fields=["framework", "code"]),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        framework = self.framework
        return reverse(
            "commitments:commitment", args=[framework.code, framework.edition, self.code]
        )


class StepHere(NamedTuple):
    """What one step of the scale means for one requirement."""

    value: int
    label: str
    meaning: str


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def of(self, framework):
        return self.filter(framework=framework)

    def core(self):
        return self.filter(is_core=True)

    def in_order(self):
        """In the order of the document, each with its commitment, pillar and scale."""
        return self.select_related("commitment__pillar", "scale").order_by(
            "commitment__pillar__position", "commitment__position", "position"
        )

    def with_steps(self):
        """Each with all that ``Requirement.steps()`` reads, in two more queries in all."""
        return self.select_related("scale").prefetch_related("scale__steps")


class Requirement(models.Model):
    """What must be shown; the unit that is answered and assessed.

    ``step_texts`` says for each step of the scale, in order, what it means here; empty where
    the scale's own words serve.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="requirements")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="requirements")
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="requirements")
    code = models.CharField(_("code"), max_length=20)
    text = models.TextField(_("text"))
    type = models.CharField(_("type"), max_length=20, choices=RequirementType, blank=True)
    is_core = models.BooleanField(_("core"), default=False)
    step_texts = models.JSONField(_("texts of the steps"), default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(name="one_requirement_a_code", fields=["framework", "code"]),
            models.CheckConstraint(
                name="requirement_type_known",
                condition=Q(type="") | Q(type__in=RequirementType.values),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.text}"

    @cached_property
    def labels(self) -> dict[int, str]:
        """The label of each step of its scale, by value."""
        return {step.value: step.label for step in self.scale.steps.all()}

    def steps(self) -> list[StepHere]:
        """What each step means, lowest first, in the requirement's own words where it has any.

        Reads ``scale.steps.all()``: no query after ``with_steps()``.
        """
        steps = list(self.scale.steps.all())
        texts = self.step_texts or [step.meaning for step in steps]
        return [
            StepHere(step.value, step.label, text) for step, text in zip(steps, texts, strict=True)
        ]
