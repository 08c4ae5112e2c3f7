"""The councils for which a joint authority files."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from cities.choices import AuthorityKind

from .city import City


class MemberCouncil(models.Model):
    """A council that is a member of a joint authority; the record is kept for it as well."""

    city = models.ForeignKey(City, models.PROTECT, related_name="councils")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind)
    country = CountryField(_("country"))
    population = models.PositiveIntegerField(_("population"))

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="council_kind_known", condition=Q(kind__in=AuthorityKind.values)
            ),
            models.CheckConstraint(name="council_has_people", condition=Q(population__gt=0)),
            models.UniqueConstraint("city", Lower("name"), name="one_council_of_a_name"),
        ]

    def __str__(self):
        return self.name
