"""Who takes a step: a person, a clock, or the procedure itself."""

from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True)
class Actor:
    """Whoever acts. Only a person is asked for permission; a row must name the other two."""

    kind: str
    person: User | None = None

    @property
    def name(self) -> str:
        return str(self.person) if self.person else ""


CLOCK = Actor("clock")
PROCEDURE = Actor("procedure")


def acting(by: User | Actor) -> Actor:
    """The actor meant by ``by``: itself, or the person given."""
    return by if isinstance(by, Actor) else Actor("person", by)
