"""Who needs a second factor, and that nothing opens without it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind
from cities.choices import Role
from tests.factories.cities import CityFactory
from tests.factories.people import PASSWORD, UserFactory, one_time_code

pytestmark = pytest.mark.django_db

MARKED = [kind for kind in PostKind if kind != PostKind.OBSERVER]


def enter(client, user):
    return client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True
    )


@pytest.mark.parametrize("kind", MARKED)
def test_whoever_holds_a_marked_post_first_sets_one_up(client, holder_of, sign_in, kind):
    sign_in(client, holder_of(kind, second_factor=False), second_factor=False)

    answer = client.get(reverse("accounts:profile"))

    assert answer.url == reverse("mfa_activate_totp") + "?next=%2Faccounts%2Fprofile%2F"


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_leads_and_coordinators_first_set_one_up(client, member_of, sign_in, role):
    person = member_of(CityFactory(), role, second_factor=False)
    sign_in(client, person, second_factor=False)

    answer = client.get(reverse("accounts:profile"))

    assert answer.url.startswith(reverse("mfa_activate_totp"))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OBSERVER])
def test_editors_and_observers_of_a_city_need_none(client, member_of, sign_in, role):
    person = member_of(CityFactory(), role, second_factor=False)
    sign_in(client, person, second_factor=False)

    assert client.get(reverse("accounts:profile")).status_code == 200


def test_an_institutional_observer_needs_none(client, holder_of, sign_in):
    sign_in(client, holder_of(PostKind.OBSERVER, second_factor=False), second_factor=False)

    assert client.get(reverse("accounts:profile")).status_code == 200


def test_whoever_may_open_the_admin_needs_one(client, sign_in):
    sign_in(client, UserFactory(is_superuser=True, second_factor=False), second_factor=False)

    answer = client.get(reverse("admin:index"))

    assert answer.url.startswith(reverse("mfa_activate_totp"))


def test_having_one_is_not_enough_without_using_it(client, secretariat, sign_in):
    sign_in(client, secretariat, second_factor=False)

    answer = client.get(reverse("accounts:profile"))
    page = client.get(answer.url)

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert "have not shown it since you signed in" in page.text


def test_a_second_factor_used_by_somebody_else_does_not_count(client, secretariat, sign_in):
    sign_in(client, secretariat)
    session = client.session
    session["account_authentication_methods_user"] = "0"
    session.save()

    assert client.get(reverse("accounts:profile")).status_code == 302


def test_the_page_for_setting_up_says_why_it_is_asked_now(client, secretariat, sign_in):
    Authenticator.objects.all().delete()
    sign_in(client, secretariat, second_factor=False)

    page = client.get(reverse("mfa_activate_totp"))

    assert "Why we ask now" in page.text
    assert 'src="data:image/svg+xml;base64,' in page.text


def test_a_wrong_code_is_refused_with_a_sentence(client, secretariat):
    enter(client, secretariat)

    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "This code is not the right one." in page.text
    assert "_auth_user_id" not in client.session


def test_a_post_given_or_taken_counts_from_the_next_page(client, someone, sign_in):
    sign_in(client, someone, second_factor=False)
    seen = [client.get(reverse("accounts:profile")).status_code]

    post = someone.posts.create(kind=PostKind.AUDITOR, since=timezone.localdate())
    seen.append(client.get(reverse("accounts:profile")).status_code)
    post.until = timezone.localdate()
    post.save()
    seen.append(client.get(reverse("accounts:profile")).status_code)

    assert seen == [200, 302, 200]


def test_the_code_of_the_app_signs_in(client, secretariat):
    enter(client, secretariat)

    client.post(reverse("mfa_authenticate"), {"code": one_time_code()})

    assert client.get(reverse("accounts:profile")).status_code == 200


def test_a_recovery_code_works_once(client, secretariat):
    code = RecoveryCodes.activate(secretariat).get_unused_codes()[0]
    signed_in = []
    for _time in range(2):
        enter(client, secretariat)
        client.post(reverse("mfa_authenticate"), {"code": code})
        signed_in.append("_auth_user_id" in client.session)
        client.logout()

    assert signed_in == [True, False]


def test_setting_up_the_app_leads_to_recovery_codes_and_opens_all(client, holder_of):
    person = holder_of(PostKind.SECRETARIAT, second_factor=False)
    enter(client, person)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": one_time_code(secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_recovery_codes_can_be_downloaded(client, secretariat, sign_in):
    sign_in(client, secretariat)

    file = client.get(reverse("mfa_download_recovery_codes"))

    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert len(file.text.split()) == 10
