"""Saying what a city measures, and keeping what it found."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cities.models import City
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from office import trail
from office.actors import acting
from office.days import now
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.indicators.figures import FEW, faults, kept
from progress.indicators.small import COUNTS
from progress.models import Reading, ReadingVersion, Series
from progress.models.series import folded

from .changed import Incomplete, check_texts
from .forgetting import forget_totals_of_few

MOST_SERIES = 200  # a record
MOST_READINGS = 1_000  # a series


@transaction.atomic
def begin_series(
    *,
    city: City,
    by: User,
    name: str,
    unit: str,
    code: str = "",
    what: str = "",
    source: str = "",
    requirements: Iterable[str] = (),
    targets: Iterable[str] = (),
) -> Series:
    """Begin to measure something; ``code`` where the edition names it. Raises Refused."""
    texts = _plain(name=name, source=source) | {"what": what.strip()}
    check_texts(texts | {"unit": unit, "code": code})
    if not texts["name"]:
        raise Incomplete({"name": _("Say in a line what is measured.")})
    City.objects.select_for_update(no_key=True).get(pk=city.pk)
    held = Series.objects.filter(city=city)
    if held.count() >= MOST_SERIES:
        raise Refused(
            _("A record holds at most %(most)d indicators. Take one away that you no longer "
              "measure.") % {"most": MOST_SERIES}
        )  # fmt: skip
    if _is_held(held, texts["name"]) or (code and held.filter(code=code).exists()):
        raise Incomplete({"name": _("This is measured here already. Add your reading there.")})
    series = Series.objects.create(
        city=city,
        code=code,
        unit=unit,
        requirements=_once(requirements),
        targets=_once(targets),
        version=1,
        **texts,
    )
    trail.record(series, "begin_series", by=acting(by), note=texts["name"])
    return series


@transaction.atomic
def describe_series(
    *,
    series: Series,
    by: User,
    version: int,
    name: str,
    unit: str,
    what: str = "",
    source: str = "",
    requirements: Iterable[str] = (),
    targets: Iterable[str] = (),
) -> Series:
    """Say anew what is measured. The unit stays once there are readings; the edition's name, too.

    Raises ChangedMeanwhile with what stands now.
    """
    texts = _plain(name=name, source=source) | {"what": what.strip()}
    check_texts(texts | {"unit": unit})
    if series.code or series.readings.exists():
        unit = series.unit
    if series.code:
        texts["name"] = series.name
    if not texts["name"]:
        raise Incomplete({"name": _("Say in a line what is measured.")})
    rows = Series.objects.filter(pk=series.pk)
    others = Series.objects.filter(city=series.city_id).exclude(pk=series.pk)
    if _is_held(others, texts["name"]):
        raise Incomplete({"name": _("This is measured here already. Add your reading there.")})
    changed = rows.filter(version=version).update(
        **texts,
        unit=unit,
        requirements=_once(requirements),
        targets=_once(targets),
        version=version + 1,
    )
    current = rows.get()
    if not changed:
        raise ChangedMeanwhile(current)
    trail.record(current, "describe_series", by=acting(by), note=texts["name"])
    return current


@transaction.atomic
@trail.gathered()
def end_series(*, series: Series, by: User) -> None:
    """Take an indicator away of which nothing was ever found. Raises Refused."""
    if series.readings.exists():
        raise Refused(_("There are readings, and they stay. Only an indicator without any goes."))
    trail.record(series, "end_series", by=acting(by), note=series.name)
    series.delete()


@transaction.atomic
def record_reading(
    *,
    series: Series,
    by: User,
    version: int,
    on: date,
    whole_year: bool,
    group: str = "",
    value: Decimal | None = None,
    people: int | None = None,
    few: bool = False,
    source: str = "",
) -> Reading:
    """Keep what was found; ``version`` is the one seen, 0 for none. Earlier versions stay.

    Of too few people nothing is kept but that it was so, and then nothing of earlier versions
    either; where a group has a reading, a plain total is one of people too. Without a value the
    reading is taken back. Raises ChangedMeanwhile with what stands now, Incomplete for what cannot
    be kept, and Refused for a group nobody knows.
    """
    source = " ".join(source.split())
    check_texts({"source": source, "group": group})
    if errors := faults(series.unit, group, value, people, few):
        raise Incomplete(errors)
    known = CatalogueEntry.objects.of(Catalogue.GROUPS_AT_RISK)
    if group and not known.filter(code=group).exists():
        raise Refused(_("The catalogue knows no such group."))
    counts = series.unit == COUNTS
    if counts:  # a total and a first group that come at once know of each other
        City.objects.select_for_update(no_key=True).get(pk=series.city_id)
    rows = Reading.objects.filter(series=series, on=on, whole_year=whole_year, group=group)
    held = rows.first()
    if version == 0 and held is not None and held.is_taken_back:
        version = held.version
    of_people = counts and (bool(group) or series.readings.standing().of_groups().exists())
    figure = kept(series.unit, value, people, few, of_people=of_people)
    values = {**figure, "source": source, "version": version + 1}
    if held is None and version == 0:
        _check_room(series)
        try:
            with transaction.atomic():
                rows.create(series=series, on=on, whole_year=whole_year, group=group, **values)
        except IntegrityError:
            raise ChangedMeanwhile(rows.get()) from None
    elif not rows.filter(version=version).update(**values):
        raise ChangedMeanwhile(held or Reading(series=series, on=on, whole_year=whole_year))
    reading = rows.get()
    reading.series = series
    if reading.few:
        reading.versions.update(**FEW)
    if counts and group and not reading.is_taken_back:
        forget_totals_of_few(series)
    ReadingVersion.objects.create(reading=reading, by=by, at=now(), **values)
    trail.record(reading, "record_reading", by=acting(by), note=f"{reading.period} {group}".strip())
    return reading


def _is_held(series: Iterable[Series], name: str) -> bool:
    """Whether one of them has this name; a table that is brought tells them apart by it."""
    return folded(name) in {folded(each.name) for each in series}


def _check_room(series: Series) -> None:
    if series.readings.count() >= MOST_READINGS:
        raise Refused(
            ngettext(
                "One indicator holds at most %(most)d reading.",
                "One indicator holds at most %(most)d readings.",
                MOST_READINGS,
            )
            % {"most": MOST_READINGS}
        )


def _plain(**lines: str) -> dict[str, str]:
    """Each as one line, without spaces that nobody sees."""
    return {name: " ".join(text.split()) for name, text in lines.items()}


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
