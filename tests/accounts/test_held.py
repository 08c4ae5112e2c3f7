"""What was sent after a session had ended is shown again, and sent once more."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import held
from accounts.again import CodeForm
from accounts.models import Session
from cities.forms import ConfirmationCodeForm
from tests.accounts.sending import SAID, WORDS, away, go_on, own_fields, sent_again
from tests.factories.people import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent_late(client, address, sign_in):
    """A function: what answers somebody whose session ended while they wrote."""

    def post(person, said=SAID):
        page = sign_in(client, person).get(reverse("accounts:profile"), follow=True)
        Session.objects.all().delete()
        return client.post(address, own_fields(page) | said)

    return post


@pytest.mark.parametrize("how", ["away", "ended", "never"])
def test_what_was_typed_is_on_the_page_that_says_so(client, address, city, lead_of, sign_in, how):
    if how != "never":
        sign_in(client, lead_of(city))
        client.get(address)
    away(client) if how == "away" else Session.objects.all().delete()

    page = client.post(address, SAID)

    assert page.status_code == 403
    assert "What you sent is not saved yet." in page.text
    assert "What we do,<br>since 2022 &lt;b&gt;&amp; for all&lt;/b&gt;." in page.text
    assert "no-store" in page["Cache-Control"]
    assert not city.answers.exists()


def test_after_signing_in_it_is_sent_just_as_it_was(
    client, address, city, lead_of, sign_in, sent_late
):
    lead = lead_of(city)
    page = sent_late(lead)
    sign_in(client, lead)

    offered = go_on(client, page)
    client.post(address, sent_again(offered))

    assert f'action="{address}"' in offered.text
    assert sent_again(offered) == SAID
    assert city.answers.get().text == WORDS.replace("\r\n", "\n")


def test_whoever_has_not_signed_in_yet_keeps_it(client, someone, sent_late):
    page = sent_late(someone)

    again = go_on(client, page)

    assert again.status_code == 403
    assert "What we do," in again.text
    assert "What we do," in go_on(client, again).text


def test_whoever_still_has_to_show_a_code_keeps_it(client, secretariat, sign_in, sent_late):
    page = sent_late(secretariat)
    sign_in(client, secretariat, second_factor=False)

    again = go_on(client, page)

    assert "Show the code of your authenticator app" in again.text
    assert "What we do," in again.text


def test_somebody_else_who_still_has_to_show_a_code_is_not_shown_it(
    client, someone, secretariat, sign_in, sent_late
):
    page = sent_late(someone)
    sign_in(client, secretariat, second_factor=False)

    other = go_on(client, page)

    assert "This was written by somebody else" in other.text
    assert "What we do," not in other.text


def test_what_may_be_anybodys_is_to_be_copied_and_does_not_come_back(client, address):
    page = client.post(address, SAID)

    assert "does not say who wrote it" in page.text
    assert "What we do," in page.text
    assert 'name="held"' not in page.text


def test_another_browser_cannot_bring_it_in(client, someone, sign_in, sent_late):
    page = sent_late(someone)
    theirs = sign_in(Client(), someone)

    assert "Nothing is held here" in go_on(theirs, page).text
    theirs.cookies[held.cookie_name()] = "0" * 32
    assert "Nothing is held here" in go_on(theirs, page).text


@pytest.mark.parametrize("signed", ["", "x", "\x00", "a:b:c"])
def test_what_is_not_ours_is_not_shown(client, someone, sign_in, signed):
    sign_in(client, someone)
    client.cookies[held.cookie_name()] = "0" * 32

    page = client.post(reverse("accounts:held"), {"held": signed})

    assert "Nothing is held here" in page.text


def test_after_a_day_it_is_not_shown(client, someone, sign_in, sent_late, monkeypatch):
    page = sent_late(someone)
    sign_in(client, someone)
    monkeypatch.setattr(held, "HOURS", -1)

    assert "Nothing is held here" in go_on(client, page).text


def test_secrets_are_never_held(client, someone, sign_in, sent_late):
    secrets = [
        "password",
        "oldpassword",
        "new-password1",
        CodeForm(user=someone).add_prefix("code"),
        *ConfirmationCodeForm.base_fields,
        "mfa-code",
        "csrfmiddlewaretoken",
    ]
    page = sent_late(someone, SAID | {name: f"a secret {name}" for name in secrets})
    sign_in(client, someone)

    shown = go_on(client, page)

    assert "a secret" not in page.text + shown.text
    assert set(sent_again(shown)) == set(SAID)


def test_pages_of_signing_in_hold_nothing(client):
    page = client.post(reverse("account_change_password"), {"oldpassword": "my old pass phrase"})

    assert page.status_code == 302


@pytest.mark.parametrize(
    "options",
    [{"data": {}}, {"data": {"csrfmiddlewaretoken": "a" * 64, "version": " "}},
     {"data": SAID, "headers": {"accept": "application/json"}}],
)  # fmt: skip
def test_where_a_form_says_nothing_one_is_sent_to_sign_in(client, address, options):
    page = client.post(address, **options)

    assert page.status_code == 302
    assert page.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "said",
    [{"step": "2"}, {"due_on": "2027-05-01"}, {"holder": "Hafenamt"}, {"evidence": "17"},
     {"code": "2034-2"}],
)  # fmt: skip
def test_one_word_a_day_a_step_or_a_code_of_the_procedure_comes_along_too(
    client, city, lead_of, sign_in, sent_late, said
):
    lead = lead_of(city)
    page = sent_late(lead, {"version": "", **said})
    sign_in(client, lead)

    offered = go_on(client, page)

    assert f"<dd>{next(iter(said.values()))}</dd>" in page.text
    assert sent_again(offered) == {"version": "", **said}


def test_a_file_alone_does_not_come_along_and_the_page_says_so(client, address):
    page = client.post(address, {"file": SimpleUploadedFile("minutes.pdf", b"%PDF-1.7")})

    assert page.status_code == 403
    assert "A file you chose did not come along" in page.text


def test_what_is_too_long_to_come_back_can_be_copied(someone, sent_late, monkeypatch):
    monkeypatch.setattr(held, "LARGEST", 10)

    page = sent_late(someone)

    assert "What we do," in page.text
    assert "Copy it from here" in page.text
    assert 'name="held"' not in page.text


@pytest.mark.parametrize("has_one", [True, False])
def test_what_was_sent_before_the_second_factor_was_shown_is_held(
    client, address, secretariat, sign_in, has_one
):
    if not has_one:
        secretariat.authenticator_set.all().delete()
    before = sign_in(client, secretariat, second_factor=False).get(address, follow=True)

    page = client.post(address, own_fields(before) | SAID)
    shown_at = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")

    assert page.status_code == 403
    assert "What we do," in page.text
    assert f'<a href="{shown_at}"' in page.text
    if not has_one:
        TOTP.activate(secretariat, SECRET)
    assert sent_again(go_on(sign_in(client, secretariat), page)) == SAID


def test_a_part_of_a_page_is_replaced_by_what_was_typed(client, address, city, lead_of, sign_in):
    sign_in(client, lead_of(city))
    client.get(address)
    away(client)

    page = client.post(address, SAID, headers={"hx-request": "true"})

    assert (page.status_code, page["HX-Retarget"]) == (200, "main")
    assert "HX-Redirect" not in page
    assert "What we do," in page.text


def test_the_cookie_is_for_us_alone(client, address):
    client.post(address, SAID)

    cookie = client.cookies[held.cookie_name()]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", "")
    assert bool(cookie["secure"]) == settings.HTTPS
