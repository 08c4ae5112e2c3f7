"""The front page: what this is, in a minute."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from commitments.models import Framework
from office.days import today
from progress.edition import edition_of
from register.decided import decision_row, newest_decisions
from register.directory import is_accredited, with_standing
from register.drawing import drawn
from register.http import page
from register.kept import once_a_minute
from register.levels import LevelShown, levels_of
from register.maps import MOST, Places, dots_of, outstanding
from voices.released import OpenHearing, open_hearings

NEWEST = 3
MOST_HEARINGS = 5


@dataclass(frozen=True)
class Facts:
    day: date
    asked: tuple[int, int] | None  # commitments and requirements of the edition
    levels: tuple[LevelShown, ...]
    counts: tuple[tuple[str, int], ...]
    decisions: tuple[tuple[Any, ...], ...]
    places: Places
    hearings: tuple[OpenHearing, ...]


@page
def home(request: HttpRequest) -> HttpResponse:
    """What a human rights city is here, who takes part, where to go from here."""
    day = today()
    framework = Framework.objects.readable().only("code", "content_hash").current()
    edition = edition_of(framework) if framework else None
    facts = Facts(
        day,
        (len(edition.commitments), len(edition.requirements)) if edition else None,
        tuple(levels_of(framework)),
        once_a_minute("counts", day, lambda: _counts(day)),
        tuple(newest_decisions()[:NEWEST]),
        outstanding(day),
        tuple(open_hearings(day)),
    )
    return drawn(request, "register/home.html", facts, _context)


def _counts(day: date) -> tuple[tuple[str, int], ...]:
    counts = with_standing().aggregate(
        taking_part=Count("pk", filter=Q(confirmed_on__isnull=False)),
        accredited=Count("pk", filter=is_accredited(day)),
        self_declared=Count("pk", filter=Q(self_declared=True)),
    )
    return tuple(counts.items())


def _context(facts: Facts) -> dict[str, Any]:
    return {
        "asked": facts.asked,
        "levels": facts.levels,
        "hearings": facts.hearings[:MOST_HEARINGS],
        "more_hearings": len(facts.hearings) > MOST_HEARINGS,
        "counts": dict(facts.counts),
        "decisions": [decision_row(values, facts.day) for values in facts.decisions],
        "dots": dots_of(facts.places, facts.day),
        "leaves_out": facts.places.leaves_out,
        "most": MOST,
    }
