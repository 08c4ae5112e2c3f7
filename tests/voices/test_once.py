"""A form sent twice, by somebody whom nobody asks who they are, is taken once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from office.models import Letter, Submission
from tests.at_once import at_once
from tests.factories.voices import contribution_of, release, speak
from voices import actions, throttle
from voices.actions.contributing import words_of
from voices.models import Alert, Contribution
from voices.receipts import find

TOKEN = re.compile(r'name="token" value="([\w-]+)"')
TYPED = {"text": "They called me in.", "contact": "", "where": "", "words": ""}


@pytest.fixture
def reprisal():
    return reverse("voices:reprisal")


@pytest.fixture
def receipt(window):
    return speak(window)


@pytest.fixture
def own(client, receipt):
    """A function: send a form from the page of one's own contribution."""

    def send(token, to="add", text="Since March."):
        typed = {"words": receipt, "token": token, "to": to, "text": text}
        return client.post(reverse("voices:receipt"), typed)

    return send


def token_on(page):
    return TOKEN.search(page.text)[1]


def text_of(receipt):
    contribution, found = find(receipt)
    return words_of(contribution, found).text


@pytest.mark.django_db
def test_words_added_twice_by_one_page_are_added_once(own, receipt):
    token = token_on(own("", to=""))

    pages = [own(token).text for _time in range(3)]

    assert text_of(receipt) == "The lift at the town hall is broken.\n\nSince March."
    assert all("Your words have been added." in page for page in pages)


@pytest.mark.django_db
def test_an_earlier_page_sent_once_more_adds_nothing_either(own, receipt):
    first = token_on(own("", to=""))
    second = token_on(own(first))
    own(second, text="And in June.")

    own(first)

    assert text_of(receipt).count("Since March.") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Since April.", "Since March"])
def test_other_words_from_the_same_page_are_not_lost(own, receipt, text):
    token = token_on(own("", to=""))
    own(token)

    own(token, text=text)

    assert text_of(receipt).endswith(f"Since March.\n\n{text}")


@pytest.mark.django_db
def test_the_same_words_from_another_page_are_meant_again(own, receipt):
    for _time in range(2):
        own(token_on(own("", to="")))

    assert text_of(receipt).count("Since March.") == 2


@pytest.mark.django_db
def test_what_came_without_a_token_is_taken_all_the_same(client, window, reprisal):
    client.post(reprisal, {**TYPED, "token": "not a token"})
    client.post(reprisal, TYPED)

    assert Alert.objects.count() == 2


@pytest.mark.django_db
def test_nothing_is_added_to_what_was_taken_back_meanwhile(window, receipt):
    contribution, found = find(receipt)
    Contribution.objects.all().delete()

    with pytest.raises(actions.contributing.Refused) as refused:
        actions.add_words(contribution=contribution, receipt=found, text="More.", form="a" * 64)

    assert refused.value.reasons == ["It has been taken back; nothing can be added to it."]


@pytest.mark.django_db
def test_taking_back_twice_leads_to_the_same_end(receipt):
    contribution = contribution_of(receipt)
    same = contribution_of(receipt)

    actions.withdraw(contribution=contribution)
    actions.withdraw(contribution=same)

    assert not Contribution.objects.exists()


@pytest.mark.django_db
def test_a_report_sent_twice_by_one_page_calls_once(client, reprisal, window, screener):
    typed = {**TYPED, "token": token_on(client.get(reprisal))}

    pages = [client.post(reprisal, typed).text for _time in range(3)]

    assert all("Your report has arrived" in page for page in pages)
    assert Alert.objects.count() == Letter.objects.count() == 1


@pytest.mark.django_db
def test_a_report_that_has_arrived_is_not_refused_for_its_number(client, reprisal, monkeypatch):
    monkeypatch.setattr(throttle.reprisals, "most", 1)
    typed = {**TYPED, "token": token_on(client.get(reprisal))}
    client.post(reprisal, typed)

    page = client.post(reprisal, typed)

    assert (page.status_code, "Your report has arrived" in page.text) == (200, True)


@pytest.mark.django_db
def test_of_an_addition_nothing_is_kept_once_none_can_be_added(own, window, receipt, screener):
    own(token_on(own("", to="")))
    kept = Contribution.objects.get().additions
    actions.let_pass(contribution=contribution_of(receipt), text=text_of(receipt), by=screener)
    actions.record_decisions(window=window, by=screener)

    release(window)

    assert len(kept) == 1
    assert Contribution.objects.get().additions == []


@pytest.mark.django_db
def test_no_cookie_and_no_row_about_the_sender_is_needed(client, own):
    own(token_on(own("", to="")))

    assert list(client.cookies) == ["csrf"]
    assert not Submission.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect(window, receipt, screener, reprisal):
    back = {"words": receipt, "token": "a" * 32, "to": "add", "text": "Since March."}
    report = {**TYPED, "token": "b" * 32}

    added = at_once(8, lambda _number: Client().post(reverse("voices:receipt"), back))
    reported = at_once(8, lambda _number: Client().post(reprisal, report))

    assert {page.status_code for page in (*added, *reported)} == {200}
    assert text_of(receipt).count("Since March.") == 1
    assert Alert.objects.count() == Letter.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_who_take_back_at_once_all_learn_that_it_is_gone(window, receipt):
    back = {"words": receipt, "to": "withdraw-now"}

    pages = at_once(8, lambda _number: Client().post(reverse("voices:receipt"), back))

    assert {page.status_code for page in pages} == {200}
    assert not Contribution.objects.exists()
