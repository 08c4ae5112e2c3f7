"""Whose deadlines can be given more time, until when at most, and what moves along with them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accreditation import letters, voting
from accreditation.choices import (
    ConditionState,
    MemberObjectionState,
    PanelObjectionState,
    ReviewState,
    SessionState,
)
from accreditation.models import (
    Application,
    Condition,
    Label,
    MemberObjection,
    Objection,
    Review,
    Session,
)
from accreditation.responding import deadlines_of
from accreditation.workflow import (
    APPLICATION,
    CONDITION,
    LABEL,
    OBJECTION,
    PANEL_OBJECTION,
    REVIEW,
    SESSION,
)
from accreditation.workflow.condition import watch_its_day
from accreditation.workflow.label_effects import update_after
from office.days import today
from office.models import Clock
from voices import actions as voices

from .extendable import Bound, Deadline, Kind, as_its_clock_says

HEARING, NOTICE, UPDATE, LAPSE = "close_hearing", "remind_to_decide", "give_notice", "lapse"
# Not a special review, which takes as long as the edition says at most (design §6); nor the
# label's own last day, which is signed; nor letters that only speak of a day to come.
OF_A_LABEL = (UPDATE, "hold", NOTICE, LAPSE)


def deadline_of(subject: Any, step: str) -> Deadline | None:
    """The one of this step, or None where it does not run (any more)."""
    kind = KINDS[type(subject)]
    clock = next((each for each in kind.standing(subject) if each.step == step), None)
    return kind.shown(subject, clock) if clock else None


def _of_what_has_no_bound(_subject: Any, clock: Clock) -> Deadline:
    return as_its_clock_says(clock)


def _its_clock_says_all(_subject: Any, _clock: Clock) -> None:
    """No other row keeps the day."""


def _while_it_is_open(subject: Any) -> Iterable[Clock]:
    """An objection that is not decided, a review that is not filed."""
    is_open = subject.state in (MemberObjectionState.OPEN, ReviewState.OPEN)
    return Clock.objects.standing().of(subject) if is_open else []


def _city_and_secretariat(subject: Any) -> Iterable[User]:
    return [*letters.city_leads(subject), *letters.secretariat(subject)]


# --- an application ------------------------------------------------------------------------------


def _of_the_application(_application: Application, clock: Clock) -> Deadline:
    """What was closed to people who speak stays closed, also while the deadline waits."""
    deadline = as_its_clock_says(clock)
    if clock.step == HEARING and clock.due_on < today():
        return replace(deadline, closed=_("The hearing is over; it cannot be opened again."))
    return deadline


def _move_the_hearing(application: Application, clock: Clock) -> None:
    """The window for contributions moves with the deadline of the hearing."""
    if clock.step == HEARING:
        voices.keep_open(city=application.city, until=clock.due_on)


def _who_waits(application: Application) -> Iterable[User]:
    return [*letters.who_has_the_ball(application), *letters.city_leads(application)]


# --- a label -------------------------------------------------------------------------------------


def _running(label: Label) -> Iterable[Clock]:
    return Clock.objects.running().of(label)


def _of_the_label(label: Label, clock: Clock) -> Deadline:
    return as_its_clock_says(clock, _bound_of(label, clock))


def _bound_of(label: Label, clock: Clock) -> Bound | None:
    """One that is suspended has no last day to come before: it is not valid. An update that would
    be due later than the next one would take its place; after the last day the renewal does.
    """
    if clock.step == LAPSE:
        return None
    if clock.step != UPDATE:
        return _end_of(label)
    _year, following = update_after(label, clock.due_on)
    return min(_last_day_of(label), (following.day, _("the day the next yearly update is due")))


def _end_of(label: Label) -> Bound | None:
    """Its last day, unless a renewal filed in time keeps it valid until that is decided."""
    return None if label.renewal_id else _last_day_of(label)


def _last_day_of(label: Label) -> Bound:
    return label.valid_until, _("the label’s last day")


def _move_what_is_due(label: Label, clock: Clock) -> None:
    if clock.step == NOTICE:
        label.answer_until = clock.due_on
        label.save(update_fields=["answer_until"])
    elif clock.step == UPDATE:
        label.updates.filter(filed_on=None).update(due_on=clock.due_on)


# --- a condition ---------------------------------------------------------------------------------


def _while_the_city_has_it(condition: Condition) -> Iterable[Clock]:
    """What was reported waits for the secretariat, and for no day."""
    if condition.state != ConditionState.OPEN or condition.bound.is_over:
        return []
    return Clock.objects.standing().of(condition)


def _of_the_condition(condition: Condition, clock: Clock) -> Deadline:
    """Its clock may run for a reminder before the day."""
    rule, because = _("the day the committee named"), condition.extended_because
    return Deadline(clock, condition.last_day, rule, because, _end_of(condition.bound))


def _move_its_day(condition: Condition, clock: Clock) -> None:
    """The new day is reminded of as the first was: before it, and once it is over."""
    condition.extended_to, condition.extended_because = clock.due_on, clock.extended_because
    condition.save(update_fields=["extended_to", "extended_because"])
    watch_its_day(condition)


# --- an objection to a member of the committee ---------------------------------------------------


def _of_the_objection(objection: MemberObjection, clock: Clock) -> Deadline:
    meets = (objection.session.meets_on, _("the day on which the committee meets"))
    return as_its_clock_says(clock, meets)


def _those_concerned(objection: MemberObjection) -> Iterable[User]:
    return [
        *voting.deciders_of(objection), *letters.secretariat(objection),
        *letters.city_leads(objection.application), objection.member,
    ]  # fmt: skip


# --- the review of a member who came later -------------------------------------------------------


def _the_member_and_the_secretariat(review: Review) -> Iterable[User]:
    """The city is not told how far a single member is."""
    application = review.member.panel.application
    members = letters.panel_members(application).filter(pk=review.member.user_id)
    return [*members, *letters.secretariat(application)]


def _write_of_its_case(
    subject: Review | Objection, people: Iterable[User], template: str, **more: Any
) -> None:
    application = subject.member.panel.application
    letters.write(application, people, template, **{**more, "number": application.reference})


# --- an objection to a member of the panel -------------------------------------------------------


def _while_it_is_unsettled(objection: Objection) -> Iterable[Clock]:
    if objection.state != PanelObjectionState.OPEN:
        return []
    return Clock.objects.standing().of(objection)


def _the_city_and_who_settles(objection: Objection) -> Iterable[User]:
    return _city_and_secretariat(objection.application)


# --- a session, whose recommendations go out ----------------------------------------------------


def _while_it_sits(session: Session) -> Iterable[Clock]:
    """The other days of a session move with its meeting."""
    if session.state != SessionState.SITTING:
        return []
    return Clock.objects.standing().of(session)


def _write_to_all_of_it(session: Session, _people: Any, _template: str, **more: Any) -> None:
    """Its cities, which cannot open its page, as well as those who work in it."""
    letters.write_to_all_of_session(session, "mail/release_extended.txt", **more)


def _nobody_else(_session: Session) -> Iterable[User]:
    return []


KINDS: Mapping[type, Kind] = {
    Application: Kind(
        workflow=APPLICATION,
        ends={row.name: row.label for row in APPLICATION.transitions.values() if row.clock},
        standing=deadlines_of,
        shown=_of_the_application,
        move=_move_the_hearing,
        people=_who_waits,
        write=letters.write,
    ),
    Label: Kind(
        workflow=LABEL,
        ends={step: LABEL.transitions[step].label for step in OF_A_LABEL},
        standing=_running,
        shown=_of_the_label,
        move=_move_what_is_due,
        people=_city_and_secretariat,
        write=letters.write_of_label,
    ),
    Condition: Kind(
        workflow=CONDITION,
        ends={"remind": gettext_lazy("Two people can record that it was not met")},
        standing=_while_the_city_has_it,
        shown=_of_the_condition,
        move=_move_its_day,
        people=_city_and_secretariat,
        write=letters.write_of_condition,
    ),
    Review: Kind(
        workflow=REVIEW,
        ends={"remind": gettext_lazy("The member is reminded")},
        standing=_while_it_is_open,
        shown=_of_what_has_no_bound,
        move=_its_clock_says_all,
        people=_the_member_and_the_secretariat,
        write=_write_of_its_case,
    ),
    MemberObjection: Kind(
        workflow=OBJECTION,
        ends={"remind": gettext_lazy("Those who decide are reminded")},
        standing=_while_it_is_open,
        shown=_of_the_objection,
        move=_its_clock_says_all,
        people=_those_concerned,
        write=letters.write_of_objection,
    ),
    Objection: Kind(
        workflow=PANEL_OBJECTION,
        ends={"remind": gettext_lazy("The secretariat is reminded")},
        standing=_while_it_is_unsettled,
        shown=_of_what_has_no_bound,
        move=_its_clock_says_all,
        people=_the_city_and_who_settles,
        write=_write_of_its_case,
    ),
    Session: Kind(
        workflow=SESSION,
        ends={"remind": gettext_lazy("The secretariat and the committee are reminded")},
        standing=_while_it_sits,
        shown=_of_what_has_no_bound,
        move=_its_clock_says_all,
        people=_nobody_else,
        write=_write_to_all_of_it,
    ),
}
