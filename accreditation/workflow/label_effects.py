"""What follows a step of a label, in the same transaction."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from accounts.models import User
from accreditation import clocks, letters, reports
from accreditation.choices import LABEL_VALID, Outcome, Purpose
from accreditation.choices import ApplicationState as A
from accreditation.choices import LabelState as S
from accreditation.models import Label, LabelChange
from commitments.terms import Clocks
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.clocks import Due
from office.days import today
from office.models import Clock
from office.workflow import WORKFLOWS, Effect, Taken
from progress import records

from .effects import named
from .label_guards import answer_of
from .label_reasons import public_reason
from .label_suspension import days_suspended_since, later_by
from .label_year import lines_of


def write_to(people: Callable[[Label], Iterable[User]], template: str) -> Effect:
    """A letter ``mail/<template>.txt`` about the label to each of these people."""

    @named(f"write {template} to {people.__name__}")
    def effect(label: Label, taken: Taken) -> None:
        letters.write_of_label(label, people(label), f"mail/{template}.txt", note=taken.note)

    return effect


def start_clock(step: str, rule: Callable[[Clocks, date], Due]) -> Effect:
    """Start the clock that takes ``step``, counted from today."""

    @named(f"start the clock {rule.__name__} → {step}")
    def effect(label: Label, _taken: Taken) -> None:
        office_clocks.start("label", label, step, rule(label.framework.clocks, today()))

    return effect


def say_it_in_public(label: Label, taken: Taken) -> None:
    """State, day and reasons, as the verification page gives them from now on."""
    label.reason = _said(label, taken)
    label.state_since = today()
    label.save(update_fields=["reason", "state_since"])
    _keep(label)


def _said(label: Label, taken: Taken) -> str:
    """The reasons of those who took the step, or a sentence for what came by itself."""
    return taken.note if taken.by.person else public_reason(label, taken.step)


def _keep(label: Label) -> None:
    LabelChange.objects.create(
        label=label,
        state=label.state,
        level=label.level,
        since=label.state_since,
        reason=label.reason,
    )


def note_what_is_opened(label: Label, taken: Taken) -> None:
    """Day and reasons of a special review or a notice; they stand until another is opened."""
    label.opened_on, label.opened_because = today(), _said(label, taken)
    label.save(update_fields=["opened_on", "opened_because"])


def give_time_to_answer(label: Label, _taken: Taken) -> None:
    """Twelve months, by the edition, until the clock reminds that the notice is to be decided."""
    due = clocks.downgrade(label.framework.clocks, today())
    label.answer_until = due.day
    label.save(update_fields=["answer_until"])
    office_clocks.start("label", label, "remind_to_decide", due)


def lower_the_level(label: Label, _taken: Taken) -> None:
    lower = label.lower_level
    if lower is None:  # the guard has made sure; a label never loses its level altogether
        raise ValueError(f"{label} has the lowest level.")
    label.lowered_from = label.lowered_from or label.level
    label.level = lower
    label.save(update_fields=["level", "lowered_from"])


def ask_for_a_new_certificate(label: Label, taken: Taken) -> None:
    reports.ask_certificate(label, by=taken.by.person)


# --- the yearly update ---------------------------------------------------------------------------


def ask_for_the_next_update(label: Label, _taken: Taken | None = None) -> None:
    """Open the update of the year that runs now; a late one counts for the years it missed.

    In the last year there is none: the renewal takes its place.
    """
    year, due = update_after(label, _last_due(label))
    if due.day > label.valid_until:
        return
    opens = _update_opens(label, year)
    label.updates.create(number=year, opens_on=min(opens.day, due.day), due_on=due.day)


def update_after(label: Label, day: date) -> tuple[int, Due]:
    """The first update that is due after this day: of which year, and when."""
    year = 1
    while _update_due(label, year).day <= day:
        year += 1
    return year, _update_due(label, year)


def _update_due(label: Label, year: int) -> Due:
    return clocks.yearly_update(label.granted_on, year, label.days_suspended)


def _update_opens(label: Label, year: int) -> Due:
    begins = clocks.months_after(label.granted_on, 12 * (year - 1))
    begins += timedelta(days=label.days_suspended)
    return clocks.update_opens(label.framework.clocks, begins)


def _last_due(label: Label) -> date:
    """The day up to which updates have been given: the last one filed, or the years it missed."""
    last = label.updates.order_by("-number").first()
    return max(last.due_on, last.filed_on or last.due_on) if last else label.granted_on


def file_the_update(label: Label, taken: Taken) -> None:
    """The draft becomes the update of its year, with lines and measures as they stand today."""
    update = label.updates.get(filed_on=None)
    update.filed_on, update.filed_by = today(), taken.by.person
    update.lines = [{"title": line.title, "says": line.says} for line in lines_of(label, update)]
    update.measures = records.measures_as_said(label.city)
    update.save(update_fields=["filed_on", "filed_by", "lines", "measures"])
    office_clocks.stop("label", label, ["remind_of_update", "give_notice", "hold"])


def return_from_hold(label: Label, _taken: Taken) -> None:
    """A label on hold restores itself on filing (design §6)."""
    if label.state == S.ON_HOLD:
        WORKFLOWS["label"].perform("return_from_hold", label, by=PROCEDURE)


def note_the_notice(label: Label, _taken: Taken) -> None:
    label.updates.filter(filed_on=None).update(noticed_on=today())


def send_the_answer(label: Label, taken: Taken) -> None:
    answer = answer_of(label)
    if answer:
        answer.sent_on, answer.sent_by = today(), taken.by.person
        answer.save(update_fields=["sent_on", "sent_by"])


# --- clocks --------------------------------------------------------------------------------------


def keep_its_clocks(label: Label, _taken: Taken | None = None) -> None:
    """Start each clock that should run from here and does not; those extended stay as they are."""
    running = set(Clock.objects.running().of(label).values_list("step", flat=True))
    for step, due, because in _clocks_of(label):
        if step not in running:
            office_clocks.start("label", label, step, due, extended_because=because)


def _clocks_of(label: Label) -> Iterator[tuple[str, Due, str]]:
    """What waits for a valid label, from the facts alone; and why it was given more time."""
    if label.state not in LABEL_VALID:
        return
    terms, update = label.framework.clocks, label.due_update
    rule = clocks.validity(terms, label.granted_on).rule
    yield end_of(label), Due(label.valid_until, rule), ""
    yield from _to_come("remind_of_renewal", clocks.renewal_reminder(label.valid_until))
    if not label.talks.exists():
        yield from _to_come("remind_of_talk", clocks.midterm(terms, label.granted_on))
    if update is None or label.state == S.ON_HOLD:
        return
    if update.noticed_on is None:
        yield from _to_come("remind_of_update", _update_opens(label, update.number))
        yield "give_notice", _update_due(label, update.number), ""
    elif label.state == S.VALID:
        yield "hold", *_hold(label, update.noticed_on)


def _hold(label: Label, noticed: date) -> tuple[Due, str]:
    """A special review or a downgrade notice stops it; it goes on where it stood, with the time
    that was given and without that of a suspension since."""
    before = Clock.objects.of(label).filter(step="hold", started_on__gte=noticed)
    if last := before.order_by("-pk").first():
        due, because = Due(last.due_on, last.rule), last.extended_because
        since = last.stopped_on or last.started_on
    else:
        due, because, since = clocks.hold(label.framework.clocks, noticed), "", noticed
    return later_by(days_suspended_since(label, since), due), because


def _to_come(step: str, due: Due) -> Iterator[tuple[str, Due, str]]:
    """A reminder whose day has passed is not made up for."""
    if due.day >= today():
        yield step, due, ""


def end_of(label: Label) -> str:
    """How the label ends on its last day: expired where its renewal was refused, else suspended."""
    refused = label.city.applications.filter(
        state=A.PUBLISHED,
        purpose=Purpose.LEVEL,
        decision__published_on__gte=label.granted_on,
        pk__gt=label.decision.application_id,
    ).exclude(decision__outcome=Outcome.LEVEL)
    return "expire" if refused.exists() else "suspend_unrenewed"


def begin_its_life(label: Label) -> None:
    """All that a label just granted needs: its first public line, its first update, its clocks."""
    _keep(label)
    ask_for_the_next_update(label)
    keep_its_clocks(label)
