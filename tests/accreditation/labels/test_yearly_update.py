"""The yearly update: asked for, late, on hold, filed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from accreditation import clocks
from accreditation.actions import labels as actions
from accreditation.choices import LabelState as S
from accreditation.models import YearlyUpdate
from accreditation.workflow import LABEL
from office.days import today
from office.models import TrailEntry
from office.ringing import let_days_pass
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.models import Measure
from tests.factories.labels import WORDS

pytestmark = pytest.mark.django_db


def blockers(held, step):
    return LABEL.transitions[step].blockers(held.label)


def pass_to_the_window(held):
    let_days_pass((held.label.due_update.opens_on - today()).days)


def test_a_new_label_waits_for_its_first_update_a_year_on(held):
    update = held.label.due_update

    assert update.number == 1
    assert update.due_on == clocks.months_after(held.label.granted_on, 12)
    assert (update.opens_on - held.label.granted_on).days == 300
    assert held.running() == {
        "remind_of_update", "give_notice", "remind_of_talk", "remind_of_renewal",
        "suspend_unrenewed",
    }  # fmt: skip


def test_an_update_is_not_filed_too_early(held):
    held.write_update()

    with pytest.raises(Refused, match="can be filed from"):
        LABEL.perform("file_update", held.label, by=held.lead)


def test_an_empty_update_is_not_filed(held):
    Measure.objects.create(city=held.label.city, title="A third shelter", origin="HRC-1/F1")
    pass_to_the_window(held)

    assert blockers(held, "file_update") == [
        "The update does not say yet what changed.",
        "The update does not say yet how far you are with what was recommended.",
        "The update does not say yet what went wrong, and what was done about it.",
        "1 thing of the past year has not been looked at yet.",
    ]


def test_only_the_lead_files_it(held):
    pass_to_the_window(held)
    held.write_update()

    with pytest.raises(PermissionDenied):
        LABEL.perform("file_update", held.label, by=held.two[0])


def test_an_update_in_time_keeps_the_measures_and_asks_for_the_next(held):
    measure = Measure.objects.create(city=held.label.city, title="A third shelter")
    pass_to_the_window(held)

    held.file_update()

    measure.title = "Another name"
    measure.save()
    filed = held.label.updates.get(number=1)
    assert filed.measures[0]["title"] == "A third shelter"
    assert (filed.filed_by, filed.was_late) == (held.lead, False)
    assert held.label.due_update.number == 2
    assert {"remind_of_update", "give_notice"} <= held.running()


def test_a_filed_update_stands_in_the_trail_and_is_told(held):
    pass_to_the_window(held)

    held.file_update()

    entry = TrailEntry.objects.of(held.label).last()
    assert (entry.step, entry.source, entry.target) == ("file_update", S.VALID, S.VALID)
    subject = f"{held.label.city.name}, {held.label.number}: the yearly update is filed"
    assert subject in held.letters_to(held.lead)
    assert subject in held.letters_to(held.two[0])


def test_the_lead_is_reminded_when_the_window_opens(held):
    held.pass_until_over("remind_of_update")

    assert held.letters_to(held.lead) == [
        f"{held.label.city.name}, {held.label.number}: the yearly update"
    ]


def test_no_notice_is_given_before_the_update_is_late(held):
    assert blockers(held, "give_notice")[0].startswith("The yearly update is due at the end of")
    assert blockers(held, "hold")[1] == "No written notice has been given yet."


def test_a_late_update_brings_written_notice_and_thirty_days(held):
    held.pass_until_over("give_notice")

    update = held.label.due_update
    assert (held.label.state, update.noticed_on) == (S.VALID, today())
    assert "hold" in held.running()
    assert blockers(held, "hold")[0].startswith("The written notice gives time until")
    assert (
        held.letters_to(held.lead)[0]
        == f"{held.label.city.name}, {held.label.number}: the yearly update is late"
    )


def test_after_the_notice_the_label_is_on_hold_and_valid(held):
    held.pass_until_over("give_notice")
    held.pass_until_over("hold")

    assert (held.label.state, held.label.is_valid) == (S.ON_HOLD, True)
    update = held.label.due_update
    assert held.label.changes.last().reason == (
        f"The yearly update was due on {date_format(update.due_on)}. It had not been filed when "
        f"the time that the written notice of {date_format(update.noticed_on)} gave for it was "
        "over."
    )


@pytest.mark.parametrize("step", ["hold", "return_from_hold", "resume_hold"])
def test_each_step_about_a_late_update_says_it_in_the_word_of_the_state(step):
    label = str(LABEL.transitions[step].label)

    assert "late" in S.ON_HOLD.label
    assert ("report" in label, "late" in label, "hold" in label) == (True, True, False)


def test_the_lead_s_desk_says_since_when_the_update_is_late(held, client, sign_in):
    pass_to_the_window(held)
    sign_in(client, held.lead)
    before = client.get("/desk/").text
    held.pass_until_over("give_notice")

    page = client.get("/desk/").text

    due = date_format(held.label.due_update.due_on)
    assert f"until {due}" in before
    assert f"File the yearly update, which was due on {due}" in page
    assert f"until {due}" not in page


def test_filing_late_restores_a_label_on_hold_by_itself(held):
    held.pass_until_over("give_notice")
    held.pass_until_over("hold")

    held.file_update()

    steps = [entry.step for entry in TrailEntry.objects.of(held.label).order_by("pk")]
    assert held.label.state == S.VALID
    assert held.label.updates.get(number=1).was_late
    assert steps[-2:] == ["file_update", "return_from_hold"]
    assert held.label.reason == "The yearly update has been filed."
    assert "hold" not in held.running()
    assert "give_notice" in held.running()


def test_a_very_late_update_counts_for_the_years_it_missed(held):
    held.pass_until_over("give_notice")
    held.pass_until_over("hold")
    let_days_pass(800)

    held.file_update()

    assert held.label.due_update.number == 4
    assert held.label.due_update.due_on > today()


def test_in_the_last_year_the_renewal_takes_its_place(held):
    for _year in range(4):
        pass_to_the_window(held)
        held.file_update()

    assert held.label.due_update is None
    assert blockers(held, "file_update") == [
        "No yearly update is asked for any more: the renewal takes its place."
    ]
    assert blockers(held, "give_notice") == blockers(held, "file_update")
    assert "give_notice" not in held.running()


def test_a_label_under_special_review_is_reminded_and_not_put_on_hold(held):
    held.taken_by_two("open_special_review")
    held.pass_until_over("give_notice")

    assert held.label.state == S.SPECIAL_REVIEW
    assert "hold" not in held.running()

    held.taken_by_two("close_special_review")
    assert "hold" in held.running()


def test_nobody_s_words_are_lost_when_two_write(held):
    held.write_update()

    with pytest.raises(ChangedMeanwhile):
        actions.write_update(label=held.label, texts=WORDS, version=0, by=held.lead)


def test_a_label_that_has_ended_takes_no_update(held):
    LABEL.perform("withdraw", held.label, by=held.lead, note="We merge with our neighbour.")

    with pytest.raises(Refused, match="No yearly update is asked for now"):
        held.write_update()


@pytest.mark.postgres
def test_the_database_refuses_two_open_updates_and_an_empty_filed_one(held):
    day = today()
    facts = {"label": held.label, "opens_on": day, "due_on": day}

    for wrong in (
        {"number": 2},
        {"number": 2, "filed_on": day, "filed_by": held.lead},
        {"number": 2, "due_on": day - timedelta(days=1), "filed_on": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            YearlyUpdate.objects.create(**{**facts, **wrong})
