"""Letters with codes: no stranger keeps a person out, buries a mailbox, or guesses."""

import time

import pytest
from django.core import mail
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import reverse

from accounts import mailboxes
from tests.accounts.test_sign_up import code_in
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


@pytest.fixture
def person():
    """Of those who come in with codes by e-mail alone."""
    return UserFactory(second_factor=False, password=None, email="edda@example.org")


def strangers(count):
    """Each asks from an address of their own."""
    return [Client(REMOTE_ADDR=f"198.51.100.{number}") for number in range(count)]


def ask(client, email, address=ASK):
    return client.post(address, {"email": email})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_one_code_is_never_for_two_mailboxes_whichever_form_asks(person):
    """Or whoever asks often enough for their own could open any other."""
    other = UserFactory(second_factor=False, password=None, email="other@example.org")
    for number, each in enumerate(strangers(20)):
        email = (person.email, other.email)[number % 2]
        each.post(ASK, {"login": email, "password": ""})

    codes = {each: {code_in(one) for one in mail.outbox if one.to == [each]}
             for each in (person.email, other.email)}  # fmt: skip

    assert not codes[person.email] & codes[other.email]
    assert {len(each) for each in codes.values()} <= {7, 8}  # six, and those for all


@pytest.mark.parametrize("field", ["email", "login"])
def test_a_code_read_in_ones_own_mailbox_opens_no_other(client, person, field):
    """Nor where one's own address is slipped in when the code is to be sent once more."""
    own = UserFactory(second_factor=False, password=None, email="mallory@example.org")
    for each in strangers(8):
        ask(each, own.email)
    read = code_in(mail.outbox[-1])
    ask(client, person.email)

    client.post(CONFIRM, {"action": "resend", field: own.email})
    client.post(CONFIRM, {"code": read})

    assert mail.outbox[-1].to == [person.email]
    assert code_in(mail.outbox[-1]) != read
    assert not is_signed_in(client)


@pytest.mark.parametrize("action", ["resend", "change"])
@pytest.mark.parametrize("field", ["email", "login"])
def test_an_address_is_not_confirmed_with_the_code_of_another(client, action, field):
    own = UserFactory(second_factor=False, password=None, email="mallory@example.org")
    for each in strangers(8):
        ask(each, own.email)
    read = code_in(mail.outbox[-1])
    sent = reverse("account_email_verification_sent")
    client.post(reverse("account_signup"), {"name": "X", "email": "mayor@example.org"})

    client.post(sent, {"action": action, field: own.email})
    client.post(sent, {"code": read})

    assert not is_signed_in(client)


def test_a_code_for_one_mailbox_never_leaves_for_another(rf, client):
    request = rf.post(ASK)
    setattr(request, mailboxes.SETTLED, ("mallory@example.org", "BCDF-GHJK-LMNP"))

    with pytest.raises(SuspiciousOperation):
        mailboxes.lets_out(request, "account/email/login_code", "a@example.org", "BCDF-GHJK-LMNP")


def test_where_nobody_knows_whose_mailbox_it_is_no_code_is_shared(rf, client):
    requests = [rf.post(ASK) for _ in range(20)]
    for request in requests:
        request.session = client.session

    assert {mailboxes.code_for_all(request) for request in requests} == {""}


@pytest.mark.parametrize("stranger", [Client(REMOTE_ADDR="198.51.100.7"), None])
def test_no_stranger_keeps_a_person_out(client, person, stranger):
    for each in [stranger] * 15 if stranger else strangers(40):
        ask(each, person.email)

    ask(client, person.email)
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})

    assert is_signed_in(client)


def test_the_last_letter_is_the_right_one_though_strangers_go_on(client, person, monkeypatch):
    now = time.time()
    for minute in range(0, 120, 5):
        monkeypatch.setattr(time, "time", lambda minute=minute: now + minute * 60)
        for each in strangers(3):
            ask(each, person.email)

    ask(client, person.email)
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})

    assert is_signed_in(client)
    assert len(mail.outbox) <= 6 + 12 + 1


@pytest.mark.parametrize("address", [ASK, "/accounts/password/reset/"])
@pytest.mark.parametrize("email", ["edda@example.org", "nobody@example.org"])
def test_a_mailbox_is_not_flooded(person, address, email):
    answers = [ask(each, email, address) for each in strangers(60)]

    assert {each.status_code for each in answers} == {302}
    assert len(mail.outbox) <= 8  # six, and one for all, or two where ten minutes begin just now


def test_signing_up_for_others_does_not_flood_a_mailbox(person):
    said = {"name": "X", "email": person.email}

    for each in strangers(20):
        each.post(reverse("account_signup"), said)

    assert len(mail.outbox) <= 8


def test_asking_for_one_more_letter_is_counted_too(person):
    for each in strangers(6):
        ask(each, person.email)
        for _time in range(2):
            each.post(CONFIRM, {"action": "resend"})

    assert len(mail.outbox) <= 8


def test_putting_another_address_forward_brings_no_more_letters(person):
    for number, each in enumerate(strangers(20)):
        ask(each, person.email)
        each.post(CONFIRM, {"action": "resend", "email": f"{number}@example.com"})

    assert len(mail.outbox) <= 8


def test_a_forgotten_password_is_replaced_in_a_crowded_mailbox(client, person):
    for each in strangers(10):
        ask(each, person.email)

    ask(client, person.email, reverse("account_reset_password"))
    code = code_in(mail.outbox[-1])
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    new = {"password1": "an entirely different sentence"}
    client.post(reverse("account_complete_password_reset"), new | {"password2": new["password1"]})

    person.refresh_from_db()
    assert person.check_password(new["password1"])


def test_a_newcomer_confirms_their_address_in_a_crowded_mailbox(client):
    for each in strangers(10):
        ask(each, "new@example.org")

    client.post(reverse("account_signup"), {"name": "New", "email": "new@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[-1])})

    assert is_signed_in(client)


def test_a_browser_that_is_known_has_room_of_its_own(client):
    person = UserFactory(second_factor=False)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    for each in strangers(10):
        ask(each, person.email)

    ask(client, person.email)

    assert len(code_in(mail.outbox[-1])) == len("ABCD-EFGH")


def test_the_code_for_all_is_too_long_to_guess_and_of_no_use_elsewhere(person):
    other = UserFactory(second_factor=False)

    code = mailboxes.shared_code(person.email)

    assert len(set(mailboxes.LETTERS)) ** len(code.replace("-", "")) > 2**50
    assert code != mailboxes.shared_code(other.email)
    assert code == mailboxes.shared_code(person.email.upper())


def test_the_code_for_all_is_another_once_it_was_used(client, person):
    before = mailboxes.shared_code(person.email)
    for each in strangers(10):
        ask(each, person.email)
    ask(client, person.email)

    client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})

    assert is_signed_in(client)
    assert mailboxes.shared_code(person.email) != before


def test_nobody_comes_in_with_the_code_for_all_who_does_not_read_the_mailbox(client, person):
    for each in strangers(10):
        ask(each, person.email)
    ask(client, person.email)

    for guess in ("BCDF-GHJK-LMNP", mailboxes.shared_code("nobody@example.org")):
        client.post(CONFIRM, {"code": guess})

    assert not is_signed_in(client)
