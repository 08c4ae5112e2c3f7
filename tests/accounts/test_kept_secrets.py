"""The database alone signs nobody in: what second factors rest on lies in it closed."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps

from accounts import kept_secrets
from tests.factories.people import UserFactory, one_time_code

pytestmark = pytest.mark.django_db
migration = import_module("accounts.migrations.0006_close_second_factors")


@pytest.fixture
def person():
    return UserFactory(second_factor=False)


def in_the_database():
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def test_neither_an_apps_secret_nor_recovery_codes_can_be_read_in_the_database(person):
    secret = generate_totp_secret()

    app = TOTP.activate(person, secret)
    codes = RecoveryCodes.activate(person).get_unused_codes()

    assert secret not in in_the_database()
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert kept_secrets.opened(seed) not in in_the_database()
    assert app.validate_code(one_time_code(secret))
    assert RecoveryCodes.activate(person).validate_code(codes[0])
    assert not RecoveryCodes.activate(person).validate_code(codes[0])


def test_the_same_secret_never_looks_the_same():
    assert kept_secrets.closed("SECRET") != kept_secrets.closed("SECRET")


def test_with_another_key_no_code_is_the_right_one(person, settings, caplog):
    secret = generate_totp_secret()
    app = TOTP.activate(person, secret)

    settings.SECOND_FACTOR_KEY = "another"

    assert not app.validate_code(one_time_code(secret))
    assert "SECOND_FACTOR_KEY is not the one" in caplog.text


@pytest.mark.parametrize("spoiled", ["box1:", "box1:AAAA", "box1:é"])
def test_what_was_spoiled_matches_no_code(spoiled):
    assert len(kept_secrets.opened(spoiled)) == 32
    assert kept_secrets.opened(spoiled) != kept_secrets.opened(spoiled)


def test_what_was_kept_in_the_clear_works_before_and_after_it_is_closed(person):
    secret, seed = generate_totp_secret(), RecoveryCodes.generate_seed()
    app = Authenticator.objects.create(user=person, type="totp", data={"secret": secret})
    kept = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"seed": seed, "used_mask": 1}
    )
    codes = RecoveryCodes(kept).get_unused_codes()
    assert TOTP(app).validate_code(one_time_code(secret))

    for _time in range(2):  # twice has one effect
        migration.close(apps, None)

    assert secret not in in_the_database()
    assert seed not in in_the_database()
    kept.refresh_from_db()
    app.refresh_from_db()
    assert kept_secrets.opened(app.data["secret"]) == secret
    assert RecoveryCodes(kept).get_unused_codes() == codes
    migration.open_again(apps, None)
    assert {secret, seed} == {
        data.get("secret") or data["seed"]
        for data in Authenticator.objects.values_list("data", flat=True)
    }
