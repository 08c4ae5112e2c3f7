"""The admin: one door, one sign-in, and no more than accounts behind it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind
from office.models import TrailEntry
from office.trail import first_fault

pytestmark = pytest.mark.django_db


@pytest.fixture
def technical_admin(holder_of):
    return holder_of(PostKind.TECHNICAL_ADMIN)


def test_a_stranger_is_sent_to_the_one_sign_in_page(client):
    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize("name", ["index", "login", "accounts_user_changelist"])
def test_for_everybody_else_there_is_no_admin(client, secretariat, sign_in, name):
    sign_in(client, secretariat)

    assert client.get(reverse(f"admin:{name}")).status_code == 404


def test_the_technical_admin_finds_accounts_and_nothing_of_the_procedure(
    client, technical_admin, sign_in
):
    page = sign_in(client, technical_admin).get(reverse("admin:index"))

    assert [app["app_label"] for app in page.context["app_list"]] == ["accounts"]


@pytest.mark.parametrize("model", ["user", "post"])
def test_the_technical_admin_looks_but_adds_and_removes_nothing(
    client, technical_admin, sign_in, model
):
    sign_in(client, technical_admin)
    subject = technical_admin if model == "user" else technical_admin.posts.get()

    seen = client.get(reverse(f"admin:accounts_{model}_changelist")).status_code
    added = client.get(reverse(f"admin:accounts_{model}_add")).status_code
    removed = client.post(reverse(f"admin:accounts_{model}_delete", args=[subject.pk])).status_code

    assert (seen, added, removed) == (200, 403, 403)


def close(client, person):
    address = reverse("admin:accounts_user_change", args=[person.pk])
    return client.post(address, {"name": person.name, "language": "en"})


def test_the_account_of_the_last_but_one_of_the_secretariat_stays_open(
    client, technical_admin, secretariat, holder_of, sign_in
):
    holder_of(PostKind.SECRETARIAT)
    sign_in(client, technical_admin)

    page = close(client, secretariat)

    secretariat.refresh_from_db()
    assert "Two people must stay in the secretariat" in page.text
    assert secretariat.is_active


def test_who_begins_later_does_not_stand_in_for_whoever_is_closed_out_today(
    client, technical_admin, secretariat, holder_of, sign_in
):
    holder_of(PostKind.SECRETARIAT)
    later = holder_of(PostKind.SECRETARIAT)
    later.posts.update(since=timezone.localdate() + timedelta(days=9))
    sign_in(client, technical_admin)

    close(client, secretariat)

    secretariat.refresh_from_db()
    assert secretariat.is_active


def test_of_three_in_the_secretariat_one_account_can_be_closed(
    client, technical_admin, secretariat, holder_of, sign_in
):
    for _number in range(2):
        holder_of(PostKind.SECRETARIAT)
    sign_in(client, technical_admin)

    close(client, secretariat)

    secretariat.refresh_from_db()
    assert not secretariat.is_active


def test_an_account_can_be_closed_but_not_made_staff(client, technical_admin, someone, sign_in):
    fields = {"name": "Someone", "language": "en", "is_staff": "on", "is_superuser": "on"}
    address = reverse("admin:accounts_user_change", args=[someone.pk])

    sign_in(client, technical_admin).post(address, fields)

    someone.refresh_from_db()
    assert (someone.is_active, someone.is_staff, someone.is_superuser) == (False, False, False)


def test_who_closes_an_account_or_opens_it_again_stands_in_the_trail(
    client, technical_admin, someone, sign_in
):
    address = reverse("admin:accounts_user_change", args=[someone.pk])
    fields = {"name": "Someone Else", "language": "en"}
    sign_in(client, technical_admin)

    client.post(address, {**fields, "is_active": "on"})  # a name is corrected
    client.post(address, fields)
    client.post(address, {**fields, "is_active": "on"})

    entries = TrailEntry.objects.of(someone).select_related("words")
    assert [(entry.step, entry.words.actor_name) for entry in entries] == [
        ("close_account", technical_admin.name),
        ("open_account", technical_admin.name),
    ]
    assert first_fault() == ""


def test_an_account_that_cannot_be_closed_leaves_nothing_in_the_trail(
    client, technical_admin, secretariat, holder_of, sign_in
):
    holder_of(PostKind.SECRETARIAT)
    sign_in(client, technical_admin)

    close(client, secretariat)

    assert not TrailEntry.objects.of(secretariat).exists()
