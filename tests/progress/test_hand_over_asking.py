"""A whole record leaves only with whoever has shown their second factor again (trust §1)."""

import pytest
from django.urls import reverse

from progress.actions import ask_hand_over_file
from progress.handover import making
from progress.models import HandOverFile
from tests.factories.people import one_time_code
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client, city, six, sign_in_long_ago):
    """Signed in an hour ago."""
    sign_in_long_ago(client, lead_for(city))
    return client


def test_no_file_is_made_without_it(lead, city):
    address = reverse("progress:hand_over", args=[city.slug])

    page = lead.post(address)
    without = HandOverFile.objects.count()
    lead.post(address, {"again-code": one_time_code()})

    assert 'name="again-code"' in page.text
    assert (without, HandOverFile.objects.count()) == (0, 1)


def test_no_file_is_taken_away_without_it(lead, city, six):
    asked = ask_hand_over_file(city=city, framework=six, by=lead_for(city))
    making.make_waiting()
    address = reverse("progress:hand_over_download", args=[city.slug, asked.pk])

    turned = lead.get(address)
    shown = lead.post(turned.url, {"code": one_time_code()})
    file = lead.get(address)

    assert turned.url.startswith(reverse("mfa_reauthenticate"))
    assert shown.url == address
    assert file["Content-Type"] == "application/zip"
    assert b"".join(file.streaming_content).startswith(b"PK")
    file.close()
