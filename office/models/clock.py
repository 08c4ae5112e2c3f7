"""By when, and under which rule."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ClockQuerySet(models.QuerySet):
    def running(self):
        return self.filter(rung_on=None, stopped_on=None)

    def due(self, day):
        """Clocks to be rung on ``day``, oldest first, each at most once a day."""
        return (
            self.running()
            .filter(due_on__lt=day)
            .filter(Q(tried_on=None) | Q(tried_on__lt=day))
            .order_by("due_on", "pk")
        )

    def of(self, subject):
        return self.filter(subject_label=subject._meta.label_lower, subject_key=str(subject.pk))


class Clock(models.Model):
    """A deadline of one subject: the step taken when it is over, and the rule that set it.

    ``due_on`` is the last day of the window; the clock rings on the day after. A clock whose
    step is refused keeps the reasons and rings again each day (design §5).
    """

    workflow = models.CharField(_("procedure"), max_length=30)
    subject_label = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=40)
    subject_number = models.CharField(_("subject"), max_length=60)
    step = models.CharField(_("step"), max_length=40)
    started_on = models.DateField(_("started"))
    due_on = models.DateField(_("last day"))
    rule = models.CharField(_("rule"), max_length=200)
    extended_because = models.TextField(_("extended because"), blank=True)
    tried_on = models.DateField(null=True, blank=True)
    reasons = models.JSONField(_("refused because"), default=list, blank=True)
    rung_on = models.DateField(_("rung"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped"), null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                name="clock_running_by_day",
                fields=["due_on"],
                condition=Q(rung_on=None, stopped_on=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_running_clock_per_step",
                fields=["workflow", "subject_key", "step"],
                condition=Q(rung_on=None, stopped_on=None),
            ),
            models.CheckConstraint(
                name="clock_rung_or_stopped_not_both",
                condition=Q(rung_on=None) | Q(stopped_on=None),
            ),
            models.CheckConstraint(
                name="clock_due_after_it_started", condition=Q(due_on__gte=models.F("started_on"))
            ),
        ]

    def __str__(self):
        return f"{self.subject_number}: {self.step}, {self.due_on}"
