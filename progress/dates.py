"""Which days of its own record matter to a team?"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cities.models import City
from commitments.choices import Ask
from commitments.models import Framework, Requirement
from office.calendar_file import Dated
from office.days import today
from progress.choices import OVER, Part
from progress.edition import Edition
from progress.models import Assignment, Measure
from progress.records import Sheet, sheet_of
from progress.sharing import shares_of

MOST_NAMED = 6  # questions of one part


def dates_of_record(city: City, framework: Framework, reader: User) -> list[Dated]:
    """What is to be answered, found out or done by when; a passed day stays while it is open.

    It says codes and titles, never what an answer says. The same few statements however many.
    """
    sheet = sheet_of(city, framework, evidence=False)
    return [
        *_to_answer(city, sheet, reader),
        *_to_find_out(city, sheet),
        *_measures(city),
        *_election(city),
    ]


def _to_answer(city: City, sheet: Sheet, reader: User) -> Iterator[Dated]:
    shares, edition = shares_of(city), sheet.edition
    open_of: dict[int, list[Requirement]] = {}
    for requirement in sheet.unanswered():
        share = shares.of(requirement)
        if share and share.due_on:
            open_of.setdefault(share.pk, []).append(requirement)
    for share in shares.by_part.values():
        if share.due_on and share.pk in open_of:
            words = {"part": _part(share, edition), "holder": _holder(share, reader)}
            yield Dated(
                f"assignment-{share.pk}",
                share.due_on,
                _("Answers due: %(part)s, with %(holder)s") % words,
                _still_open(open_of[share.pk]),
                reverse("progress:work", args=[city.slug]),
            )


def _still_open(requirements: list[Requirement]) -> str:
    """Few by their codes, many by their number."""
    if len(requirements) > MOST_NAMED:
        words = ngettext("%(n)d question is open", "%(n)d questions are open", len(requirements))
        return words % {"n": len(requirements)}
    return _("Still open: %(codes)s") % {"codes": ", ".join(one.code for one in requirements)}


def _part(share: Assignment, edition: Edition) -> str:
    if share.part == Part.COMMITMENT:
        return f"{share.code} {edition.commitments[share.code].title}"
    if share.part == Part.PILLAR:
        return next(pillar.title for pillar in edition.pillars if pillar.code == share.code)
    return share.code


def _holder(share: Assignment, reader: User) -> str:
    """A department by its name; of people only the reader, for others may read along."""
    if share.person_id == reader.pk:
        return _("you")
    return share.department.name if share.department else _("one person of the team")


def _to_find_out(city: City, sheet: Sheet) -> Iterator[Dated]:
    for requirement in sheet.edition.requirements.values():
        line = sheet.line(requirement)
        special = sheet.edition.specials.get(line.special)
        if line.until and special and Ask.UNTIL in special.asks:
            yield Dated(
                f"find-out-{city.pk}-{requirement.code}",
                line.until,
                _("To be found out by this day: %(code)s") % {"code": requirement.code},
                requirement.text,
                reverse("progress:requirement", args=[city.slug, requirement.code]),
            )


def _measures(city: City) -> Iterator[Dated]:
    planned = Measure.objects.filter(city=city)
    for measure in planned.exclude(state__in=OVER):
        if measure.due_on:
            origin = _("Recommended in %(origin)s") % {"origin": measure.origin}
            yield Dated(
                f"measure-{measure.pk}",
                measure.due_on,
                _("Measure due: %(title)s") % {"title": measure.title},
                origin if measure.origin else "",
                reverse("progress:measure", args=[city.slug, measure.pk]),
            )


def _election(city: City) -> Iterator[Dated]:
    if city.next_election and city.next_election >= today():
        yield Dated(
            f"election-{city.pk}",
            city.next_election,
            _("Election of the council"),
            _("The hand-over file tells the next administration where the record stands."),
            reverse("progress:record", args=[city.slug]),
        )
