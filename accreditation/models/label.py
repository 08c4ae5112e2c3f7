"""The accreditation as a city holds it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accreditation.choices import (
    LABEL_ENDED,
    LABEL_MEANS,
    LABEL_VALID,
    RAN_OUT_MEANS,
    LabelState,
)
from cities.models import City
from commitments.models import Level

from .application import Application
from .decision import Decision


class LabelQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Labels are public; this is for those who hold them, keep them, or check how."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("accreditation.see_labels"):
            return self
        return self.filter(city__in=user.memberships.current().values("city"))

    def held(self):
        """Labels that are not at an end, suspended ones included."""
        return self.exclude(state__in=LABEL_ENDED)

    def valid(self):
        """Labels that may be relied on, whatever more their page has to say of them."""
        return self.filter(state__in=LABEL_VALID)


class Label(models.Model):
    """What certifies an authority, and nothing else of a city: number, level, validity.

    ``state`` moves only through ``accreditation.workflow.LABEL``.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="labels")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="label")
    level = models.ForeignKey(Level, models.PROTECT, related_name="labels")
    authority = models.CharField(_("authority"), max_length=200)
    is_demonstration = models.BooleanField(
        default=False, help_text=_("Granted in a demonstration; certifies nothing.")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=LabelState, default=LabelState.VALID
    )
    granted_on = models.DateField(_("granted"))
    valid_until = models.DateField(_("valid until"))
    state_since = models.DateField(_("since"))
    reason = models.TextField(_("reason"), blank=True)
    opened_on = models.DateField(
        null=True, blank=True, help_text=_("Its last special review or downgrade notice.")
    )
    opened_because = models.TextField(blank=True, help_text=_("The reasons for it."))
    answer_until = models.DateField(
        null=True, blank=True, help_text=_("The last day to answer its last downgrade notice.")
    )
    days_suspended = models.PositiveIntegerField(
        default=0, help_text=_("They do not count for the yearly updates.")
    )
    lowered_from = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The level it was granted at, where that has been lowered since."),
    )
    renewal = models.OneToOneField(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renews",
        help_text=_("Filed in time, and still open: until then the label does not end."),
    )
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-pk"]
        indexes = [models.Index(name="label_by_state", fields=["state"])]
        constraints = [
            models.CheckConstraint(
                name="label_state_known", condition=Q(state__in=LabelState.values)
            ),
            models.CheckConstraint(
                name="label_ends_after_it_was_granted",
                condition=Q(valid_until__gt=F("granted_on")),
            ),
            models.UniqueConstraint(
                name="one_label_held_per_city",
                fields=["city"],
                condition=~Q(state__in=LABEL_ENDED),
            ),
        ]

    def __str__(self):
        return f"{self.number} · {self.authority}"

    def get_absolute_url(self):
        return reverse("register:label", args=[self.number])

    @property
    def is_valid(self):
        return self.state in LABEL_VALID

    @property
    def is_over(self):
        """At an end, for good."""
        return self.state in LABEL_ENDED

    def has_run_out(self, day):
        """Whether its time is over, with no renewal filed that would give it more."""
        return day > self.valid_until and self.renewal_id is None

    def means_on(self, day):
        """What its state means to those who hold it, and what follows."""
        if self.state == LabelState.SUSPENDED and self.has_run_out(day):
            return RAN_OUT_MEANS
        return LABEL_MEANS[LabelState(self.state)]

    @property
    def notice_on(self):
        """The day of the downgrade notice it is under; a restored one keeps its day."""
        return self.opened_on or self.state_since

    @property
    def framework(self):
        """The edition it was judged by, whose clocks it keeps."""
        return self.level.framework

    @property
    def lower_level(self):
        """The next level below, or None for the lowest."""
        below = self.framework.levels.filter(rank__lt=self.level.rank)
        return below.order_by("-rank").first()

    @property
    def due_update(self):
        """The yearly update that is not filed yet, or None in the last year."""
        return self.updates.filter(filed_on=None, due_on__lte=self.valid_until).first()


class LabelChange(models.Model):
    """One turn in the life of a label, as anyone may read it. Written once, never changed."""

    label = models.ForeignKey(Label, models.PROTECT, related_name="changes")
    state = models.CharField(_("state"), max_length=20, choices=LabelState)
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="label_change_state_known", condition=Q(state__in=LabelState.values)
            ),
        ]

    def __str__(self):
        return f"{self.label.number}: {self.state}, {self.since}"
