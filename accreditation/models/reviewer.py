"""Who may be drawn, and what keeps them from a case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accreditation.choices import ConflictKind, Seat
from cities.models import City


class Reviewer(models.Model):
    """Someone in the pool. ``code`` stands for them wherever a draw is published."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviewer")
    code = models.CharField(_("code"), max_length=20, unique=True)
    seat = models.CharField(_("seat"), max_length=10, choices=Seat)
    country = CountryField(_("country"))
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewers",
        help_text=_("The authority a peer works for."),
    )
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    pseudonym = models.CharField(
        _("published as"), max_length=100, blank=True, help_text=_("Community reviewers only.")
    )
    available = models.BooleanField(_("may be drawn"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="reviewer_seat_known", condition=Q(seat__in=Seat.values)),
            models.CheckConstraint(
                name="a_peer_works_for_a_city", condition=~Q(seat="peer") | Q(city__isnull=False)
            ),
        ]

    def __str__(self):
        return self.public_name

    @property
    def public_name(self):
        """The name anyone may read."""
        return self.pseudonym or self.user.name


class Conflict(models.Model):
    """Why a reviewer cannot take a city's case. The reason is never published.

    ``because`` says what another reason is; one from before that was asked for says nothing.
    """

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="conflicts")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    kind = models.CharField(_("reason"), max_length=12, choices=ConflictKind)
    because = models.CharField(_("in words"), max_length=500, blank=True)
    declared_on = models.DateField(_("declared"))

    class Meta:
        ordering = ["reviewer", "city"]
        constraints = [
            models.UniqueConstraint(
                name="a_conflict_is_declared_once", fields=["reviewer", "city", "kind", "because"]
            ),
            models.CheckConstraint(
                name="only_another_reason_is_put_in_words",
                condition=Q(kind=ConflictKind.OTHER) | Q(because=""),
            ),
            models.CheckConstraint(
                name="conflict_kind_known", condition=Q(kind__in=ConflictKind.values)
            ),
        ]

    def __str__(self):
        return f"{self.reviewer.code}: {self.kind}"

    @property
    def reason(self):
        """The reason as those who may know it read it."""
        return self.because or self.get_kind_display()
