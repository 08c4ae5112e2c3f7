"""What the council reads on two pages: where it stands, what is lacking, what is planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import City
from commitments.choices import CountsAs
from commitments.models import Framework, Pillar, Requirement, Scale
from commitments.wording import wording_of
from office.days import today
from progress.choices import MeasureState
from progress.edition import edition_of
from progress.models import Measure
from progress.records import Sheet, sheet_of

from .council_lacking import LONGEST, Named, Next, fitted_named, next_level
from .heading import Authority, Marks, authority_of, marks_of
from .room import Fitted, fitted, lines_of, shortened

MOST_BARS = 6  # pillars with a bar of their own; more stand in the table alone
MOST_LISTS = 4  # pillars that leave room for the lists below
MOST_PILLARS = 12
LINES_SECOND, LINES_PLANNED, LINES_WHOLLY = 26, 12, 4  # of the second page, and of its plans


@dataclass(frozen=True)
class Step:
    """One step of a scale: which of how many, and its label."""

    place: int
    of: int
    label: str


@dataclass(frozen=True)
class ScaleKey:
    title: str
    steps: list[Step]
    others: list[str]


@dataclass(frozen=True)
class Row:
    """How many requirements of one pillar stand at each step; never added up."""

    title: str
    counts: list[int]
    others: list[int]


@dataclass(frozen=True)
class Profile:
    scale: ScaleKey
    rows: list[Row]
    bars: bool
    lists: bool  # whether there is room below for what stands wholly at one step


@dataclass(frozen=True)
class CouncilSummary:
    """The whole document. ``next`` is None where the record lacks nothing for any level."""

    marks: Marks
    authority: Authority
    edition: str
    dated: date
    profile: Profile | None
    more_pillars: int
    top: Fitted
    bottom: Fitted
    next: Next | None
    planned: Fitted
    decide: list[str]


def council_summary(city: City, framework: Framework, language: str = "") -> CouncilSummary:
    """The city's own account on this day, in the language that is active.

    The same few statements however long the record is. Nothing is added up or averaged. The words
    of the edition stand in ``language``, where it is translated into that, but for what a level
    demands.
    """
    sheet = sheet_of(city, framework)
    shown = sheet.read_in(edition_of(framework, language))
    wholly = LINES_WHOLLY - 1 if wording_of(framework, language) else LINES_WHOLLY
    planned = Measure.objects.filter(
        city=city, state__in=[MeasureState.PLANNED, MeasureState.UNDER_WAY]
    )
    measures = sorted(planned, key=lambda one: (one.due_on or date.max, one.pk))
    plans = fitted([_in_words(one) for one in measures], lines=LINES_PLANNED, longest=LONGEST)
    left = LINES_SECOND - sum(map(lines_of, plans.texts))
    coming = next_level(city, sheet, shown.edition, lines=left)
    profile, more = _profile(shown)
    return CouncilSummary(
        marks=marks_of(city, framework),
        authority=authority_of(city),
        edition=shortened(str(framework), 110),
        dated=today(),
        profile=profile,
        more_pillars=more,
        top=fitted_named(list(_wholly(shown, top=True)), wholly),
        bottom=fitted_named(list(_wholly(shown, top=False)), wholly),
        next=coming,
        planned=plans,
        decide=list(_to_decide(sheet, coming, measures)),
    )


def _profile(sheet: Sheet) -> tuple[Profile | None, int]:
    """The scale most requirements have, by pillar, and how many pillars had no room."""
    by_scale: dict[int, list[Requirement]] = {}
    for requirement in sheet.edition.requirements.values():
        by_scale.setdefault(requirement.scale_id, []).append(requirement)
    if not by_scale:
        return None, 0
    members = max(by_scale.values(), key=len)
    pillars = [one for one in sheet.edition.pillars if _of(one, members)]
    rows = [_row(pillar, _of(pillar, members), sheet) for pillar in pillars[:MOST_PILLARS]]
    scale: Scale = members[0].scale
    steps = members[0].steps()
    key = ScaleKey(
        title=shortened(scale.title, 80),
        steps=[
            Step(place, len(steps), shortened(step.label, 24)) for place, step in enumerate(steps)
        ],
        others=[_("Another answer"), _("Not answered yet")],
    )
    return Profile(key, rows, bars=len(rows) <= MOST_BARS, lists=len(rows) <= MOST_LISTS), len(
        pillars
    ) - len(rows)


def _of(pillar: Pillar, members: list[Requirement]) -> list[Requirement]:
    return [one for one in members if one.commitment.pillar_id == pillar.pk]


def _row(pillar: Pillar, members: list[Requirement], sheet: Sheet) -> Row:
    places = {step.value: place for place, step in enumerate(members[0].steps())}
    counts, other, open_ones = [0] * len(places), 0, 0
    for requirement in members:
        line = sheet.line(requirement)
        if line.step is not None and _is_a_step(sheet, line.special):
            counts[places[line.step]] += 1
        elif line.special:
            other += 1
        else:
            open_ones += 1
    return Row(shortened(pillar.title, 60), counts, [other, open_ones])


def _is_a_step(sheet: Sheet, special: str) -> bool:
    return sheet.edition.counts_as(special) in ("", CountsAs.OWN_POWERS)


def _wholly(sheet: Sheet, *, top: bool) -> Iterator[Named]:
    """Commitments of which every requirement stands at the last step, or at the first."""
    for commitment in sheet.edition.commitments.values():
        requirements = list(commitment.requirements.all())
        if requirements and all(_stands(sheet, one, top) for one in requirements):
            yield Named(commitment.code, commitment.title, "")


def _stands(sheet: Sheet, requirement: Requirement, top: bool) -> bool:
    values = sorted(requirement.labels)
    return sheet.line(requirement).step == values[-1 if top else 0]


def _in_words(measure: Measure) -> str:
    """What is planned, who sees to it, until when: the two that a council asks for first."""
    who = shortened(measure.owner, 40) or _("nobody named yet")
    until = date_format(measure.due_on) if measure.due_on else _("no day set yet")
    if measure.is_overdue:
        until = _("overdue since %(day)s") % {"day": until}
    title = shortened(measure.title, 90)
    return _("%(title)s (%(who)s; %(until)s)") % {"title": title, "who": who, "until": until}


def _to_decide(sheet: Sheet, coming: Next | None, measures: list[Measure]) -> Iterator[str]:
    """What the council itself can settle, from what the record leaves open."""
    open_ones = len(sheet.unanswered())
    if open_ones:
        yield ngettext(
            "Ask for the answer to %(count)d requirement that is still open, and by when.",
            "Ask for the answers to %(count)d requirements that are still open, and by when.",
            open_ones,
        ) % {"count": open_ones}
    if unowned := sum(not measure.owner.strip() for measure in measures):
        yield ngettext(
            "Name who sees to %(count)d measure that nobody answers for yet.",
            "Name who sees to %(count)d measures that nobody answers for yet.",
            unowned,
        ) % {"count": unowned}
    if undated := sum(measure.due_on is None for measure in measures):
        yield ngettext(
            "Set a day for %(count)d measure that has none.",
            "Set a day for %(count)d measures that have none.",
            undated,
        ) % {"count": undated}
    if overdue := sum(measure.is_overdue for measure in measures):
        yield ngettext(
            "Ask why %(count)d measure is overdue, and by when it will be done.",
            "Ask why %(count)d measures are overdue, and by when they will be done.",
            overdue,
        ) % {"count": overdue}
    if unpaid := sum(not measure.budget.strip() for measure in measures):
        yield ngettext(
            "Provide for %(count)d measure that has no budget line.",
            "Provide for %(count)d measures that have no budget line.",
            unpaid,
        ) % {"count": unpaid}
    if not measures:
        yield _("Ask for a plan: no measure is planned or under way.")
    if coming:
        yield _("Say which of what is lacking comes first, and what it may cost.")
    if not open_ones:
        yield _("Decide whether to apply; the application needs the council’s decision.")
    yield _("Ask for this summary again in a year.")
