"""By when, who may give more time, and what happens when it is over."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.formats import date_format

from accreditation.choices import SessionState as S
from office import clocks, ringing
from office.actors import acting
from office.clocks import Due
from office.days import today
from office.models import Clock, Installation, TrailEntry
from tests.office.conftest import NAME

YESTERDAY = timedelta(days=-1)


@pytest.fixture
def clock(flow, subject):
    """A clock on “open”, over since yesterday."""
    clock = clocks.start(NAME, subject, "open", Due(today(), "ten days after filing"))
    Clock.objects.update(started_on=today() + YESTERDAY, due_on=today() + YESTERDAY)
    clock.refresh_from_db()
    return clock


@pytest.mark.parametrize(
    ("days", "because", "sentence"),
    [
        (0, "Holidays.", "The new day must be later than"),
        (5, "  ", "Please give the reason; those who wait will read it."),
    ],
)
def test_an_extension_without_reason_or_time_is_refused(
    clock, subject, secretariat, days, because, sentence
):
    with pytest.raises(ValueError, match=sentence):
        clocks.extend(
            clock,
            subject,
            to=clock.due_on + timedelta(days=days),
            because=because,
            by=acting(secretariat),
        )


def test_a_deadline_that_is_over_cannot_be_extended(clock, subject, secretariat):
    ringing.ring_due()

    with pytest.raises(ValueError, match="This deadline is over"):
        clocks.extend(
            clock,
            subject,
            to=today() + timedelta(days=9),
            because="Holidays.",
            by=acting(secretariat),
        )


def test_an_extension_keeps_its_reason_and_enters_the_trail(clock, subject, secretariat):
    later = today() + timedelta(days=9)

    clocks.extend(clock, subject, to=later, because="Holidays.", by=acting(secretariat))

    assert (clock.due_on, clock.extended_because) == (later, "Holidays.")
    entry = TrailEntry.objects.of(subject).get()
    assert entry.step == "extend"
    assert entry.words.note == f"Until {date_format(later)}: Holidays."


def test_a_clock_that_is_not_over_does_not_ring(flow, subject):
    clocks.start(NAME, subject, "open", Due(today(), "a rule"))

    assert ringing.ring_due() == 0


def test_a_refused_clock_keeps_the_reasons_and_rings_again_another_day(
    clock, subject, missing, demonstration
):
    missing.append("The room is not booked.")

    assert ringing.ring_due() == 0
    assert ringing.ring_due() == 0
    clock.refresh_from_db()
    assert clock.reasons == ["The room is not booked."]

    missing.clear()
    Installation.objects.update(offset_days=1)
    assert ringing.ring_due() == 1


def test_a_clock_whose_step_breaks_does_not_hold_up_the_others(
    clock, flow, subject, framework, monkeypatch, caplog
):
    other = type(subject).objects.create(
        code="2027-2",
        framework=framework,
        filing_opens_on=subject.filing_opens_on,
        filing_closes_on=subject.filing_closes_on,
        meets_on=subject.meets_on,
    )
    clocks.start(NAME, other, "open", Due(today(), "a rule"))
    Clock.objects.update(started_on=today() + YESTERDAY, due_on=today() + YESTERDAY)
    Clock.objects.filter(pk=clock.pk).update(step="unheard of")

    assert ringing.ring_due() == 1
    clock.refresh_from_db()
    other.refresh_from_db()
    assert clock.reasons == ["This step could not be taken. The secretariat is looking into it."]
    assert other.state == S.FILING


def test_a_clock_of_something_that_is_gone_is_stopped(clock):
    Clock.objects.update(subject_key="0")

    assert ringing.ring_due() == 0
    clock.refresh_from_db()
    assert clock.stopped_on == today()


def test_a_clock_that_is_over_takes_its_step(clock, subject, capsys):
    call_command("ring_clocks")

    subject.refresh_from_db()
    clock.refresh_from_db()
    assert capsys.readouterr().out == "1 clocks rung.\n"
    assert subject.state == S.FILING
    assert clock.rung_on == today()
    assert TrailEntry.objects.get().words.note == "ten days after filing"


def test_starting_a_clock_again_puts_it_in_place_of_the_running_one(flow, subject):
    clocks.start(NAME, subject, "open", Due(today(), "a rule"))
    later = clocks.start(NAME, subject, "open", Due(today() + timedelta(days=3), "a rule"))

    assert Clock.objects.running().get() == later


def test_days_pass_only_in_a_demonstration(db):
    with pytest.raises(ValueError, match="by themselves"):
        ringing.let_days_pass(1)


def test_days_move_forward_only(demonstration):
    with pytest.raises(ValueError, match="forward only"):
        ringing.let_days_pass(0)


def test_each_clock_rings_on_its_own_day(flow, subject, demonstration):
    start = today()
    clock = clocks.start(NAME, subject, "open", Due(start + timedelta(days=3), "a rule"))

    rung = ringing.let_days_pass(10)

    clock.refresh_from_db()
    assert rung == 1
    assert clock.rung_on == start + timedelta(days=4)
    assert today() == start + timedelta(days=10)
