"""Something that named people must look at, at once."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from voices.choices import AlertKind

from .contribution import Contribution
from .window import Window


class AlertQuerySet(models.QuerySet):
    def open(self):
        return self.filter(handled_on=None)


class Alert(models.Model):
    """A reprisal that was reported, or a contribution that tells of somebody in danger.

    The words are sealed. The day is kept, since help must not come late.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=AlertKind)
    window = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="alerts")
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="alerts"
    )
    sealed = models.BinaryField()
    raised_on = models.DateField(_("raised"))
    handled_on = models.DateField(_("seen to"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done = models.BinaryField(default=bytes, help_text=_("What was done about it, sealed."))
    form = models.CharField(
        max_length=64,
        null=True,
        blank=True,
        unique=True,
        help_text=_("A digest of the form it came by."),
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["raised_on", "pk"]
        constraints = [
            models.CheckConstraint(name="alert_kind_known", condition=Q(kind__in=AlertKind.values)),
            models.CheckConstraint(
                name="an_alert_is_seen_to_by_a_person",
                condition=Q(handled_on=None, handled_by=None)
                | Q(handled_on__isnull=False, handled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.raised_on}"
