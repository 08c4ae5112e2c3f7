"""What follows a step, in the same transaction; letters and reports are rows the worker takes."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from accounts.models import User
from accreditation import clocks, letters, reports, seating
from accreditation.choices import ApplicationState as S
from accreditation.choices import ReviewState
from accreditation.models import Application, Draw, Review
from accreditation.responding import waits_for_answers
from commitments.terms import Clocks
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.clocks import Due
from office.days import today
from office.workflow import WORKFLOWS, Effect, Taken
from voices import actions as voices

from . import reminding
from .panel_objection import let_those_fall_whose_member_left


def named(name: str) -> Callable[[Effect], Effect]:
    """Give an effect made by a function the name the diagram and its table show."""

    def wrap(effect: Effect) -> Effect:
        effect.__name__ = name
        return effect

    return wrap


def write_to(people: Callable[[Application], Iterable[User]], template: str) -> Effect:
    """A letter ``mail/<template>.txt`` to each of these people."""

    @named(f"write {template} to {people.__name__}")
    def effect(application: Application, taken: Taken) -> None:
        letters.write(
            application,
            people(application),
            f"mail/{template}.txt",
            note=taken.note,
        )

    return effect


def start_clock(step: str, rule: Callable[[Clocks, date], Due]) -> Effect:
    """Start the clock that takes ``step``; ``rule`` is one of ``accreditation.clocks``."""

    @named(f"start the clock {rule.__name__} → {step}")
    def effect(application: Application, _taken: Taken) -> None:
        due = rule(application.framework.clocks, today())
        office_clocks.start("application", application, step, due)

    return effect


def start_clock_from_the_draw(step: str, rule: Callable[[Clocks, date, date], Due]) -> Effect:
    """Like ``start_clock``, counted from the day the session was first drawn."""

    @named(f"start the clock {rule.__name__} → {step}")
    def effect(application: Application, _taken: Taken) -> None:
        draws = Draw.objects.made().filter(session=application.session)
        drawn = draws.order_by("number").first()
        first = drawn.drawn_on if drawn and drawn.drawn_on else today()
        due = rule(application.framework.clocks, first, today())
        office_clocks.start("application", application, step, due)

    return effect


def count(field: str) -> Effect:
    """Count one more of something that may happen only so often."""

    @named(f"count {field}")
    def effect(application: Application, _taken: Taken) -> None:
        type(application).objects.filter(pk=application.pk).update(**{field: F(field) + 1})
        application.refresh_from_db(fields=[field])

    return effect


def somebody_has_the_ball(application: Application) -> bool:
    """Nobody once it is published and all that was recommended is answered."""
    return application.state != S.PUBLISHED or waits_for_answers(application)


def remind_who_has_the_ball(application: Application, taken: Taken) -> None:
    people = letters.who_has_the_ball(application)
    letters.write(
        application,
        people,
        "mail/reminder.txt",
        note=taken.note,
        answers_can_wait=_still_to_come(application) is not None,
    )


def remind_again(application: Application, taken: Taken) -> None:
    """Once more after a week, and again; after publication it is twice, without a week between:
    when the time to answer recommendations is over, and after the last day on which they can be
    answered.
    """
    if application.state != S.PUBLISHED:
        reminding.once_more("application", application, taken)
    elif latest := _still_to_come(application):
        office_clocks.start("application", application, "remind", latest)


def _still_to_come(application: Application) -> Due | None:
    """The last day to answer recommendations once they are public, until it is over."""
    if application.state != S.PUBLISHED:
        return None
    terms, published = application.framework.clocks, application.decision.published_on
    latest = clocks.response_plan_latest(terms, published or today())
    return latest if today() <= latest.day else None


def open_the_hearing(application: Application, _taken: Taken) -> None:
    days = application.framework.clocks.days("community_window_min")
    voices.open_window(
        city=application.city,
        framework=application.framework,
        opens=today(),
        closes=today() + timedelta(days=days),
    )


def close_the_hearing(application: Application, taken: Taken) -> None:
    voices.close_and_release(city=application.city, day=today(), by=taken.by)


def close_the_hearing_unreleased(application: Application, _taken: Taken) -> None:
    voices.close_unreleased(city=application.city, day=today())


def dissolve_the_panel(application: Application, _taken: Taken) -> None:
    open_ones = Review.objects.of_the_panel_of(application).filter(state=ReviewState.OPEN)
    for review in open_ones.order_by("pk"):
        WORKFLOWS["review"].perform("end", review, by=PROCEDURE)
    seating.dissolve(application)
    let_those_fall_whose_member_left(application)


def seat_the_replacement(application: Application, taken: Taken) -> None:
    """The review of who leaves ends, filed or not. Of a confirmed panel the new member reviews,
    also while it settles; else the city can object to them first.
    """
    member = seating.seat_replacement(application)
    let_those_fall_whose_member_left(application)
    left = Review.objects.of_the_panel_of(application).exclude(member__left_on=None)
    for review in left.exclude(state=ReviewState.ENDED):
        WORKFLOWS["review"].perform("end", review, by=PROCEDURE)
    terms = application.framework.clocks
    if member.panel.confirmed_on:
        review = Review.objects.create(member=member, opened_on=today())
        due = clocks.desk_review(terms, today())
        office_clocks.start("review", review, "remind", due)
    else:
        due = clocks.objection_anew(terms, today())
        office_clocks.start("application", application, "confirm_panel", due)
    letters.write(application, [member.user], "mail/panel_joined.txt", note=taken.note)


def ask_for_self_assessment(application: Application, taken: Taken) -> None:
    reports.ask_self_assessment(application.filing, _asker(taken))


def ask_for_draft_report(application: Application, taken: Taken) -> None:
    reports.ask_panel_report(application, final=False, by=_asker(taken))


def ask_for_final_report(application: Application, taken: Taken) -> None:
    reports.ask_panel_report(application, final=True, by=_asker(taken))


def _asker(taken: Taken) -> Any:
    return taken.by.person
