"""The address that what is being typed is sent to, and the pages that show what it set aside."""

import re

import pytest

from cities.choices import Role
from progress.actions import agree, answer_requirement
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion, Aside
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.usefixtures("catalogues")
TYPED = {"version": 0, "sitting": "a", "turn": 1, "text": "Being typed."}


@pytest.fixture
def send(client, city, address):
    """A function: what the script sends on behalf of who is signed in, here or ``by`` somebody."""

    def post(by=None, **typed):
        by = by or lead_for(city)
        return client.post(address("autosave", "R1.1"), {"person": by.mark, **TYPED, **typed})

    return post


@pytest.fixture
def overtaken(as_lead, city, requirement, someone, send):
    """The lead's words, set aside since somebody had saved."""
    answer_requirement(
        city=city, requirement=requirement(), by=someone, version=0, step=1, text="Doors are open."
    )
    send(text="Doors stay shut.", special="unknown")
    return Aside.objects.get()


def test_what_somebody_else_typed_is_not_saved_for_whoever_is_signed_in(as_lead, send, someone):
    said = send(by=someone)

    assert said.status_code == 409
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"special": "unknown", "step": "1"}, "stands instead of a step"),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"text": "x" * 50_001}, "at most 50000 characters"),
        ({"turn": "-1"}, "greater than or equal to 0"),
        ({"turn": "9" * 30}, "less than or equal to"),
        ({"sitting": "x" * 33}, "at most 32 characters"),
        ({"aside": "x"}, "Enter a whole number."),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(as_lead, send, typed, sentence):
    said = send(**typed)

    assert said.status_code == 422
    assert sentence in said.json()["refused"][0]
    assert not Answer.objects.exists()


def test_a_day_that_has_passed_loses_nothing_that_is_being_typed(as_lead, send):
    said = send(special="unknown", step="", until="2026-01-01", text="We ask around.")

    assert said.status_code == 200
    assert Answer.objects.get().text == "We ask around."


def test_autosave_never_makes_an_answer_ready(as_lead, send):
    send(step=1, state="ready")

    assert Answer.objects.get().state == AnswerState.DRAFT


def test_it_says_when_it_was_saved_and_as_which_version(as_lead, send):
    said = send()

    assert re.fullmatch(r"\d\d:\d\d", said.json()["at"])
    assert said.json()["version"] == 1
    assert said.headers["Cache-Control"] == "private, no-store"
    assert Answer.objects.get().text == "Being typed."


def test_a_page_that_stayed_open_learns_who_is_signed_in(as_lead, city, address):
    said = as_lead.get(address("autosave", "R1.1")).json()

    assert said["person"] == lead_for(city).mark
    assert len(said["token"]) == 64


def test_those_who_only_read_can_neither_autosave_nor_restore(
    client, city, six, sign_in, member_of, address
):
    answered(city, six)
    sign_in(client, member_of(city, Role.OBSERVER))

    answers = [client.post(address("autosave", "R1.1"), TYPED),
               client.post(address("restore", "R1.1", 1), {"seen": "1"})]  # fmt: skip

    assert [each.status_code for each in answers] == [403, 403]


def test_autosave_costs_at_most_eight_statements(
    as_lead, city, six, send, django_assert_num_queries
):
    lead = lead_for(city)
    send()
    send(version=1, turn=2)

    # session with its person, roles, edition, then answer and version, in a savepoint of the test
    with django_assert_num_queries(5 + 2):
        said = send(version=2, turn=3, by=lead)

    assert said.json()["version"] == 3


def test_both_texts_stand_side_by_side_with_what_differs_marked(overtaken, as_lead, address):
    page = as_lead.get(address("requirement", "R1.1"), {"aside": overtaken.pk})

    assert "Doors <mark>are open.</mark>" in page.text
    assert "Doors <mark>stay shut.</mark>" in page.text
    assert "<mark>Started</mark>" in page.text
    assert "Doors stay shut.</textarea>" in page.text
    assert f'name="version" value="{Answer.objects.get().version}"' in page.text


def test_the_page_says_that_something_waits_to_be_decided(overtaken, as_lead, address):
    page = as_lead.get(address("requirement", "R1.1"))

    assert f"?aside={overtaken.pk}" in page.text
    assert "Doors are open.</textarea>" in page.text


def test_both_texts_can_be_made_one_without_scripts(overtaken, as_lead, address):
    page = as_lead.get(address("requirement", "R1.1"), {"aside": overtaken.pk, "merge": ""})

    as_lead.post(
        address("requirement", "R1.1"),
        {"version": 1, "aside": overtaken.pk, "step": 1, "text": "Doors are open, or stay shut."},
    )

    assert "Doors are open.\n\nDoors stay shut.</textarea>" in page.text
    assert Answer.objects.get().text == "Doors are open, or stay shut."
    assert not Aside.objects.open().exists()


def test_what_is_being_decided_is_not_decided_by_autosave(overtaken, send):
    said = send(version=1, turn=2, text="Doors stay open.", aside=overtaken.pk)

    assert said.json()["aside"] == overtaken.pk
    assert Answer.objects.get().text == "Doors are open."
    assert Aside.objects.get().text == "Doors stay open."


def test_who_keeps_the_other_text_can_still_read_their_own(overtaken, as_lead, address):
    as_lead.post(address("drop_aside", "R1.1", overtaken.pk))

    page, versions = as_lead.get(address("requirement", "R1.1")), address("versions", "R1.1")
    assert f"?aside={overtaken.pk}" not in page.text
    assert f"?aside={overtaken.pk}" in as_lead.get(versions).text
    read = as_lead.get(address("requirement", "R1.1"), {"aside": overtaken.pk})
    assert "Doors stay shut.</textarea>" in read.text


def test_nobody_else_reads_what_was_set_aside(overtaken, client, city, sign_in, member_of, address):
    sign_in(client, member_of(city, Role.EDITOR))

    read = client.get(address("requirement", "R1.1"), {"aside": overtaken.pk})
    dropped = client.post(address("drop_aside", "R1.1", overtaken.pk))
    client.post(address("requirement", "R1.1"), {"version": 1, "aside": overtaken.pk})

    assert (read.status_code, dropped.status_code) == (404, 404)
    assert "stay shut" not in client.get(address("versions", "R1.1")).text
    assert Aside.objects.open().get() == overtaken


@pytest.mark.parametrize("key", ["x", "²", "-1", "9" * 30, "999999"])
def test_no_page_where_nothing_was_set_aside(as_lead, address, key):
    assert as_lead.get(address("requirement", "R1.1"), {"aside": key}).status_code == 404


def test_a_change_that_was_begun_stands_in_the_form_and_the_answer_stays_agreed(
    as_lead, city, six, address, send
):
    answered(city, six, agreed=True)
    send(version=2, step=2, text="Begun.")

    page = as_lead.get(address("requirement", "R1.1"))

    assert "You have begun to change this answer" in page.text
    assert "Begun.</textarea>" in page.text
    assert Answer.objects.get(requirement__code="R1.1").state == AnswerState.AGREED


# --- earlier versions ----------------------------------------------------------------------------


def test_a_version_is_not_brought_back_over_one_that_was_not_seen(as_lead, city, six, address):
    answered(city, six)
    answer_requirement(
        city=city, requirement=six.requirements.get(code="R1.1"), by=lead_for(city), version=1,
        step=1, text="Two.",
    )  # fmt: skip

    page = as_lead.post(address("restore", "R1.1", 1), {"seen": "1"}, follow=True)

    assert "Please read it once more." in page.text
    assert Answer.objects.get(requirement__code="R1.1").text == "Two."


@pytest.mark.parametrize("version", [2, 99])
def test_only_versions_that_were_can_be_brought_back(as_lead, city, six, address, version):
    answered(city, six)

    assert as_lead.post(address("restore", "R1.1", version), {"seen": "1"}).status_code == 404


def test_what_had_been_agreed_comes_back_as_ready_and_nothing_is_lost(as_lead, city, six, address):
    requirement = six.requirements.select_related("framework").get(code="R1.1")
    said = {"city": city, "requirement": requirement, "by": lead_for(city)}
    first = answer_requirement(
        **said, version=0, step=1, special="other_level", law="L", body="B", text="One.",
        confidence="documented", state=AnswerState.READY,
    )  # fmt: skip
    agree(answers=[first], by=lead_for(city))
    answer_requirement(**said, version=2, text="Three.")

    page = as_lead.post(address("restore", "R1.1", 2), {"seen": "3"}, follow=True)

    answer = Answer.objects.get()
    assert (answer.text, answer.law, answer.state) == ("One.", "L", AnswerState.READY)
    assert (answer.version, AnswerVersion.objects.count()) == (4, 4)
    assert "Version 2 is back" in page.text


def test_a_draft_comes_back_as_a_draft(as_lead, city, six, address):
    requirement = six.requirements.select_related("framework").get(code="R1.1")
    said = {"city": city, "requirement": requirement, "by": lead_for(city)}
    answer_requirement(**said, version=0, step=1, text="One.")
    answer_requirement(**said, version=1, step=1, text="Two.", state=AnswerState.READY)

    as_lead.post(address("restore", "R1.1", 1), {"seen": "2"})

    assert Answer.objects.get().state == AnswerState.DRAFT


def test_versions_say_what_changed_in_every_field(as_lead, city, six, address):
    requirement = six.requirements.select_related("framework").get(code="R1.1")
    said = {"city": city, "requirement": requirement, "by": lead_for(city), "text": "Same."}
    answer_requirement(**said, version=0, step=1)
    answer_requirement(**said, version=1, step=2)

    page = as_lead.get(address("versions", "R1.1"))

    assert "<del>Started</del> <ins>In place</ins>" in page.text
    assert "Same.</ins>" in page.text
