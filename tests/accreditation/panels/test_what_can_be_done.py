"""What the pages around a panel say where nothing can be done, until when, and of whom."""

import re

import pytest
from django.urls import reverse

from tests.factories.accreditation_panels import at_objecting

pytestmark = pytest.mark.django_db


def url(case, name="panel"):
    return reverse(f"accreditation:{name}", args=[case.application.reference])


def test_each_cell_says_what_it_is_where_there_is_no_room_for_columns(client, sign_in):
    case = at_objecting()
    sign_in(client, case.lead)

    page = client.get(url(case, "panel")).text

    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert heads == ["Name", "Seat", "Country"]
    assert re.findall(r'<td data-label="([^"]+)"', page) == heads[1:] * len(case.members)
