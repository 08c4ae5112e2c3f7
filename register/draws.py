"""How were the panels of a session drawn, and how can anybody draw them again?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from office.days import ZONE
from register import published

FORMAT = "hrc-draw-record-1"
FACTS = (
    "number", "frozen_hash", "frozen_at", "seed_source", "seed_known_at", "drawn_on",
    "set_aside_at", "set_aside_because", "seed", "seats", "attempts",
)  # fmt: skip


@dataclass(frozen=True)
class Draw:
    """One frozen text. Before the panels are drawn, seed and seats are empty, as they must be."""

    number: int
    frozen_hash: str
    frozen_at: datetime
    seed_source: str
    seed_known_at: datetime | None
    drawn_on: date | None
    set_aside_at: datetime | None
    set_aside_because: str
    seed: str
    seats: Mapping[str, Mapping[str, list[str]]]
    attempts: int

    @property
    def panels(self) -> list[tuple[str, list[str]]]:
        """Each case with the codes that sit on its panel, in the order of the seats."""
        return [
            (reference, [code for _seat, codes in sorted(seats.items()) for code in codes])
            for reference, seats in sorted(self.seats.items())
        ]


def draws_of(session: int) -> list[Draw]:
    """Everything that was frozen for a session, the latest first."""
    rows = published.draws().filter(session=session).order_by("-number")
    return [_read(values) for values in rows.values_list(*FACTS)]


def file_of(session: int, number: int) -> str | None:
    """The frozen text, once the panels are drawn; None before, and where there is none."""
    drawn = published.draws().exclude(drawn_on=None)
    return drawn.filter(session=session, number=number).values_list("frozen", flat=True).first()


def as_data(draw: Draw, session: str) -> dict[str, Any]:
    """The same facts for programs. The keys stand in ``docs/draw.md``."""
    return {
        "format": FORMAT,
        "session": session,
        "number": draw.number,
        "frozen_sha256": draw.frozen_hash,
        "frozen_at": _moment(draw.frozen_at),
        "seed_source": draw.seed_source,
        "seed_known_at": _moment(draw.seed_known_at),
        "set_aside_at": _moment(draw.set_aside_at),
        "set_aside_because": draw.set_aside_because,
        "drawn_on": draw.drawn_on.isoformat() if draw.drawn_on else None,
        "seed": draw.seed,
        "seats": draw.seats,
        "attempts": draw.attempts,
    }


def _read(values: tuple[Any, ...]) -> Draw:
    facts = dict(zip(FACTS, values, strict=True))
    if facts["drawn_on"] is None:  # with the seed, whoever knows the pool would know the seats
        facts |= {"seed": "", "seats": {}, "attempts": 0}
    return Draw(**facts)


def _moment(at: datetime | None) -> str | None:
    return localtime(at, ZONE).isoformat(timespec="seconds") if at else None
