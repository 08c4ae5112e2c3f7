"""Headers on every page, so that nobody else learns what is read here and forms still work."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_page_with_a_form_names_itself_to_us_alone(client):
    page = client.get(reverse("account_login"))

    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Permissions-Policy"].startswith("accelerometer=()")


def test_a_public_page_names_itself_to_nobody(client):
    page = client.get(reverse("health"))

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/voices/", "/healthz", "/nowhere/"])
def test_no_page_lets_another_site_read_it(client, address):
    page = client.get(address, headers={"Origin": "https://elsewhere.example"})

    assert [name for name in page.headers if name.startswith("Access-Control-")] == []


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/voices/"])
def test_what_was_sent_is_never_sent_back_for_a_trace(client, address):
    page = client.trace(address, headers={"X-Canary": "a-canary-sings"})

    assert "a-canary-sings" not in page.text
