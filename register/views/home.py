"""The front page: what this is, in a minute."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from commitments.models import Framework
from office.days import today
from progress.edition import edition_of
from register import published
from register.decided import DECISION, decision_row
from register.directory import is_accredited, with_standing
from register.drawing import drawn
from register.http import page
from register.levels import LevelShown, levels_of
from register.maps import dots_of, placed
from voices.released import OpenHearing, open_hearings

NEWEST = 3
MOST_HEARINGS = 5
STANDS_OUT = (
    Q(held__state__isnull=False) | Q(under_way__state__isnull=False) | Q(self_declared=True)
)


@dataclass(frozen=True)
class Facts:
    day: date
    asked: tuple[int, int] | None  # commitments and requirements of the edition
    levels: tuple[LevelShown, ...]
    counts: tuple[tuple[str, int], ...]
    decisions: tuple[tuple[Any, ...], ...]
    cities: tuple[tuple[Any, ...], ...]
    hearings: tuple[OpenHearing, ...]


@page
def home(request: HttpRequest) -> HttpResponse:
    """What a human rights city is here, who takes part, where to go from here."""
    day = today()
    framework = Framework.objects.readable().only("code", "content_hash").current()
    edition = edition_of(framework) if framework else None
    counts = with_standing().aggregate(
        taking_part=Count("pk", filter=Q(confirmed_on__isnull=False)),
        accredited=Count("pk", filter=is_accredited(day)),
        self_declared=Count("pk", filter=Q(self_declared=True)),
    )
    facts = Facts(
        day,
        (len(edition.commitments), len(edition.requirements)) if edition else None,
        tuple(levels_of(framework)),
        tuple(counts.items()),
        tuple(published.decisions().values_list(*DECISION)[:NEWEST]),
        placed(with_standing().filter(STANDS_OUT)),
        tuple(open_hearings(day)),
    )
    return drawn(request, "register/home.html", facts, _context)


def _context(facts: Facts) -> dict[str, Any]:
    return {
        "asked": facts.asked,
        "levels": facts.levels,
        "hearings": facts.hearings[:MOST_HEARINGS],
        "more_hearings": len(facts.hearings) > MOST_HEARINGS,
        "counts": dict(facts.counts),
        "decisions": [decision_row(values, facts.day) for values in facts.decisions],
        "dots": dots_of(facts.cities, facts.day),
    }
