"""What should a team look at once a year: what has changed, is late, or has lain for long?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, OuterRef, Subquery, TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cities.models import City
from commitments.choices import Ask
from commitments.models import Framework
from office.days import ZONE, today
from progress.choices import OVER
from progress.edition import edition_of
from progress.models import Answer, Measure, Reading, Series
from progress.records import sheet_of


class About(TextChoices):
    """What a line is about; so they are shown together."""

    MEASURES = "measures", gettext_lazy("Measures and recommendations")
    INDICATORS = "indicators", gettext_lazy("Indicators and readings")
    NOT_KNOWN = "not_known", gettext_lazy("What was not known yet")
    ANSWERS = "answers", gettext_lazy("Answers, by commitment")


@dataclass(frozen=True)
class Line:
    """One thing to look at. ``key`` is another one as soon as something more is to be said."""

    about: About
    key: str
    title: str
    says: str
    url: str


@dataclass(frozen=True)
class Lines:
    """Those about one thing, and how many of them nobody has looked at yet."""

    about: About
    lines: Sequence[Line]
    left: int


def by_what_they_are_about(lines: Sequence[Line], looked_at: Collection[str] = ()) -> list[Lines]:
    return [
        Lines(about, mine, sum(line.key not in looked_at for line in mine))
        for about in About
        if (mine := [line for line in lines if line.about == about])
    ]


def lines_since(
    city: City, framework: Framework, since: date, before: Sequence[Mapping[str, str]]
) -> list[Line]:
    """All of them, at the same few statements; ``before`` is the plan as it was told last."""
    day = today()
    return [
        *_measures(city, before, day),
        *_readings(city, since),
        *_not_known(city, framework, day),
        *_old_answers(city, framework, since),
    ]


def _measures(city: City, before: Sequence[Mapping[str, str]], day: date) -> Iterator[Line]:
    told = {_name(each["origin"], each["title"]): each for each in before}
    for measure in Measure.objects.filter(city=city):
        earlier = told.get(_name(measure.origin, measure.title))
        found = dict(_of_measure(measure, earlier, day))
        if found:
            yield Line(
                About.MEASURES,
                f"measure-{measure.pk}:{','.join(found)}",
                measure.title,
                " ".join(found.values()),
                reverse("progress:measure", args=[city.slug, measure.pk]),
            )


def _name(origin: str, title: str) -> str:
    """By what a measure is known again: a recommendation by its reference, others by their name."""
    return origin or title


def _of_measure(
    measure: Any, told: Mapping[str, str] | None, day: date
) -> Iterator[tuple[str, str]]:
    due = measure.due_on
    was_due = date.fromisoformat(told["due_on"]) if told and told["due_on"] else None
    if told and told["state"] != measure.state:
        words = {"state": measure.get_state_display()}
        yield f"now-{measure.state}", _("It is new that it stands at: %(state)s.") % words
    if told and was_due and due and was_due != due:
        words = {"before": date_format(was_due), "now": date_format(due)}
        yield f"moved-{due}", _("Its day has moved from %(before)s to %(now)s.") % words
    if due and due < day and measure.state not in OVER:
        yield "late", _("It is late: it was due on %(day)s.") % {"day": date_format(due)}
    if measure.origin and not measure.is_answered:
        words = {"origin": measure.origin}
        yield "open", _("%(origin)s recommended it; what was done is not said yet.") % words


def _readings(city: City, since: date) -> Iterator[Line]:
    """Each series by the day of its latest reading, be it new or not."""
    mine = Reading.objects.standing().filter(series=OuterRef("pk")).order_by("-on")
    for series in Series.objects.filter(city=city).annotate(latest=Subquery(mine.values("on")[:1])):
        latest: date | None = series.latest
        words = _("There is no reading yet.")
        if latest:
            words = _("There is a new reading, of %(day)s.")
            if latest < since:
                words = _("The latest reading is of %(day)s.")
            words %= {"day": date_format(latest)}
        yield Line(
            About.INDICATORS,
            f"series-{series.pk}:{latest or ''}",
            series.name,
            words,
            reverse("progress:indicator", args=[city.slug, series.pk]),
        )


def _not_known(city: City, framework: Framework, day: date) -> Iterator[Line]:
    sheet = sheet_of(city, framework, evidence=False)
    for requirement in sheet.edition.requirements.values():
        line = sheet.line(requirement)
        special = sheet.edition.specials.get(line.special)
        asked = special is not None and Ask.UNTIL in special.asks
        if asked and line.until and line.until < day:
            yield Line(
                About.NOT_KNOWN,
                f"known-{requirement.code}-{line.until}",
                f"{requirement.code} {requirement.text}",
                _("You wanted to know by %(day)s.") % {"day": date_format(line.until)},
                reverse("progress:requirement", args=[city.slug, requirement.code]),
            )


def _old_answers(city: City, framework: Framework, since: date) -> Iterator[Line]:
    """By commitment, for a hundred single lines would be read by nobody."""
    edge = datetime.combine(since, time.min, ZONE)
    old = Answer.objects.of(city, framework).given().filter(changed_at__lt=edge).order_by()
    counts = old.values_list("requirement__commitment__code").annotate(count=Count("pk"))
    by_code = dict(counts)
    for code, commitment in edition_of(framework).commitments.items():
        if count := by_code.get(code):
            words = ngettext(
                "%(n)d answer has not been changed since %(day)s.",
                "%(n)d answers have not been changed since %(day)s.",
                count,
            )
            yield Line(
                About.ANSWERS,
                f"answers-{code}",
                f"{code} {commitment.title}",
                words % {"n": count, "day": date_format(since)},
                reverse("progress:commitment", args=[city.slug, code]),
            )
