"""Between the draw, which knows no database, and the panels in it."""

from .panels import (
    carry_out,
    dissolve,
    may_come,
    seat_replacement,
    substitute,
    why_impossible,
)
from .pool import frozen_for, hash_of

__all__ = [
    "carry_out",
    "dissolve",
    "frozen_for",
    "hash_of",
    "may_come",
    "seat_replacement",
    "substitute",
    "why_impossible",
]
