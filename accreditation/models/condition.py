"""What goes with a level, and by when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accreditation.choices import LABEL_HELD, ConditionState

from .label import Label
from .recommendation import Recommendation


class ConditionQuerySet(models.QuerySet):
    def binding(self):
        """Those that go with a label: drafts, and what never became one, bind nobody."""
        return self.exclude(label=None)

    def of_the_label_held_by(self, city):
        return self.filter(label__city=city, label__state__in=LABEL_HELD)

    def waiting(self):
        """To be met, or to be looked at, as long as the label is held."""
        not_recorded = [ConditionState.OPEN, ConditionState.REPORTED]
        return self.filter(state__in=not_recorded, label__state__in=LABEL_HELD)

    def to_record(self, day):
        """Waiting, and reported as met or, the time for it being over, not."""
        no_more = Q(more_by=None) | Q(more_by__lt=day)
        not_extended = Q(extended_to=None) | Q(extended_to__lt=day)
        is_over = Q(no_more, not_extended, due_on__lt=day)
        return self.waiting().filter(Q(state=ConditionState.REPORTED) | is_over)

    def visible_to(self, user):
        """Whoever sees the label in the procedure. What was recorded is public with the city."""
        return self.filter(label__in=Label.objects.visible_to(user).values("pk"))


class Condition(models.Model):
    """Something an authority has to do by a day, beside what the edition asks of everybody.

    Written by the committee with the level it recommends; it binds from the day it has a label.
    The city reports what it has done, and two people of the secretariat record whether that meets
    it. ``state`` moves only through ``accreditation.workflow.CONDITION``.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="conditions")
    label = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="conditions"
    )
    reference = models.SlugField(_("reference"), max_length=30, unique=True, null=True, blank=True)
    text = models.TextField(_("condition"))
    due_on = models.DateField(_("by"))
    more_by = models.DateField(_("more asked for by"), null=True, blank=True)
    extended_to = models.DateField(_("more time was given until"), null=True, blank=True)
    extended_because = models.TextField(_("extended because"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ConditionState, default=ConditionState.OPEN
    )
    report = models.TextField(_("what the city reports"), blank=True)
    reported_on = models.DateField(_("reported"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    recorded_on = models.DateField(_("recorded"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="condition_state_known", condition=Q(state__in=ConditionState.values)
            ),
            models.CheckConstraint(name="condition_is_written_in_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="condition_that_binds_has_a_reference",
                condition=Q(label=None, reference=None)
                | Q(label__isnull=False, reference__isnull=False),
            ),
            models.CheckConstraint(
                name="condition_binds_before_anything_comes_of_it",
                condition=Q(state=ConditionState.OPEN) | Q(label__isnull=False),
            ),
            models.CheckConstraint(
                name="condition_is_reported_in_words",
                condition=Q(reported_on=None) | ~Q(report=""),
            ),
            models.CheckConstraint(
                name="condition_has_more_time_than_its_day",
                condition=Q(more_by=None) | Q(more_by__gt=models.F("due_on")),
            ),
            models.CheckConstraint(
                name="condition_is_extended_to_a_later_day_with_a_reason",
                condition=Q(extended_to=None, extended_because="")
                | Q(extended_to__isnull=False, extended_to__gt=models.F("due_on"))
                & ~Q(extended_because=""),
            ),
            models.CheckConstraint(
                name="condition_is_recorded_with_reasons",
                condition=Q(recorded_on=None) | ~Q(reasons=""),
            ),
        ]

    def __str__(self):
        return self.reference or self.text[:40]

    def get_absolute_url(self):
        return reverse("accreditation:condition", args=[self.reference])

    @property
    def day(self):
        """By when it is to be met: the day the committee named, or a later one given since."""
        return self.extended_to or self.due_on

    @property
    def last_day(self):
        """Until when the city has time: its day, or a later one by which more was asked for."""
        return max(self.day, self.more_by or self.day)

    @property
    def bound(self):
        """The label it goes with. Raises ValueError for one that binds nobody (yet)."""
        if self.label is None:
            raise ValueError(f"{self} goes with no label.")
        return self.label

    @property
    def city(self):
        """Whose label it goes with."""
        return self.bound.city

    @property
    def city_id(self):
        return self.bound.city_id
