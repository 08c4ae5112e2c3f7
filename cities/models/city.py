"""Who is assessed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.choices import PostKind
from cities.choices import AuthorityKind, Confirmation, Role, Urbanisation


class CityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cities this person sees from inside: those they speak for; all, for the secretariat."""
        if user.is_authenticated and user.holds(PostKind.SECRETARIAT):
            return self
        return self.with_role(user)

    def published(self):
        """Cities anyone may see: self-declared, or taking part and confirmed. No private trials."""
        return self.filter(Q(self_declared=True) | Q(takes_part=True, confirmed_on__isnull=False))

    def led_by(self, user):
        """Cities this person leads now."""
        return self.with_role(user, Role.LEAD)

    def with_role(self, user, *roles):
        """Cities this person speaks for now, in one of these roles (any, if none is named)."""
        if not user.is_authenticated:
            return self.none()
        memberships = user.memberships.current()
        if roles:
            memberships = memberships.filter(role__in=roles)
        return self.filter(pk__in=memberships.values("city"))


class City(models.Model):
    """A local or regional authority that takes part, or has declared itself a human rights city.

    ``name_search`` and ``name_sort`` are kept beside the name because databases disagree on
    how letters outside English compare; ``cities.names`` makes them.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_search = models.CharField(max_length=220, db_index=True)
    name_sort = models.CharField(max_length=220, db_index=True)
    authority = models.CharField(
        _("authority"), max_length=200, help_text=_("Its official name: the label certifies it.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind)
    country = CountryField(_("country"))
    population = models.PositiveIntegerField(_("population"))
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    languages = models.JSONField(_("languages of its documents"), default=list)
    urbanisation = models.CharField(
        _("degree of urbanisation"), max_length=10, choices=Urbanisation, blank=True
    )
    next_election = models.DateField(_("next election of its council"), null=True, blank=True)
    election_reminded_for = models.DateField(
        null=True, blank=True, help_text=_("The election before which a reminder has gone out.")
    )
    mentor_since = models.DateField(_("offers help to others since"), null=True, blank=True)
    mentor_note = models.CharField(_("what it can help with"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    self_declared = models.BooleanField(
        _("self-declared"), default=False, help_text=_("Calls itself a human rights city.")
    )
    takes_part = models.BooleanField(
        _("takes part"), default=False, help_text=_("Keeps a record or has applied here.")
    )
    invented = models.BooleanField(_("invented"), default=False)
    confirmed_how = models.CharField(
        max_length=10, choices=Confirmation, blank=True, default=Confirmation.NOT_YET
    )
    confirmed_on = models.DateField(null=True, blank=True)
    new_authority = models.CharField(
        _("new name, not confirmed yet"), max_length=200, blank=True, default=""
    )
    new_kind = models.CharField(
        _("kind under the new name"),
        max_length=20,
        choices=AuthorityKind,
        blank=True,
        default="",
    )
    joined_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text=_("Of what its lead says of it: two who write at once both see it.")
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="cities"
    )

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ["name_sort", "pk"]
        verbose_name = _("city or region")
        verbose_name_plural = _("cities and regions")
        indexes = [
            models.Index(name="city_by_country", fields=["country", "name_sort"]),
            models.Index(name="city_by_kind", fields=["kind", "name_sort"]),
            models.Index(
                name="city_that_helps",
                fields=["name_sort"],
                condition=Q(mentor_since__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="city_kind_known", condition=Q(kind__in=AuthorityKind.values)
            ),
            models.CheckConstraint(
                name="city_urbanisation_known",
                condition=Q(urbanisation="") | Q(urbanisation__in=Urbanisation.values),
            ),
            models.CheckConstraint(name="city_has_people", condition=Q(population__gt=0)),
            models.CheckConstraint(
                name="city_confirmed_on_a_day",
                condition=Q(confirmed_how="", confirmed_on=None)
                | (~Q(confirmed_how="") & Q(confirmed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_waits_for_confirmation_is_a_whole_name",
                condition=Q(new_authority="", new_kind="")
                | (
                    ~Q(new_authority="")
                    & Q(new_kind__in=AuthorityKind.values, confirmed_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="city_on_the_map",
                condition=Q(latitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("register:city", args=[self.slug])

    def get_inside_url(self):
        """Where its team finds it, be it public or not."""
        return reverse("cities:team", args=[self.slug])

    @property
    def code(self):
        """What the trail calls it: its name may change."""
        return self.slug

    @property
    def called(self):
        """What documents and letters about it call it."""
        return self.name

    @property
    def is_confirmed(self):
        return self.confirmed_how != Confirmation.NOT_YET

    @property
    def is_renamed(self):
        """Whether it is confirmed, and has another name or kind that is not confirmed yet."""
        return bool(self.new_authority)

    @property
    def name_to_confirm(self):
        """What a letter asks the authority about."""
        return self.new_authority or self.authority

    @property
    def kind_to_confirm(self):
        return self.new_kind or self.kind

    def get_kind_to_confirm_display(self):
        return AuthorityKind(self.kind_to_confirm).label
