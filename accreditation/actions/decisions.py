"""Reading the letter to the city before it goes out."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import clocks, letters
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome
from accreditation.models import Application, Decision, Recommendation
from office import trail
from office.actors import acting
from office.days import today
from office.models import Clock
from office.workflow import Refused


@dataclass(frozen=True)
class Draft:
    """The letter that goes out next: whose row it is, its template, and what is not yet so."""

    row: Recommendation | Decision
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Preview:
    """The letter to one person as it would read if it went out today."""

    to: User
    subject: str
    body: str


def next_letter(application: Application) -> Draft | None:
    """The letter whose preview the procedure waits for, or None.

    Of a recommendation or a deferral until the session is released, of a decision until it is
    published (design §5).
    """
    if application.state == S.DECIDED:
        due = clocks.response_plan(application.framework.clocks, today())
        answers = Clock(due_on=due.day, rule=due.rule)  # publishing starts it, for what is advised
        clock = answers if application.findings.recommending().exists() else None
        return Draft(application.decision, "mail/decision.txt", {"clock": clock})
    latest = application.recommendation
    if application.state not in (S.RECOMMENDED, S.DEFERRED) or latest.released_on:
        return None
    if latest.outcome == Outcome.DEFERRED:
        return Draft(latest, "mail/application_deferred.txt", {"recommendation": latest})
    due = clocks.challenge(application.framework.clocks, today())
    clock = Clock(due_on=due.day, rule=due.rule)
    return Draft(latest, "mail/recommendation.txt", {"clock": clock})


def is_letter_unread(application: Application) -> bool:
    """Whether the procedure waits for somebody to read the letter."""
    draft = next_letter(application)
    return draft is not None and draft.row.previewed_on is None


def previews(application: Application, draft: Draft) -> list[Preview]:
    """What each lead of the city would read; nothing is written or sent."""
    return [
        Preview(person, *letters.rendered(application, person, draft.template, **draft.context))
        for person in letters.city_leads(application)
    ]


@transaction.atomic
def mark_previewed(*, application: Application, by: User) -> None:
    """Note who has read the letter, and when.

    Raises Refused when no letter waits, or nobody is there to write to.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
    draft = next_letter(application)
    if draft is None:
        raise Refused(_("No letter waits to be read now."))
    if not letters.city_leads(application):
        raise Refused(_("The city has no lead to write to. Please settle who leads it first."))
    draft.row.previewed_on, draft.row.previewed_by = today(), by
    draft.row.save(update_fields=["previewed_on", "previewed_by"])
    trail.record(draft.row, "preview", by=acting(by), workflow="application")
