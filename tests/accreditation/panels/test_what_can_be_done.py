"""What the pages around a panel say where nothing can be done, until when, and of whom."""

import re

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.actions import panels as actions
from accreditation.choices import SessionState
from accreditation.models import Session
from tests.factories.accreditation_panels import at_objecting, make_case

pytestmark = pytest.mark.django_db


def url(case, name="panel"):
    return reverse(f"accreditation:{name}", args=[case.application.reference])


@pytest.mark.parametrize(
    ("reached", "state"), [(make_case, SessionState.FILING), (at_objecting, SessionState.DRAWN)]
)
def test_where_nothing_can_be_frozen_the_page_says_when_and_has_no_form(
    client, sign_in, reached, state
):
    case = reached()
    Session.objects.filter(pk=case.session.pk).update(state=state)
    sign_in(client, case.secretariat[0])

    page = client.get(reverse("accreditation:freeze", args=[case.session.code])).text

    assert "Pool and rules are frozen once filing is closed" in page
    assert "Back to the draw" in page
    assert ">Freeze pool and rules</button>" not in page


def test_who_comes_too_late_to_object_meets_no_form(client, sign_in):
    case = at_objecting()
    case.end_the_window()
    sign_in(client, case.lead)

    page = client.get(url(case, "object"))

    assert page.status_code == 200
    assert "The time for objections is over." in page.text
    assert "Back to the panel" in page.text
    assert "Grounds" not in page.text


def test_until_when_to_object_is_said_in_words(client, sign_in):
    case = at_objecting()
    window = actions.objection_window(case.application)
    sign_in(client, case.lead)

    page = client.get(url(case, "object")).text

    assert f"until the end of {date_format(window.due_on)}; it is settled" in page


def test_each_cell_says_what_it_is_where_there_is_no_room_for_columns(client, sign_in):
    case = at_objecting()
    sign_in(client, case.lead)

    page = client.get(url(case, "panel")).text

    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert heads == ["Name", "Seat", "Country"]
    assert re.findall(r'<td data-label="([^"]+)"', page) == heads[1:] * len(case.members)
