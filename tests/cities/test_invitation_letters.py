"""The letter of an invitation: a row of the invitation's own transaction, kept while it waits."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from cities import actions
from cities.choices import Role
from cities.models import Invitation
from office import sending
from office.models import Letter
from office.models.letter import LetterState
from tests.factories.cities import CityFactory


@pytest.fixture
def city(db):
    return CityFactory(name="Västermåla")


@pytest.fixture
def invite(city, lead_of):
    """A function: invite this address as an editor."""

    def send(email="edda@example.org"):
        return actions.invite(city=city, email=email, role=Role.EDITOR, by=lead_of(city))

    return send


def refused(_mail, **_options):
    raise SMTPRecipientsRefused({"edda@example.org": (550, b"unknown")})


@pytest.fixture
def failed(invite, monkeypatch):
    """An invitation whose letter was tried as often as it may be."""
    invitation = invite()
    monkeypatch.setattr(mail.EmailMessage, "send", refused)
    Letter.objects.update(attempts=4)
    sending.send_waiting()
    return invitation


def test_an_invitation_that_was_undone_leaves_no_letter(invite):
    with transaction.atomic():
        invite()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_a_letter_that_waits_for_nobody_is_refused_by_the_database(invite):
    invite()

    with pytest.raises(IntegrityError, match="letter_waits_for_somebody"):
        Letter.objects.update(address="")


def test_a_letter_to_a_person_and_an_address_is_refused_by_the_database(invite, someone):
    invite()

    with pytest.raises(IntegrityError, match="letter_to_a_person_or_an_address"):
        Letter.objects.update(to=someone)


def test_while_the_letter_is_not_taken_it_waits(invite, monkeypatch, caplog):
    invite()
    monkeypatch.setattr(mail.EmailMessage, "send", refused)

    assert sending.send_waiting() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.address) == (LetterState.WAITING, "edda@example.org")
    assert "edda" not in caplog.text


def test_the_letter_of_a_revoked_invitation_does_not_leave(invite, city, lead_of):
    actions.revoke_invitation(invitation=invite(), by=lead_of(city))

    assert sending.send_waiting() == 0


def test_a_letter_sent_again_overtakes_the_one_that_waits(invite, city, lead_of):
    actions.send_again(invitation=invite(), by=lead_of(city))

    assert sending.send_waiting() == 1


@pytest.mark.parametrize("ending", ["sent", "failed"])
def test_once_it_is_over_neither_address_nor_link_is_kept(invite, ending, request):
    if ending == "failed":
        request.getfixturevalue("failed")
    else:
        invite()
        sending.send_waiting()

    letter = Letter.objects.get()
    assert letter.state == ending
    assert (letter.address, letter.body, letter.link) == ("", "", "")


def test_the_team_s_page_says_that_a_letter_did_not_arrive(client, sign_in, city, lead_of, failed):
    sign_in(client, lead_of(city))

    page = client.get(reverse("cities:team", args=[city.slug]))

    assert "The letter could not be delivered." in page.text


def test_after_it_is_sent_again_nothing_is_said_of_it(city, lead_of, failed):
    actions.send_again(invitation=failed, by=lead_of(city))

    assert actions.undelivered(Invitation.objects.all()) == set()


def test_the_link_stands_above_the_foot_and_opens_the_invitation(client, invite, link_in):
    invite()
    sending.send_waiting()

    (letter,) = mail.outbox
    address = reverse("cities:invitation", args=[link_in(letter)])
    assert f"within 30 days:\n\nhttp://localhost:8000{address}\n\n-- \n" in letter.body
    assert client.get(address).status_code == 200
