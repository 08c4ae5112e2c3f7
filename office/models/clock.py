"""By when, and under which rule."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

REMINDER = "remind"  # the step of a deadline that moves nothing when it is over


class ClockQuerySet(models.QuerySet):
    def running(self):
        return self.filter(rung_on=None, stopped_on=None)

    def standing(self):
        """Running ones, and those that have reminded and that nothing has followed.

        Whose subject has come to its end is for the caller to say: nothing follows there either.
        """
        later = Clock.objects.filter(
            workflow=OuterRef("workflow"),
            subject_label=OuterRef("subject_label"),
            subject_key=OuterRef("subject_key"),
            pk__gt=OuterRef("pk"),
        )
        has_reminded = Q(step=REMINDER, rung_on__isnull=False) & ~Exists(later)
        return self.filter(Q(rung_on=None) | has_reminded, stopped_on=None)

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
    step is refused keeps the reasons and rings again each day (design §5). One that only reminds,
    of a deadline that is over already, says in ``late_since`` when that was.
    """

    workflow = models.CharField(_("procedure"), max_length=30)
    subject_label = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=40)
    subject_number = models.CharField(_("subject"), max_length=60)
    step = models.CharField(_("step"), max_length=40)
    started_on = models.DateField(_("started"))
    due_on = models.DateField(_("last day"))
    late_since = models.DateField(_("last day of what it reminds of"), null=True, blank=True)
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
            models.Index(name="clock_of_subject", fields=["subject_key", "workflow"]),
            models.Index(
                name="clock_rung_by_step",
                fields=["step", "workflow"],
                condition=Q(rung_on__isnull=False),
            ),
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

    @property
    def last_day(self):
        """The day until which something was or is to be done, however often it was reminded of."""
        return self.late_since or self.due_on

    @property
    def is_over(self):
        """Whether its day has passed and it has rung since; asks the database nothing."""
        has_rung = self.tried_on is not None and self.tried_on > self.due_on
        return bool(self.late_since or has_rung)
