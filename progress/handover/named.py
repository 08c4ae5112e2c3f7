"""How people are called in the hand-over file."""

from typing import Any


def name_of(user: Any) -> str:
    """Never the address a person signs in with."""
    return user.name if user else ""
