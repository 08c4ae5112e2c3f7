"""What stands in the log, and what must not."""

import json
import logging
import smtplib

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import include, path, reverse
from structlog.contextvars import bound_contextvars

from accounts.models import User
from hrcities.urls import urlpatterns as ours
from office import waking
from tests.factories.people import PASSWORD, UserFactory
from tests.worker import wait_until

ADDRESS, AGENT, EMAIL = "203.0.113.77", "Canary/7 (Lynx)", "canary.person@example.org"
NUMBER = "0f8fad5b-d9cb-469f-a165-70867728950e"
logger = logging.getLogger("office.tried")


def speak(request, receipt):
    """A page of the room for voices, which asks for work and fails."""
    logger.info("Somebody speaks.")
    raise RuntimeError("What a canary said in confidence.")


voices = ([path("window/<slug:receipt>/", speak, name="window")], "voices")
urlpatterns = [path("contribute/", include(voices)), *ours]


def whole(lines):
    return "\n".join(str(line) for line in lines())


@pytest.mark.parametrize(
    "text",
    [
        f"Letter 7 was not sent: {smtplib.SMTPRecipientsRefused({EMAIL: (550, b'no')})}",
        f"From {ADDRESS}, port 80",
        "From 2001:db8::8a2e:370:7334 again",
        "From 2001:db8:85a3:0:0:8a2e:370:7334",
        f"Key (email)=({EMAIL}) already exists",
    ],
)
def test_addresses_of_people_and_machines_are_struck_out(lines, text):
    logger.warning("%s", text)

    line = lines()[0]["event"]

    assert "…" in line
    assert not [secret for secret in (EMAIL, ADDRESS, "2001:db8", "7334") if secret in line]


def test_an_exception_is_told_by_kind_code_and_place_without_its_words(lines, db):
    UserFactory(email=EMAIL)

    try:
        with transaction.atomic():
            User.objects.create_user(email=EMAIL, password=PASSWORD, name="Another Canary")
    except IntegrityError:
        logger.exception("It did not work.")

    told = lines()[0]["exception"]
    assert told[0]["kind"] == "IntegrityError"
    assert any("test_logs.py" in place for place in told[0]["at"])
    assert "canary" not in whole(lines).lower()


def test_a_field_nobody_put_on_the_list_is_left_out(lines):
    logger.warning("Signed in.", extra={"name_of_person": "Canary", "status": 200})

    line = lines()[0]

    assert line["status"] == 200
    assert "Canary" not in whole(lines)


def test_a_sign_in_that_fails_and_one_that_succeeds_leave_nothing_personal(lines, db, client):
    person = UserFactory(email=EMAIL, second_factor=False)
    about = {"REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": ADDRESS, "HTTP_USER_AGENT": AGENT}

    for password in ("wrong", PASSWORD):
        client.post(reverse("account_login"), {"login": EMAIL, "password": password}, **about)

    assert client.session["_auth_user_id"] == str(person.pk)
    assert [line["view"] for line in lines()] == ["account_login"] * 2
    for secret in (ADDRESS, "Canary", EMAIL, PASSWORD, "wrong", client.session.session_key):
        assert secret not in whole(lines)


def test_an_address_that_does_not_exist_is_not_repeated(lines, db, client):
    client.get("/team/invitation/canary-token/?email=canary@example.org")
    client.get("/nowhere/canary/")

    assert "canary" not in whole(lines)
    assert [(line["view"], line["status"]) for line in lines()][-1] == ("unknown", 404)


def test_a_refused_form_is_told_without_its_address(lines, db):
    Client(enforce_csrf_checks=True).post(reverse("account_login") + "?next=/canary/")

    refused = next(line for line in lines() if line["logger"] == "django.security.csrf")
    assert refused["event"] == "CSRF cookie not set."
    assert "login/" not in whole(lines)


def test_each_line_of_a_request_bears_its_number(lines, db, client):
    page = client.get(reverse("register:home"))

    assert page.headers["X-Request-ID"] == lines()[0]["request_id"]
    assert lines()[0]["view"] == "register:home"
    assert lines()[0]["milliseconds"] > 0


@pytest.mark.parametrize("given", [NUMBER, "X" * 20, "0" * 15, "0" * 65, f"{NUMBER}\n", "a@b.cd"])
def test_a_number_from_anywhere_is_not_believed_without_a_proxy(client, db, given):
    page = client.get(reverse("health"), headers={"X-Request-ID": given.strip()})

    assert page.headers["X-Request-ID"] != given.strip()


@pytest.mark.parametrize("given", ["X" * 20, "0" * 15, "0" * 65, "canary@example.org-0123456789"])
def test_a_number_that_is_none_is_replaced_even_from_a_proxy(client, db, settings, given):
    settings.BEHIND_PROXY = True

    page = client.get(reverse("health"), headers={"X-Request-ID": given})

    assert len(page.headers["X-Request-ID"]) == 32


def test_a_number_from_the_proxy_is_kept(client, db, settings, lines):
    settings.BEHIND_PROXY = True

    page = client.get(reverse("register:home"), headers={"X-Request-ID": NUMBER})

    assert page.headers["X-Request-ID"] == lines()[0]["request_id"] == NUMBER


@pytest.mark.urls("tests.operation.test_logs")
def test_who_speaks_in_confidence_leaves_no_number_no_line_and_no_address(
    lines, db, client, settings
):
    settings.BEHIND_PROXY = True
    client.raise_request_exception = False

    page = client.get("/contribute/window/canary-receipt/", headers={"X-Request-ID": NUMBER})

    assert page.status_code == 500
    assert "X-Request-ID" not in page.headers
    assert [line["event"] for line in lines()] == ["Somebody speaks.", "Internal Server Error"]
    assert lines()[1]["exception"][0]["kind"] == "RuntimeError"
    for secret in ("canary", "confidence", "window/", "contribute", NUMBER, "request_id"):
        assert secret not in whole(lines)


def test_nothing_of_one_request_reaches_the_next(lines, db, client):
    client.get(reverse("register:home"))

    logger.info("Between two requests.")

    assert "request_id" not in lines()[-1]


@pytest.mark.postgres
@pytest.mark.worker
def test_a_task_bears_the_number_of_the_request_that_asked_for_it(worker, settings):
    log = settings.DATA / "worker.log"

    with bound_contextvars(request_id=NUMBER), transaction.atomic():
        waking.wake("office.tasks.send_letters")

    wait_until(lambda: NUMBER in log.read_text(), worker, log)
    told = [json.loads(line) for line in log.read_text().splitlines() if NUMBER in line]
    assert {line["task"] for line in told} == {"office.tasks.send_letters"}
    assert all("request_id" not in line or line["request_id"] == NUMBER for line in told)
