"""A real installation begins with two people whom nobody was there to entrust."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.choices import PostKind
from accounts.models import Post, User
from office import posts, tasks
from office.models import Letter, TrailEntry
from tests.accounts.test_sign_up import code_in

pytestmark = pytest.mark.django_db
ADA, BO = "Ada Lindqvist <ada@example.org>", "bo@example.org"


@pytest.mark.parametrize(
    ("first", "second"), [(BO, BO), (BO, "BO@example.org"), (BO, f"Bo Berg <{BO}>")]
)
def test_one_person_is_not_two(first, second):
    with pytest.raises(CommandError, match="Two different people"):
        call_command("first_posts", first, second)

    assert not Post.objects.exists()


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError, match="valid email"):
        call_command("first_posts", ADA, "Bo")

    assert not User.objects.exists()


def test_where_there_is_a_secretariat_nothing_is_done(secretariat):
    with pytest.raises(CommandError, match="There is a secretariat already"):
        call_command("first_posts", ADA, BO)

    assert Post.objects.get().user == secretariat


def test_a_closed_account_gets_no_post(someone):
    User.objects.update(is_active=False)

    with pytest.raises(CommandError, match="is closed"):
        call_command("first_posts", ADA, someone.email)

    assert not Post.objects.exists()


def test_a_secretariat_whose_accounts_are_all_closed_is_none(secretariat):
    User.objects.update(is_active=False)

    call_command("first_posts", ADA, BO)

    assert Post.objects.current().of_kind(PostKind.SECRETARIAT).count() == 3


def test_two_people_are_entrusted_written_to_and_in_the_trail(someone, capsys):
    call_command("first_posts", ADA, someone.email.upper())

    ada = User.objects.get(email="ada@example.org")
    assert (ada.name, ada.has_usable_password()) == ("Ada Lindqvist", False)
    assert {post.user for post in Post.objects.current()} == {ada, someone}
    assert [entry.step for entry in TrailEntry.objects.all()] == ["grant_post", "grant_post"]
    assert {letter.to for letter in Letter.objects.all()} == {ada, someone}
    assert "Ada Lindqvist (ada@example.org) is of the secretariat" in capsys.readouterr().out


def test_the_two_grant_the_third(someone):
    call_command("first_posts", ADA, BO)
    ada, bo = User.objects.order_by("email")[:2]

    change = posts.ask_to_grant(user=someone, kind=PostKind.AUDITOR, reason="Begins.", by=ada)
    posts.confirm(change=change, by=bo)

    assert User.objects.get(pk=someone.pk).holds(PostKind.AUDITOR)


def test_who_is_written_to_signs_in_by_a_code_and_sets_up_a_second_factor(client):
    call_command("first_posts", ADA, BO)
    tasks.send_letters()
    letter = next(sent for sent in mail.outbox if "ada@example.org" in sent.to)
    address = re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]

    client.post(address, {"email": "ada@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    page = client.get(reverse("accreditation:desk"), follow=True)

    assert page.redirect_chain[-1][0].startswith(reverse("mfa_activate_totp"))
    assert page.status_code == 200
