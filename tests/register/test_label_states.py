"""What a stranger reads of a label in each of its states: page, data, directory, history."""

from datetime import timedelta

import pytest

from accreditation.choices import ApplicationState as A
from accreditation.choices import LabelState as S
from accreditation.models import Label
from office.days import today
from tests.factories.accreditation_committee import make_case
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db
VALID = {
    S.ON_HOLD: ("Valid, report late", "Report late: the authority has not filed"),
    S.SPECIAL_REVIEW: ("Valid, under special review", "It has been under special review since"),
    S.DOWNGRADE_NOTICE: ("Valid, with a downgrade notice", "told that the level may be lowered"),
}
NOT_VALID = {
    S.SUSPENDED: "It certifies nothing until it is restored.",
    S.EXPIRED: "The time of this label ended on",
    S.LAPSED: "it had been suspended for too long",
    S.WITHDRAWN: "the authority gave it back at its own wish",
    S.REMOVED: "with reasons.",
    S.REPLACED: "A new label took the place of this one",
}


def put(label, state, **facts):
    facts = {"state": state, "state_since": today(), "reason": "Because.", **facts}
    Label.objects.filter(pk=label.pk).update(**facts)


def read(client, label):
    page = client.get(f"/verify/{label.number}/")
    return page.text, client.get(f"/verify/{label.number}.json").json()


@pytest.mark.parametrize(("state", "said"), VALID.items())
def test_a_valid_label_says_what_else_is_to_be_said(client, label, state, said):
    put(label, state)

    page, data = read(client, label)

    assert f"{said[0]} · Level B" in page
    assert said[1] in page
    assert "It certifies the authority" in page
    assert (data["valid"], data["state"], data["reason"]) == (True, state, "Because.")
    assert data["certifies"].startswith("The authority")


@pytest.mark.parametrize(("state", "said"), NOT_VALID.items())
def test_a_label_that_is_not_valid_says_why_in_plain_words(client, label, state, said):
    put(label, state)

    page, data = read(client, label)

    assert "Not valid · Level B" in page
    assert said in page
    assert (data["valid"], data["state"]) == (False, state)
    assert data["certifies"] == "Nothing: this label is not valid."


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_label_that_is_not_valid_would_certify_nothing_in_a_demonstration_either(
    client, label, demonstration
):
    put(label, S.REMOVED, is_demonstration=demonstration)

    page, _data = read(client, label)

    assert "would certify" not in page
    assert "It was granted to the authority" in page
    assert "Granted until" in page
    assert "Valid until" not in page


def test_a_suspended_label_is_not_saved_by_a_renewal(client, session, label):
    put(label, S.SUSPENDED, renewal=make_case(session, state=A.SUBMITTED))

    _page, data = read(client, label)

    assert (data["valid"], data["renewal_filed"]) == (False, False)


@pytest.mark.parametrize("state", [S.VALID, *VALID])
def test_past_its_time_only_a_renewal_keeps_it_valid(client, session, label, state):
    ended = today() - timedelta(days=1)
    days = {"granted_on": ended - timedelta(days=9), "valid_until": ended}
    put(label, state, **days)
    without = read(client, label)[1]["valid"]
    put(label, state, renewal=make_case(session, state=A.SUBMITTED))

    page, data = read(client, label)

    assert (without, data["valid"], data["renewal_filed"]) == (False, True, True)
    assert "Its renewal was filed in time" in page


def test_a_lowered_level_says_the_one_it_was_granted_at(client, label):
    put(label, S.VALID, lowered_from=label.level.framework.levels.get(code="A"))

    page, data = read(client, label)

    assert "It was granted at “Level A”; its level has been lowered since." in page
    assert data["lowered_from"] == "Level A"


def test_the_history_tells_each_turn_with_its_reasons(client):
    held = make_held()
    held.taken_by_two("open_special_review", "A new law.")
    held.taken_by_two("suspend", "A grave event.")

    page = client.get(f"/verify/{held.label.number}/history/")

    for text in ("Valid · Level A", "Valid, under special review · Level A", "A new law.",
                 "Suspended · Level A", "A grave event."):  # fmt: skip
        assert text in page.text
    assert not any(str(person) in page.text for person in held.two)
    assert (
        f'href="/verify/{held.label.number}/history/"'
        in client.get(f"/cities/{held.label.city.slug}/").text
    )


@pytest.mark.parametrize("number", ["abc", "HRC-2222-2222", "\x00"])
def test_a_number_nobody_has_has_no_history(client, number):
    assert client.get(f"/verify/{number}/history/").status_code == 404


def test_a_history_costs_the_same_however_long(client, django_assert_num_queries):
    held = make_held()
    client.get("/about/")

    for step in ("", "open_special_review", "suspend", "restore"):
        if step:
            held.taken_by_two(step)
        with django_assert_num_queries(4):  # labels of the city, turns, day twice
            client.get(f"/verify/{held.label.number}/history/")


@pytest.mark.postgres
@pytest.mark.parametrize("state", VALID)
def test_the_directory_lists_a_label_with_a_remark_as_accredited(client, label, state):
    put(label, state)

    for asked in ("accredited", "remark"):
        assert label.city.name in client.get("/cities/", {"state": asked}).text
    assert label.city.name not in client.get("/cities/", {"state": "suspended"}).text
    assert label.city.name in client.get("/cities/", {"level": "B"}).text


def test_the_directory_knows_suspended_labels_and_forgets_ended_ones(client, label):
    put(label, S.SUSPENDED)
    suspended = client.get("/cities/", {"state": "suspended"})
    put(label, S.LAPSED)
    ended = client.get("/cities/", {"state": "suspended"})

    assert label.city.name in suspended.text
    assert label.city.name not in client.get("/cities/", {"state": "accredited"}).text
    assert label.city.name not in ended.text
