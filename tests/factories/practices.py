"""Practices, made by the actions people use."""

from progress.actions import write_practice
from progress.edition import edition_of
from progress.workflow import PRACTICE
from tests.factories.progress import lead_for

TEXTS = {
    "language": "en", "problem": "The desk was closed when people had time.",
    "done": "It opens two evenings.", "cost": "Half a post.",
    "result": "Twice as many come, and say so.", "office": "Desk for everybody",
    "email": "desk@example.org",
}  # fmt: skip


def draft_of_practice(city, framework, *codes, title="An evening desk", **texts):
    """What a team has written, whole but for what is said otherwise."""
    known = edition_of(framework).requirements
    return write_practice(
        city=city,
        by=lead_for(city),
        requirements=[known[code] for code in codes],
        **{**TEXTS, "title": title, **texts},
    )


def practice_of(city, framework, *codes, **texts):
    """A published practice of a city, on these requirements (R1.1 if none is named)."""
    practice = draft_of_practice(city, framework, *(codes or ("R1.1",)), **texts)
    PRACTICE.perform("publish", practice, by=lead_for(city))
    return practice
