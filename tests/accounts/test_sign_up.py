"""Anyone may open an account, and nobody learns who has one."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def form(**fields):
    given = {"name": "Ada Lind", "email": "ada@example.org"}
    return given | {"password1": PASSWORD, "password2": PASSWORD} | fields


def code_in(letter):
    """The code that stands alone on a line of a letter."""
    return re.search(r"^([0-9A-Z][0-9A-Z-]{3,13})$", letter.body, re.MULTILINE).group(1)


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("too short", "This password is too short."),
        ("yfdbufnjh10305070", "too common"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(client, password, complaint):
    fields = form(password1=password, password2=password)

    page = client.post(reverse("account_signup"), fields)

    assert complaint in page.text
    assert not User.objects.exists()


def test_two_different_passwords_are_refused(client):
    page = client.post(reverse("account_signup"), form(password2="another long sentence here"))

    assert "error-summary" in page.text
    assert not User.objects.exists()


def test_a_known_address_gets_the_same_answer_as_an_unknown_one(client):
    UserFactory(email="known@example.org")

    answers = []
    for email in ("known@example.org", "fresh@example.org"):
        client.cookies.clear()
        answer = client.post(reverse("account_signup"), form(email=email))
        page = client.get(answer.url)
        answers.append((answer.status_code, answer.url, page.text.replace(email, "…")))

    assert without_tokens(answers[0]) == without_tokens(answers[1])
    assert mail.outbox[0].subject == "You have an account already"
    assert mail.outbox[1].subject == "Please confirm your e-mail address"


def without_tokens(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", str(answer))


def test_a_wrong_code_is_refused_with_a_sentence(client):
    client.post(reverse("account_signup"), form())

    page = client.post(reverse("account_email_verification_sent"), {"code": "000000"})

    assert "This code is not the right one." in page.text
    assert "_auth_user_id" not in client.session


def test_signing_up_takes_a_name_and_a_code_from_the_letter(client):
    client.post(reverse("account_signup"), form())
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[0])})

    person = User.objects.get()

    assert (person.name, person.email, person.language) == ("Ada Lind", "ada@example.org", "en")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_nobody_has_to_invent_a_password(client):
    client.post(reverse("account_signup"), form(password1="", password2=""))
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[0])})

    assert not User.objects.get().has_usable_password()
    assert "_auth_user_id" in client.session


def test_fields_that_were_not_asked_for_change_nothing(client):
    extra = {"is_staff": "on", "is_superuser": "on", "invented": "on", "is_active": ""}

    client.post(reverse("account_signup"), form(**extra))

    person = User.objects.get()
    assert (person.is_staff, person.is_superuser, person.invented) == (False, False, False)
    assert person.is_active
