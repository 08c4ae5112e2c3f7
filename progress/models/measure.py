"""What the city is doing about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Requirement
from office.days import today
from progress.choices import OVER, MeasureState


class MeasureQuerySet(models.QuerySet):
    def recommended(self):
        """Those that answer a recommendation of an earlier review."""
        return self.exclude(origin="")

    def to_plan(self):
        """Recommended ones of which nobody has said who sees to it and by when, nor what was done.

        The letter on a decision asks for this.
        """
        return self.recommended().filter(Q(owner="") | Q(due_on=None), account="")


class Measure(models.Model):
    """One action of the city's plan. A recommendation of an earlier review becomes one.

    ``origin`` names that recommendation; it is answered when ``account`` says what was done.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="measures")
    title = models.CharField(_("measure"), max_length=300)
    requirements = models.ManyToManyField(
        Requirement, through="ServedRequirement", related_name="measures", blank=True
    )
    origin = models.CharField(
        _("recommended in"), max_length=60, blank=True, help_text=_("Reference of the finding.")
    )
    owner = models.CharField(_("who sees to it"), max_length=150, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    budget = models.CharField(_("budget line"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=MeasureState, default=MeasureState.PLANNED)
    account = models.TextField(_("what has been done"), blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_state_known", condition=Q(state__in=MeasureState.values)
            ),
            models.UniqueConstraint(
                name="one_measure_per_recommendation",
                fields=["city", "origin"],
                condition=~Q(origin=""),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_answered(self):
        return bool(self.account.strip())

    @property
    def is_overdue(self):
        is_past = self.due_on is not None and self.due_on < today()
        return is_past and self.state not in OVER

    @property
    def state_in_words(self):
        """How far it is, and that its day has passed where it has."""
        words = {"state": self.get_state_display()}
        return _("%(state)s, overdue") % words if self.is_overdue else words["state"]

    @property
    def is_to_plan(self):
        """As ``to_plan`` says, of one that was read."""
        return bool(self.origin) and not self.account and not (self.owner and self.due_on)


class ServedRequirement(models.Model):
    """A requirement that a measure is for: some serve several, some none in particular."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="served")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["measure", "requirement__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_measure_serves_a_requirement_once", fields=["measure", "requirement"]
            ),
        ]

    def __str__(self):
        return f"{self.measure}: {self.requirement.code}"
