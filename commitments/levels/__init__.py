"""Which level a record reaches, and what it lacks for the next: plain Python on plain values."""

from .record import Assessed, Earlier, GroupLine, Lack, Record
from .scale import Rung, lacking_for, next_rung, reached

__all__ = [
    "Assessed",
    "Earlier",
    "GroupLine",
    "Lack",
    "Record",
    "Rung",
    "lacking_for",
    "next_rung",
    "reached",
]
