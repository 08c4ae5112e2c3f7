"""What a city measures, and what it found."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.choices import UNITS

# Fifteen digits are what both databases keep exactly.
DIGITS, PLACES = 15, 4
MOST_PEOPLE = 1_000_000_000


def folded(name: str) -> str:
    """A name as it is compared: in one line, large and small letters alike."""
    return " ".join(name.split()).casefold()


class Series(models.Model):
    """An indicator as one city measures it: one of the edition's, or one the city named itself.

    ``code`` is the edition's; name and unit stand here too, since readings outlive the edition
    that named them. Requirements and targets are codes, which are for good.
    """

    city = models.ForeignKey(City, models.PROTECT, related_name="series")
    code = models.CharField(_("code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=300)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    what = models.TextField(_("what exactly is counted"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    requirements = models.JSONField(_("requirements"), default=list, blank=True)
    targets = models.JSONField(_("SDG targets"), default=list, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["city", "name", "pk"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(name="one_series_a_name", fields=["city", "name"]),
            models.UniqueConstraint(
                name="one_series_per_indicator", fields=["city", "code"], condition=~Q(code="")
            ),
            models.CheckConstraint(name="a_series_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        """What tells it from the others of its city: the edition's code, or else its name."""
        return self.code or folded(self.name)

    @property
    def unit_in_words(self) -> str:
        return str(UNITS.get(self.unit) or self.unit.replace("_", " "))


class When(models.Model):
    """The day or the whole year that a reading speaks of; of a year its last day."""

    on = models.DateField(_("day"))
    whole_year = models.BooleanField(_("of the whole year"), default=False)

    class Meta:
        abstract = True

    @property
    def period(self) -> str:
        """As it is typed and exchanged: 2025, or 2025-06-30."""
        return str(self.on.year) if self.whole_year else self.on.isoformat()

    @property
    def period_in_words(self) -> str:
        return str(self.on.year) if self.whole_year else date_format(self.on)


class Figure(models.Model):
    """What was found. Of too few people nothing is kept but that it was so: ``few``.

    Neither a value nor ``few``: it was taken back.
    """

    value = models.DecimalField(
        _("value"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    people = models.PositiveIntegerField(
        _("people it rests on"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    few = models.BooleanField(_("rests on too few people"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_taken_back(self) -> bool:
        return self.value is None and not self.few


def nothing_of_few(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(few=False) | Q(value__isnull=True, people__isnull=True)
    )


class ReadingQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(Q(few=True) | Q(value__isnull=False))

    def of_all(self):
        """Totals: of everybody, not of one group."""
        return self.filter(group="")

    def of_groups(self):
        return self.exclude(group="")


class Reading(When, Figure):
    """A value of a series, for everybody or for one group at risk. ``version`` counts corrections.

    ``group`` is a code of the catalogue, empty for everybody.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="readings")
    group = models.CharField(_("group"), max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["series", "on", "-whole_year", "group"]
        constraints = [
            models.UniqueConstraint(
                name="one_reading_a_period_and_group",
                fields=["series", "on", "whole_year", "group"],
            ),
            nothing_of_few("nothing_is_kept_of_few"),
        ]

    def __str__(self):
        return f"{self.series_id}: {self.period} {self.group}".strip()


class ReadingVersion(Figure):
    """A reading as it once stood: who wrote it, and when. Kept, but for values of too few people.

    Where a correction says that it rests on too few, what earlier versions said goes as well.
    """

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="reading_version_once", fields=["reading", "version"]),
            nothing_of_few("nothing_is_kept_of_few_earlier"),
        ]

    def __str__(self):
        return f"{self.reading_id}, version {self.version}"
