"""A whole commitment on one page: each answer is saved for itself."""

from datetime import date

import pytest

from cities.choices import Role
from progress.actions import agree, answer_requirement
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion, Aside
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.usefixtures("six")


@pytest.fixture
def send(as_lead, address):
    """A function: what is sent for each requirement of R1, by code."""

    def post(state="draft", **parts):
        data = {"state": state, "R1.1-version": 0, "R1.2-version": 0}
        for code, fields in parts.items():
            data |= {f"{code.replace('_', '.')}-{name}": value for name, value in fields.items()}
        return as_lead.post(address("whole", "R1"), data, follow=True)

    return post


def texts():
    return dict(Answer.objects.values_list("requirement__code", "text"))


def test_what_is_wrong_in_one_answer_keeps_no_other_from_being_saved(send):
    page = send(
        R1_1={"step": 1, "special": "unknown", "text": "Kept in the form."},
        R1_2={"text": "Saved."},
    )

    assert texts() == {"R1.2": "Saved."}
    assert "stands instead of a step" in page.text
    assert "Kept in the form.</textarea>" in page.text


def test_what_is_not_ready_is_said_beside_its_question(send):
    page = send("ready", R1_1={"text": "No step."}, R1_2={"step": 1, "text": "Whole."})

    assert texts() == {"R1.2": "Whole."}
    assert "Choose the step you have reached." in page.text
    assert "No step.</textarea>" in page.text


def test_a_new_day_that_has_passed_is_refused(send):
    page = send(R1_1={"special": "unknown", "until": "2026-01-01"}, R1_2={"text": "Saved."})

    assert texts() == {"R1.2": "Saved."}
    assert "This day is not to come." in page.text


def test_a_draft_left_alone_whose_day_has_passed_stands_in_nobodys_way(send, city, requirement):
    answer_requirement(
        city=city, requirement=requirement(), by=lead_for(city), version=0, special="unknown",
        until=date(2026, 1, 1), text="We ask.",
    )  # fmt: skip

    page = send(
        R1_1={"version": 1, "special": "unknown", "until": "2026-01-01", "text": "We ask."},
        R1_2={"text": "Saved."},
    )

    assert texts() == {"R1.1": "We ask.", "R1.2": "Saved."}
    assert "This day is not to come." not in page.text


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_and_the_others_are_saved(
    send, city, requirement, someone
):
    answer_requirement(city=city, requirement=requirement(), by=someone, version=0, text="Theirs.")

    page = send(R1_1={"text": "Mine."}, R1_2={"text": "Saved."})

    assert texts() == {"R1.1": "Theirs.", "R1.2": "Saved."}
    assert Aside.objects.get().text == "Mine."
    assert f"?aside={Aside.objects.get().pk}" in page.text
    assert "Somebody else saved R1.1" in page.text


def test_an_answer_that_was_left_alone_is_not_saved_over_a_newer_one(
    send, city, requirement, someone
):
    said = {"city": city, "requirement": requirement(), "by": someone}
    answer_requirement(**said, version=0, text="As it was read.")
    answer_requirement(**said, version=1, text="Newer.")

    send(R1_1={"version": 1, "text": "As it was read."}, R1_2={"text": "Saved."})

    assert texts() == {"R1.1": "Newer.", "R1.2": "Saved."}
    assert not Aside.objects.exists()


def test_answers_left_alone_keep_their_state(send, city, requirement):
    said = {"city": city, "by": lead_for(city), "version": 0, "step": 1, "text": "Said."}
    agreed = answer_requirement(**said, requirement=requirement(), state=AnswerState.READY)
    agree(answers=[agreed], by=agreed.changed_by)

    page = send(R1_1={"version": 2, "step": 1, "text": "Said."})

    assert Answer.objects.get().state == AnswerState.AGREED
    assert AnswerVersion.objects.count() == 2
    assert "nothing was saved" in page.text


def test_drafts_that_are_complete_become_ready_with_the_rest(send, city, requirement):
    answer_requirement(
        city=city, requirement=requirement(), by=lead_for(city), version=0, step=1, text="Draft."
    )

    send("ready", R1_1={"version": 1, "step": 1, "text": "Draft."})

    assert Answer.objects.get().state == AnswerState.READY


def test_the_choice_is_remembered(as_lead, address):
    as_lead.post(address("manner", "R1"), {"whole": "yes"})

    there = as_lead.get(address("commitment", "R2"))
    as_lead.post(address("manner", "R1"), {"whole": "no"})

    assert there.headers["Location"] == address("whole", "R2")
    assert as_lead.get(address("commitment", "R2")).status_code == 200


def test_those_who_only_read_get_the_list(client, city, sign_in, member_of, address):
    sign_in(client, member_of(city, Role.OBSERVER))

    assert client.get(address("commitment", "R1")).status_code == 200
    assert client.get(address("whole", "R1")).status_code == 403
    assert client.post(address("manner", "R1"), {"whole": "yes"}).status_code == 403


@pytest.mark.parametrize("name", ["whole", "manner"])
def test_no_page_for_a_commitment_that_is_not(as_lead, address, name):
    assert as_lead.post(address(name, "X9")).status_code == 404


@pytest.mark.parametrize("code", ["R1", "R2"])  # of two requirements, of one
def test_it_costs_the_same_however_many_requirements(
    as_lead, city, six, address, code, django_assert_num_queries
):
    answered(city, six)
    as_lead.get(address("whole", code))

    # session with its person, roles, edition, answers, words set aside
    with django_assert_num_queries(5):
        as_lead.get(address("whole", code))
