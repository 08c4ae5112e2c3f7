"""What the panel finds together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation.choices import DialogueMode, Settled
from commitments.models import Level, Requirement

from .application import Application
from .filing import FiledGroup, FiledMeasure
from .review import Finding


class Settlement(models.Model):
    """The panel's value for one requirement, and how it came to it.

    ``lowest`` and ``highest`` are what members found first; the assessments stay on record.
    A difference passed on goes to the committee with both reasons.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="settlements")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="settlements")
    how = models.CharField(max_length=10, choices=Settled, default=Settled.OPEN)
    lowest = models.CharField(max_length=40)
    highest = models.CharField(max_length=40)
    found = models.CharField(_("step settled on"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reason_lower = models.TextField(_("reason for the lower value"), blank=True)
    reason_higher = models.TextField(_("reason for the higher value"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_settlement_per_requirement", fields=["application", "requirement"]
            ),
            models.CheckConstraint(
                name="settlement_way_known", condition=Q(how__in=Settled.values)
            ),
            models.CheckConstraint(
                name="a_settled_requirement_has_a_value",
                condition=~Q(how__in=["equal", "settled"]) | ~Q(found=""),
            ),
            models.CheckConstraint(
                name="a_difference_is_settled_in_writing",
                condition=~Q(how="settled") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}: {self.requirement.code}"


class PanelStatement(models.Model):
    """What the panel says of the application as a whole, and its dialogue with the city."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="statement")
    summary = models.TextField(_("summary for residents"), blank=True)
    dialogue_on = models.DateField(_("date of the dialogue"), null=True, blank=True)
    dialogue_with = models.TextField(_("with whom"), blank=True)
    dialogue_mode = models.CharField(
        _("how"), max_length=10, choices=DialogueMode, blank=True, default=""
    )
    grave_concern = models.BooleanField(_("a grave concern is open"), null=True, blank=True)
    grave_reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.application}"


class ReasonedFinding(models.Model):
    """The panel's reasoned text on whether a level that asks for one is borne out."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="reasoned")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    holds = models.BooleanField(_("the level is borne out"), null=True, blank=True)
    text = models.TextField(_("reasons"), blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["level__rank"]
        constraints = [
            models.UniqueConstraint(
                name="one_reasoned_finding_per_level", fields=["application", "level"]
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}: {self.level}"


class GroupView(models.Model):
    """Whether the panel confirms a filed result for a group."""

    filed = models.OneToOneField(FiledGroup, models.PROTECT, related_name="view")
    confirmed = models.BooleanField(_("confirmed"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.filed}"


class MeasureView(models.Model):
    """Whether the panel finds an earlier recommendation answered."""

    filed = models.OneToOneField(FiledMeasure, models.PROTECT, related_name="view")
    answered = models.BooleanField(_("answered"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.filed}"


class FactCorrection(models.Model):
    """What the city says is factually wrong in the draft report; it stands in the final one."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField(help_text="Its place among those of the application.")
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("what is wrong, and what is right"))
    written_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="correction_number_once_in_an_application", fields=["application", "number"]
            ),
        ]

    def __str__(self):
        return f"{self.application.reference}, {self.written_on}"
