"""A condition that goes with a label: reported by the city, judged by two, and what follows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accreditation.choices import ConditionState as C
from accreditation.choices import LabelState as S
from accreditation.models import Condition
from accreditation.workflow import CONDITION, LABEL
from office.days import today
from office.models import Letter, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db
DONE = "An ombudsperson was named on 3 May: see the minutes on our website."


@pytest.fixture
def held(db):
    return make_held()


@pytest.fixture
def condition(held):
    return held.asked()


def report(held, condition, note=DONE):
    CONDITION.perform("report", condition, by=held.lead, note=note)


def recorded(held, condition, step, note="For these reasons."):
    for person in held.two:
        CONDITION.perform(step, condition, by=person, note=note)
    condition.refresh_from_db()
    held.label.refresh_from_db()


def let_its_day_pass(condition):
    let_days_pass((condition.due_on - today()).days + 1)


def test_the_secretariat_does_not_report_for_the_city_nor_the_city_judge_itself(held, condition):
    for step, person in (("report", held.two[0]), ("meet", held.lead)):
        with pytest.raises(PermissionDenied):
            CONDITION.perform(step, condition, by=person, note=DONE)


def test_nobody_records_that_it_was_met_before_it_is_reported_or_its_day_is_over(held, condition):
    with pytest.raises(Refused, match="has not reported it yet; it can until the end of"):
        CONDITION.perform("meet", condition, by=held.two[0], note="I have seen it.")


def test_what_was_met_and_never_reported_is_recorded_once_its_day_is_over(held, condition):
    let_its_day_pass(condition)

    recorded(held, condition, "meet", "We have seen it ourselves.")

    assert condition.state == C.MET


def test_one_person_alone_records_nothing(held, condition):
    report(held, condition)

    CONDITION.perform("meet", condition, by=held.two[0], note="I have seen it.")
    with pytest.raises(Refused, match="another person"):
        CONDITION.perform("meet", condition, by=held.two[0], note="I have seen it.")

    condition.refresh_from_db()
    assert condition.state == C.REPORTED


def test_nobody_records_that_it_was_not_met_before_its_day_is_over(held, condition):
    with pytest.raises(Refused, match="time until the end of its day"):
        CONDITION.perform("miss", condition, by=held.two[0], note="Nothing was done.")


def test_a_condition_ends_with_its_label(held, condition):
    LABEL.perform("withdraw", held.label, by=held.lead, note="We go on without it.")

    for step, person in (("report", held.lead), ("meet", held.two[0])):
        with pytest.raises(Refused, match="has ended"):
            CONDITION.perform(step, condition, by=person, note=DONE)
    assert list(Condition.objects.waiting()) == []


def test_what_the_city_reports_is_kept_and_the_secretariat_is_told(held, condition):
    report(held, condition)

    condition.refresh_from_db()
    assert (condition.state, condition.report) == (C.REPORTED, DONE)
    letter = Letter.objects.get(to=held.two[0])
    assert (
        letter.subject == f"{held.label.city}, {held.label.number}: a condition is reported as met"
    )
    assert DONE in letter.body.replace("\n", " ")


def test_the_secretariat_asks_for_more_and_the_city_reports_once_more(held, condition):
    report(held, condition)
    CONDITION.perform("ask_for_more", condition, by=held.two[0], note="Who was named?")
    asked = Letter.objects.filter(to=held.lead).first()
    report(held, condition, "Ms Holm was named.")

    condition.refresh_from_db()
    assert "Who was named?" in asked.body
    assert (condition.state, condition.report) == (C.REPORTED, "Ms Holm was named.")


def test_met_is_recorded_by_two_with_reasons_that_the_team_reads(held, condition):
    report(held, condition)
    recorded(held, condition, "meet", "We have read the minutes.")

    letter = Letter.objects.filter(to=held.lead).first()
    steps = TrailEntry.objects.of(condition).values_list("step", flat=True)
    assert condition.state == C.MET
    assert "We have read the minutes." in condition.reasons
    assert letter.subject == f"{held.label.city}, {held.label.number}: a condition was met"
    assert list(steps) == ["report", "meet:proposed", "meet"]
    assert held.label.state == S.VALID


def test_not_met_puts_a_valid_label_under_special_review_which_says_why(held, condition):
    let_its_day_pass(condition)
    recorded(held, condition, "miss", "Nobody was named.")

    assert condition.state == C.NOT_MET
    assert held.label.state == S.SPECIAL_REVIEW
    assert held.label.reason.startswith("The day of a condition that goes with the label is over")
    assert held.label.opened_because == held.label.reason
    assert "end_special_review" in held.running()
    assert held.label.is_valid


@pytest.mark.parametrize("step", ["give_downgrade_notice", "suspend"])
def test_not_met_leaves_a_label_that_is_in_question_where_it_stands(held, condition, step):
    let_its_day_pass(condition)
    held.taken_by_two(step)
    held.label.refresh_from_db()
    before = held.label.state

    recorded(held, condition, "miss")

    assert held.label.state == before


def test_what_was_not_met_can_be_met_late(held, condition):
    let_its_day_pass(condition)
    recorded(held, condition, "miss")

    report(held, condition)
    recorded(held, condition, "meet", "Late, and done.")

    assert condition.state == C.MET


def test_the_city_is_reminded_a_month_before_and_the_secretariat_when_the_day_is_over(
    held, condition
):
    let_days_pass((condition.due_on - today()).days - 20)
    to_the_city = held.letters_to(held.lead)
    let_days_pass(21)

    soon, over = "a condition is to be met by", "please record whether a condition was met"
    assert [subject for subject in to_the_city if soon in subject]
    assert not [subject for subject in held.letters_to(held.lead) if over in subject]
    assert [s for s in held.letters_to(held.lead) if "the time for a condition is over" in s]
    assert [subject for subject in held.letters_to(held.two[0]) if over in subject]


def test_who_has_reported_is_not_reminded(held, condition):
    report(held, condition)
    let_days_pass((condition.due_on - today()).days - 20)

    assert not [s for s in held.letters_to(held.lead) if "is to be met by" in s]


def test_nobody_is_reminded_of_a_label_that_has_ended(held, condition):
    LABEL.perform("withdraw", held.label, by=held.lead, note="We go on without it.")
    let_its_day_pass(condition)

    assert not [s for s in held.letters_to(held.two[0]) if "condition" in s]
    assert not TrailEntry.objects.of(condition).filter(step="remind").exists()


def test_conditions_of_a_label_are_counted_from_one(held):
    first, second = held.asked("Name somebody."), held.asked("Say who answers.")

    assert [str(first), str(second)] == [f"{held.label.number}-C1", f"{held.label.number}-C2"]


@pytest.mark.parametrize(
    "broken",
    [
        {"text": ""},
        {"state": "done"},
        {"reference": None},
        {"state": C.MET, "label": None, "reference": None},
        {"reported_on": date(2026, 5, 3)},
        {"recorded_on": date(2026, 5, 3)},
    ],
)
def test_the_database_keeps_no_condition_that_makes_no_sense(condition, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=condition.pk).update(**broken)
