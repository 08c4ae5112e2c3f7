"""The accreditation as a city holds it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accreditation.choices import LABEL_ENDED, LabelState
from cities.models import City
from commitments.models import Level

from .decision import Decision


class LabelQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Labels are public; this is for those who keep them or check how they are kept."""
        return self if user.has_perm("accreditation.see_labels") else self.none()

    def held(self):
        """Labels that are not at an end, suspended ones included."""
        return self.exclude(state__in=LABEL_ENDED)

    def valid(self):
        return self.filter(state=LabelState.VALID)


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
        _("state"), max_length=10, choices=LabelState, default=LabelState.VALID
    )
    granted_on = models.DateField(_("granted"))
    valid_until = models.DateField(_("valid until"))
    state_since = models.DateField(_("since"))
    reason = models.TextField(_("reason"), blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-pk"]
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
        return self.state == LabelState.VALID
