"""A label that is restored stands where it stood, and has lost no time but its own."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from accreditation import clocks
from accreditation.choices import LabelState as S
from accreditation.models import Label
from accreditation.workflow import LABEL
from office.days import today
from office.models import Clock, TrailEntry
from office.ringing import let_days_pass
from register.proof import as_data, proof_of

pytestmark = pytest.mark.django_db
DAYS = 100  # of suspension


def due(held, step):
    return Clock.objects.running().of(held.label).get(step=step).due_on


def suspend(held, days=DAYS):
    held.taken_by_two("suspend", "A grave event.")
    let_days_pass(days)
    held.label.refresh_from_db()


def restore(held):
    held.taken_by_two("restore", "It was not so.")


def last_turns(held, count):
    return list(held.label.changes.order_by("pk").values_list("state", "reason"))[-count:]


def test_a_notice_goes_on_with_its_reasons_and_the_time_that_was_left(held):
    held.taken_by_two("give_downgrade_notice", "Shelters were closed.")
    given, until = today(), held.label.answer_until
    let_days_pass(10)

    suspend(held)
    restore(held)

    label = held.label
    assert (label.state, label.opened_on, label.opened_because) == (
        S.DOWNGRADE_NOTICE, given, "Shelters were closed."
    )  # fmt: skip
    assert label.answer_until == until + timedelta(days=DAYS) == due(held, "remind_to_decide")
    assert LABEL.transitions["lower_level"].blockers(label) == [
        f"The city has not answered yet; it can until the end of {date_format(label.answer_until)}."
    ]


def test_an_answer_that_was_sent_still_answers(held):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    LABEL.perform("answer_notice", held.label, by=held.lead)

    suspend(held)
    restore(held)

    assert LABEL.transitions["keep_level"].blockers(held.label) == []
    assert LABEL.transitions["answer_notice"].blockers(held.label)[0].startswith("The notice was")


def test_a_special_review_goes_on_and_ends_by_so_many_days_later(held):
    held.taken_by_two("open_special_review", "A new law.")
    ends = due(held, "end_special_review")

    suspend(held)
    restore(held)

    assert held.label.state == S.SPECIAL_REVIEW
    assert due(held, "end_special_review") == ends + timedelta(days=DAYS)


def test_a_late_update_is_still_late(held):
    held.pass_until_over("give_notice")
    held.pass_until_over("hold")

    suspend(held)
    restore(held)

    assert held.label.state == S.ON_HOLD
    held.file_update()
    assert held.label.state == S.VALID


def test_the_public_reads_of_both_in_one_turn(held):
    held.taken_by_two("give_downgrade_notice", "Shelters were closed.")
    given = today()

    suspend(held)
    restore(held)

    letter = f"{held.label.city.name}, {held.label.number}: Valid, with a downgrade notice"
    data = as_data(proof_of(held.label.number))
    assert last_turns(held, 2) == [
        (S.SUSPENDED, "A grave event."), (S.DOWNGRADE_NOTICE, "It was not so.")
    ]  # fmt: skip
    assert held.letters_to(held.lead).count(letter) == 2
    assert f"On {date_format(given)} the authority was told" in data["sentence"]
    assert (data["since"], data["reason"]) == (today(), "It was not so.")


def test_the_page_gives_the_reasons_of_the_notice_and_of_the_restoring(held, client):
    held.taken_by_two("give_downgrade_notice", "Shelters were closed.")
    given = today()
    suspend(held)
    restore(held)

    page = client.get(held.label.get_absolute_url()).text

    assert f"Reason given on {date_format(given)}: Shelters were closed." in page
    assert f"Reason given on {date_format(today())}: It was not so." in page


def test_a_notice_that_was_settled_before_does_not_come_back(held):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    LABEL.perform("answer_notice", held.label, by=held.lead)
    held.taken_by_two("keep_level")

    suspend(held)
    restore(held)

    assert held.label.state == S.VALID


def test_the_trail_says_where_it_went_back_to(held):
    held.taken_by_two("open_special_review")
    suspend(held)
    restore(held)

    taken = TrailEntry.objects.of(held.label).order_by("pk").values_list("step", "actor_kind")
    assert list(taken)[-2:] == [("restore", "person"), ("resume_special_review", "procedure")]


def test_the_time_of_a_suspension_does_not_count_for_the_yearly_update(held):
    update = held.label.due_update
    opens, ends = update.opens_on, update.due_on

    suspend(held)
    restore(held)

    update.refresh_from_db()
    assert update.opens_on == opens + timedelta(days=DAYS) == due(held, "remind_of_update")
    assert update.due_on == ends + timedelta(days=DAYS) == due(held, "give_notice")


def test_neither_for_those_of_the_years_after(held):
    suspend(held)
    restore(held)
    let_days_pass((held.label.due_update.due_on - today()).days)

    held.file_update()

    second = clocks.months_after(held.label.granted_on, 24) + timedelta(days=DAYS)
    assert held.label.due_update.due_on == second
    assert due(held, "give_notice") == second


def test_a_window_that_was_open_stays_open(held):
    let_days_pass((held.label.due_update.opens_on - today()).days + 1)
    opens = held.label.due_update.opens_on

    suspend(held)
    restore(held)

    assert held.label.due_update.opens_on == opens
    assert LABEL.transitions["file_update"].blockers(held.label)[0].startswith("The update does")


def test_a_written_notice_leaves_the_days_that_were_left(held):
    held.pass_until_over("give_notice")
    until = due(held, "hold")

    suspend(held)
    restore(held)

    assert held.label.state == S.VALID
    assert due(held, "hold") == until + timedelta(days=DAYS)


@pytest.mark.parametrize("step", ["open_special_review", "give_downgrade_notice"])
def test_a_written_notice_given_meanwhile_loses_no_days_either(held, step):
    held.taken_by_two(step)
    held.pass_until_over("give_notice")
    until = clocks.hold(held.label.framework.clocks, today()).day

    suspend(held, 10)
    restore(held)
    held.taken_by_two("close_special_review" if step == "open_special_review" else "keep_level")

    assert due(held, "hold") == until + timedelta(days=10)


def test_two_suspensions_count_together(held):
    first = held.label.due_update.due_on
    for _time in range(2):
        suspend(held)
        restore(held)

    assert held.label.due_update.due_on == first + timedelta(days=2 * DAYS)
    assert held.label.days_suspended == 2 * DAYS


def test_the_last_day_of_the_label_does_not_move(held):
    last = held.label.valid_until

    suspend(held)
    restore(held)

    assert held.label.valid_until == last == due(held, "suspend_unrenewed")


def test_an_update_that_would_be_due_after_the_last_day_is_not_asked_for(held):
    Label.objects.filter(pk=held.label.pk).update(
        valid_until=held.label.due_update.due_on + timedelta(days=DAYS - 1)
    )
    held.label.refresh_from_db()

    suspend(held)
    restore(held)

    assert held.label.due_update is None
    assert not {"give_notice", "remind_of_update"} & held.running()


def test_an_update_filed_on_the_day_of_the_suspension_leaves_no_notice_behind(held):
    held.pass_until_over("give_notice")
    held.file_update()

    suspend(held)
    restore(held)

    assert "hold" not in held.running()
    assert due(held, "give_notice") == held.label.due_update.due_on
