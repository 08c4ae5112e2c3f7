"""What people see and change of their own account."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.choices import PostKind
from tests.accounts.test_sign_up import code_in
from tests.factories.people import PASSWORD, PostFactory, UserFactory

pytestmark = pytest.mark.django_db

PROFILE = "/accounts/profile/"


def test_a_stranger_is_sent_to_sign_in(client):
    answer = client.get(PROFILE)

    assert answer.url == "/accounts/login/?next=/accounts/profile/"


def test_an_empty_name_is_refused_and_the_old_one_kept(client, someone, sign_in):
    page = sign_in(client, someone).post(PROFILE, {"name": " ", "language": "en"})

    someone.refresh_from_db()
    assert "error-summary" in page.text
    assert "Signed in as Someone" in page.text
    assert someone.name == "Someone"


def test_fields_that_were_not_asked_for_change_nothing(client, someone, sign_in):
    fields = {"name": "Sam", "language": "en", "email": "x@example.org", "is_staff": "on"}

    sign_in(client, someone).post(PROFILE, fields)

    before = someone.email
    someone.refresh_from_db()
    assert (someone.name, someone.email, someone.is_staff) == ("Sam", before, False)


def test_a_change_of_password_asks_for_the_present_one(client, someone, sign_in):
    new = "an entirely different sentence"
    fields = {"oldpassword": "not this", "password1": new, "password2": new}

    page = sign_in(client, someone).post(reverse("account_change_password"), fields)

    someone.refresh_from_db()
    assert "This is not the password you have now." in page.text
    assert someone.check_password(PASSWORD)


def test_a_changed_password_is_told_by_letter(client, someone, sign_in):
    new = "an entirely different sentence"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    answer = sign_in(client, someone).post(reverse("account_change_password"), fields)

    someone.refresh_from_db()
    assert answer.url == PROFILE
    assert someone.check_password(new)
    assert mail.outbox[0].subject == "Your password was changed"
    assert "127.0.0.1" not in mail.outbox[0].body


def test_a_new_address_counts_once_it_is_confirmed(client, someone, sign_in):
    before = someone.email
    sign_in(client, someone)
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    someone.refresh_from_db()
    meanwhile = someone.email

    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[0])})

    someone.refresh_from_db()
    assert (meanwhile, someone.email) == (before, "new@example.org")


def test_posts_stand_with_since_when_and_by_whom(client, secretariat, sign_in):
    by, other = UserFactory(name="Gry Grantor"), UserFactory(name="Cleo Confirmer")
    PostFactory(
        user=secretariat,
        kind=PostKind.AUDITOR,
        since=date(2024, 5, 2),
        granted_by=by,
        confirmed_by=other,
    )

    page = sign_in(client, secretariat).get(PROFILE)

    assert "Given when the platform was set up." in page.text
    assert "Since 2 May 2024." in page.text
    assert "Granted by Gry Grantor, confirmed by Cleo Confirmer." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_profile_costs_the_same_however_many_posts(
    client, someone, sign_in, count, django_assert_num_queries
):
    for kind in [PostKind.BOARD, PostKind.AUDITOR, PostKind.COMMITTEE][:count]:
        PostFactory(user=someone, kind=kind)
    sign_in(client, someone)
    client.get(PROFILE)

    # session with its person, the person once more, posts held, posts shown, second factor
    with django_assert_num_queries(5):
        client.get(PROFILE)


def test_pages_speak_the_persons_language_and_go_back_after(client, someone, sign_in, settings):
    someone.language = "xx"
    someone.save()

    page = sign_in(client, someone).get(PROFILE)

    assert page.headers["Content-Language"] == "en"
    assert translation.get_language() == "en"


# --- the language of texts ----------------------------------------------------------------------

READING = "/accounts/profile/reading/"


@pytest.mark.parametrize("language", ["", "qq", "français", "x" * 300])
def test_a_language_nobody_knows_changes_nothing(client, someone, sign_in, language):
    answer = sign_in(client, someone).post(READING, {"language": language, "next": PROFILE})

    someone.refresh_from_db()
    assert (someone.reads_in, answer.url) == ("", PROFILE)


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_who_chose_a_language_is_led_nowhere_else(client, someone, sign_in, address):
    answer = sign_in(client, someone).post(READING, {"language": "fr", "next": address})

    assert answer.url == reverse("accreditation:desk")


def test_a_chosen_language_is_remembered_and_leads_back(client, someone, sign_in):
    answer = sign_in(client, someone).post(READING, {"language": "fr", "next": "/framework/"})

    someone.refresh_from_db()
    assert (someone.reads_in, answer.url) == ("fr", "/framework/")


def test_a_language_is_not_chosen_by_reading_an_address(client, someone, sign_in):
    assert sign_in(client, someone).get(READING).status_code == 405
