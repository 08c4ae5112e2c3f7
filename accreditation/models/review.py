"""What one reviewer finds, before anybody else's view is known to them."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation.choices import FindingKind, OtherLevelView, ReviewState
from commitments.models import GraveConcern, Requirement

from .application import Application
from .panel import PanelMember


class ReviewQuerySet(models.QuerySet):
    def of_the_panel_of(self, application):
        """Of all who sit or sat on the panel that is there now."""
        return self.filter(member__panel__application=application, member__panel__dissolved_on=None)


class Review(models.Model):
    """One reviewer's reading of an application. Moves through ``accreditation.workflow.REVIEW``."""

    member = models.OneToOneField(PanelMember, models.PROTECT, related_name="review")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.OPEN)
    opened_on = models.DateField(_("opened"))
    filed_on = models.DateField(_("filed"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="review_state_known", condition=Q(state__in=ReviewState.values)
            ),
        ]

    def __str__(self):
        return f"{self.member}"


class Assessment(models.Model):
    """How far one reviewer finds a requirement has become practice.

    ``found`` is the value of a step, or the key of a special answer that stands instead of one.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="assessments")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="assessments")
    found = models.CharField(_("step found"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    passage = models.CharField(_("page of the evidence"), max_length=200, blank=True)
    other_level = models.CharField(
        _("task of another level"), max_length=10, choices=OtherLevelView, blank=True
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_assessment_per_requirement", fields=["review", "requirement"]
            ),
        ]

    def __str__(self):
        return f"{self.review}: {self.requirement.code}"

    @property
    def is_complete(self):
        return bool(self.found and self.reason.strip())


class FindingQuerySet(models.QuerySet):
    def of_the_panel(self):
        """What the panel works on: its own, and what members filed and still stand by."""
        return self.filter(Q(review=None) | Q(review__state=ReviewState.FILED))

    def of_the_report(self):
        """What the panel took into its report."""
        return self.of_the_panel().filter(taken_up=True)

    def recommending(self):
        """What the city is to answer once the decision is public."""
        return self.of_the_report().filter(kind=FindingKind.CONCERN).exclude(recommended="")

    def in_order(self):
        """In the order of the requirements they are about."""
        return self.order_by("requirement__commitment__position", "requirement__position", "pk")

    def set_aside(self):
        """Of members who left: on record, and no part of the panel's work."""
        return self.filter(review__state=ReviewState.ENDED)


class Finding(models.Model):
    """A concern or a strength: what is seen, what the framework asks, what is recommended.

    Written by one reviewer while reading, or by the panel while settling (``review`` is none).
    The panel takes it into its report or leaves it out. ``key`` stands in the addresses of its
    pages, since a number would tell how many findings others have written.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    application = models.ForeignKey(Application, models.PROTECT, related_name="findings")
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    number = models.PositiveIntegerField(
        default=0, help_text=_("Its place in the review it was written in; counts nobody else's.")
    )
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="findings")
    kind = models.CharField(_("kind"), max_length=10, choices=FindingKind)
    seen = models.TextField(_("what is seen"))
    asked = models.TextField(_("what the framework asks"))
    recommended = models.TextField(_("what is recommended"), blank=True)
    grave = models.ForeignKey(
        GraveConcern,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("grave concern"),
    )
    taken_up = models.BooleanField(_("stands in the panel's report"), null=True, blank=True)
    report_number = models.PositiveIntegerField(
        _("number in the report"),
        null=True,
        blank=True,
        help_text=_("Given when the report is sent, and never changed."),
    )
    version = models.PositiveIntegerField(default=0)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["requirement", "pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_kind_known", condition=Q(kind__in=FindingKind.values)
            ),
            models.UniqueConstraint(
                name="finding_number_once_in_a_review",
                fields=["review", "number"],
                condition=Q(review__isnull=False),
            ),
            models.UniqueConstraint(
                name="finding_number_once_in_a_report", fields=["application", "report_number"]
            ),
            models.CheckConstraint(
                name="only_what_stands_in_the_report_has_a_number_there",
                condition=Q(report_number=None) | Q(taken_up=True),
            ),
            models.CheckConstraint(
                name="a_grave_finding_is_a_concern", condition=Q(grave=None) | Q(kind="concern")
            ),
        ]

    def __str__(self):
        return f"{self.requirement.code}: {self.get_kind_display()}"

    @property
    def reference(self):
        """How reports and measures name it, once the report is sent."""
        return f"{self.application.reference}/F{self.report_number}"
