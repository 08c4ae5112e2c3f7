"""One letter each, in the reader's language, and what it knows of what it is about."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import User
from accreditation import clocks
from accreditation.models import Application, Label, MemberObjection
from office import letters
from office.days import today
from office.models import Clock


def context_of(application: Application, **more: Any) -> dict[str, Any]:
    """What the text of any letter about this application may speak of."""
    released = application.recommendation and application.recommendation.released_on
    decision = getattr(application, "decision", None)
    published = decision and decision.published_on
    terms = application.framework.clocks
    challenge = clocks.challenge(terms, released or today())
    answers = clocks.response_plan_latest(terms, published or today())
    return {
        "application": application,
        "city": application.city,
        "clock": Clock.objects.running().of(application).first(),
        "challenge_until": challenge.day,
        "answers_latest": answers.day,
        "pilot": application.is_pilot,
        "recommendation": application.recommendation,
        "decision": decision,
        **more,
    }


def write(
    application: Application, people: Iterable[User], template: str, *, link: str = "", **more: Any
) -> None:
    """One letter each, in the reader's language, about this application."""
    context = context_of(application, **more)
    _to_each(
        people,
        template,
        about=application,
        link=link or application.get_absolute_url(),
        context=context,
    )


def write_of_label(label: Label, people: Iterable[User], template: str, **more: Any) -> None:
    """One letter each, in the reader's language, about this label as it stands now."""
    context = {
        "label": label,
        "city": label.city,
        "update": label.due_update,
        "means": label.means_on(today()),
        "has_run_out": label.has_run_out(today()),
        "clocks": {clock.step: clock for clock in Clock.objects.running().of(label)},
        "pilot": label.decision.application.is_pilot,
        **more,
    }
    _to_each(
        people,
        template,
        about=label,
        link=reverse("accreditation:label", args=[label.number]),
        context=context,
    )


def write_of_objection(
    objection: MemberObjection, people: Iterable[User], template: str, **more: Any
) -> None:
    """One letter each, in the reader's language, about this objection."""
    session = objection.session
    due = Clock.objects.of(objection).order_by("-pk").first()
    context = {
        "objection": objection,
        "application": objection.application,
        "city": objection.application.city,
        "session": session,
        "decide_by": due.last_day if due else None,
        "pilot": objection.application.is_pilot,
        **more,
    }
    _to_each(people, template, about=objection, link=objection.get_absolute_url(), context=context)


def write_of_condition(condition: Any, people: Iterable[User], template: str, **more: Any) -> None:
    """One letter each, in the reader's language, about a condition that goes with a label."""
    label = condition.label
    context = {
        "condition": condition,
        "label": label,
        "city": label.city,
        "pilot": label.decision.application.is_pilot,
        **more,
    }
    _to_each(people, template, about=condition, link=condition.get_absolute_url(), context=context)


def rendered(application: Application, person: User, template: str, **more: Any) -> tuple[str, str]:
    """Subject and text of the letter ``write`` would send this person; nothing is written."""
    context = {"to": person, **context_of(application, **more)}
    return letters.rendered(template=template, language=person.language, context=context)


def _to_each(people: Iterable[User], template: str, **letter: Any) -> None:
    for person in people:
        letters.write(to=person, template=template, **letter)
