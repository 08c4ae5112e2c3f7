"""Who speaks for a city."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cities.choices import Role

from .city import City


class MembershipQuerySet(models.QuerySet):
    def current(self, day=None):
        """Memberships that hold today. Like posts they follow the real day.

        ``day`` is that day where the statement is worded once (``accounts.worded``).
        """
        today = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gt=today))


class Membership(models.Model):
    """A person speaking for a city, and with what authority. Ended by a date, never removed."""

    city = models.ForeignKey(City, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    department = models.CharField(_("department"), max_length=120, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["city", "role", "pk"]
        constraints = [
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="one_role_per_person_and_city",
                fields=["city", "user"],
                condition=Q(until=None),
                violation_error_message=_("This person is on the team already."),
            ),
            models.UniqueConstraint(
                name="one_lead_per_city",
                fields=["city"],
                condition=Q(until=None, role="lead"),
                violation_error_message=_("This city or region has a lead already."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.city} · {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor revoked; it may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """An offer, by e-mail, to speak for a city. Its link is known only by its digest here."""

    city = models.ForeignKey(City, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    department = models.CharField(_("department"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirms_authority = models.BooleanField(
        default=False, help_text=_("Sent by the secretariat to the authority itself.")
    )
    token_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(
                name="one_open_invitation_per_address",
                fields=["city", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                violation_error_message=_("This address has an open invitation already."),
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.city}"

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()
