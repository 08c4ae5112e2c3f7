"""The plain values a draw works with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

ATTEMPTS_MAX = 10_000
FORMAT = "hrc-draw-1"

Seats = dict[str, dict[str, list[str]]]  # reference → seat → codes, in the order drawn


@dataclass(frozen=True)
class Candidate:
    """Someone who may be drawn. ``size`` is the place of their authority's size class, from 0.

    ``load`` counts the cases they hold already. ``city`` names their authority, if they have one.
    """

    code: str
    seat: str
    country: str
    city: str = ""
    languages: Collection[str] = ()
    size: int | None = None
    kind: str = ""
    load: int = 0


@dataclass(frozen=True)
class Case:
    """An application that waits for its panel. ``language`` is the one agreed at admission."""

    reference: str
    city: str
    country: str
    size: int | None
    kind: str
    language: str
    original_languages: Collection[str] = ()


@dataclass(frozen=True)
class Rules:
    """What the edition says of panels (design §5, “Draw”)."""

    seats: Mapping[str, int]
    chair: str
    peer_countries_min: int = 2
    similar_peer_min: int = 1
    load_max: int = 2


@dataclass(frozen=True)
class Drawn:
    """The panels of a session. ``broken_soft`` names cases of which nobody reads the original."""

    seats: Seats
    attempts: int
    broken_soft: list[str] = field(default_factory=list)


class Impossible(Exception):
    """No panels can be drawn; ``reasons`` name the rules and who is missing, in sentences."""

    def __init__(self, reasons: list[str]):
        super().__init__("; ".join(reasons))
        self.reasons = reasons
