import json
from datetime import timedelta

import pytest

from accreditation.choices import LABEL_VALID, LabelState
from accreditation.models import Label
from accreditation.numbers import new_number
from office.days import today
from tests.factories.accreditation_committee import make_label

pytestmark = pytest.mark.django_db


def page_and_data(client, number):
    page = client.get(f"/verify/{number}/")
    return page, client.get(f"/verify/{number}.json").json()


def set_state(label, state, **facts):
    facts = {"state": state, "state_since": today(), **facts}
    Label.objects.filter(pk=label.pk).update(**facts)


def test_without_a_number_the_page_asks_for_one(client):
    page = client.get("/verify/")

    assert page.status_code == 200
    assert "This page is the proof" in page.text


@pytest.mark.parametrize(
    "typed", ["abc", "HRC-0000-0000", "HRC-ABCD-EFG", "\x00", "HRC-ÄÄÄÄ-ÄÄÄÄ", "x" * 5000, "'\"<b>"]
)
def test_what_cannot_be_a_number_is_said_so(client, typed):
    page = client.get("/verify/", {"number": typed})

    assert page.status_code == 200
    assert "This cannot be the number of a label" in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize("typed", ["HRC-2027-0001", "hrc 2027 0001"])
def test_the_reference_of_an_application_is_not_called_a_slip(client, typed):
    page = client.get("/verify/", {"number": typed}).text

    assert "This is the reference of an application, not the number of a label." in page


def test_a_slip_in_typing_is_noticed(client, label):
    sign = "2" if label.number[-1] != "2" else "3"
    wrong = label.number[:-1] + sign

    assert "This cannot be the number of a label" in client.get(f"/verify/{wrong}/").text
    assert client.get(f"/verify/{wrong}/").status_code == 404


def test_a_number_nobody_has_says_so_in_words_with_the_form(client, label):
    number = new_number()

    page = client.get(f"/verify/{number}/")

    assert page.status_code == 404
    assert "No label has this number." in page.text
    assert f'value="{number}"' in page.text
    data = client.get(f"/verify/{number}.json")
    assert (data.status_code, data.json()) == (404, {"found": False, "number": number})


def test_typing_is_forgiven(client, label):
    typed = f" {label.number.removeprefix('HRC-').lower().replace('-', ' ')} "

    page = client.get("/verify/", {"number": typed}, follow=True)

    assert page.redirect_chain == [(f"/verify/{label.number}/", 302)]
    assert client.get(f"/verify/{label.number.lower()}/")["Location"] == f"/verify/{label.number}/"


def test_a_valid_label_says_what_it_means_and_what_not(client, label):
    page, data = page_and_data(client, label.number)

    for text in (
        "Valid · Level B",
        f"It certifies the authority <strong>{label.authority}</strong>",
        "What it means",
        "What it does not mean",
        "It does not place one city above another.",
        label.level.meaning,
    ):
        assert text in page.text
    assert data["valid"] is True
    assert data["certifies"] == (
        f"The authority {label.authority}, not the city or region as a whole."
    )


def test_a_suspended_label_is_not_valid_and_says_why_and_since_when(client, label):
    set_state(label, LabelState.SUSPENDED, reason="A grave event is being looked into.")

    page, data = page_and_data(client, label.number)

    assert "Not valid · Level B" in page.text
    assert "A grave event is being looked into." in page.text
    assert "It certifies the authority" not in page.text
    assert (data["valid"], data["state"]) == (False, "suspended")
    assert (data["since"], data["reason"]) == (
        today().isoformat(), "A grave event is being looked into."
    )  # fmt: skip


def test_an_expired_label_is_not_valid(client, label):
    set_state(label, LabelState.EXPIRED)

    page, data = page_and_data(client, label.number)

    assert "Not valid" in page.text
    assert data["valid"] is False


def test_past_its_time_a_label_is_not_valid_before_its_clock_has_rung(client, label):
    ended = today() - timedelta(days=1)
    set_state(
        label, LabelState.VALID, granted_on=today() - timedelta(days=9), valid_until=ended
    )  # fmt: skip

    page, data = page_and_data(client, label.number)

    assert "Not valid" in page.text
    assert (data["valid"], data["state"], data["since"]) == (False, "expired", today().isoformat())


def test_on_its_last_day_a_label_is_valid(client, label):
    set_state(
        label, LabelState.VALID, granted_on=today() - timedelta(days=9), valid_until=today()
    )  # fmt: skip

    assert page_and_data(client, label.number)[1]["valid"] is True


def test_a_replaced_label_leads_to_the_new_one_and_back(client, session, label):
    newer = make_label(session)
    set_state(label, LabelState.REPLACED, replaced_by=newer, reason=newer.number)
    Label.objects.filter(pk=newer.pk).update(city=label.city)

    page, data = page_and_data(client, label.number)

    assert "Not valid" in page.text
    assert f'Replaced by <a class="nowrap" href="/verify/{newer.number}/">' in page.text
    assert (data["valid"], data["replaced_by"]) == (False, newer.number)
    assert f'href="/verify/{label.number}/"' in client.get(f"/verify/{newer.number}/").text


@pytest.mark.parametrize("state", LabelState.values)
def test_page_and_data_say_the_same(client, label, state):
    set_state(label, state, reason="Because.")

    page, data = page_and_data(client, label.number)

    assert ("Not valid · Level B" in page.text) is not data["valid"]
    assert data["valid"] is (state in LABEL_VALID)
    assert data["sentence"] in page.text
    for key in ("number", "authority", "edition", "page"):
        assert data[key] in page.text


def test_a_label_of_a_demonstration_certifies_nothing(client, accredited):
    page, data = page_and_data(client, accredited.number)

    assert "Demonstration: this label certifies nothing." in page.text
    assert "It certifies the authority" not in page.text
    assert "invented" in page.text
    assert data["demonstration"] is True
    assert data["certifies"] == "Nothing: this label was made in a demonstration."


def test_programs_anywhere_may_ask(client, label):
    answer = client.get(f"/verify/{label.number}.json", headers={"origin": "https://example.org"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer


def test_the_page_explains_every_key_of_the_data(client, label):
    page, data = page_and_data(client, label.number)
    explained = page.text.split('<dl class="keys">')[1].split("</dl>")[0]

    assert [key for key in data if key not in explained] == []
    assert json.dumps(data)


def test_the_proof_is_asked_anew_each_time(client, label):
    address = f"/verify/{label.number}/"
    first = client.get(address)
    assert "no-cache" in first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304

    set_state(label, LabelState.SUSPENDED, reason="Late.")

    after = client.get(address, headers={"if-none-match": first["ETag"]})
    assert after.status_code == 200
    assert "Not valid" in after.text


def test_a_label_costs_two_statements(client, label, django_assert_num_queries):
    client.get("/about/")

    with django_assert_num_queries(2):  # day, labels of the city
        client.get(f"/verify/{label.number}/")
