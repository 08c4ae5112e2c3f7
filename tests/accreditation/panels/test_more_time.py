"""More time for the review of a member who came later: between them and the secretariat."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from office.days import today
from office.models import Clock, Letter
from tests.factories.accreditation_panels import at_reviewing

pytestmark = pytest.mark.django_db
WHY = "They have read nothing yet."


@pytest.fixture
def case():
    """The panel settles; the first of its members was replaced and has begun to review."""
    case = at_reviewing().complete()
    case.lose(case.members[0])
    case.replace(case.members[0])
    return case


@pytest.fixture
def late(case):
    """The member who came later."""
    return case.members[-1]


def url(case, name, *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


def due(late):
    return Clock.objects.standing().of(late.review).get()


def test_nobody_else_learns_whether_a_member_has_time_of_their_own(
    client, sign_in, case, late, someone
):
    address = url(case, "review_deadline", late.review.pk)
    nowhere = url(case, "review_deadline", 999_999)

    told = [
        [sign_in(client, person).get(there).status_code for there in (address, nowhere)]
        for person in (someone, case.lead, case.members[1].user)
    ]
    panel = client.get(url(case, "panel")).text

    assert told == [[404, 404], [403, 403], [403, 403]]
    assert "came later" not in panel


def test_who_came_with_the_others_has_the_time_of_all(client, sign_in, case):
    sign_in(client, case.secretariat[0])

    page = client.get(url(case, "review_deadline", case.members[1].review.pk))

    assert "Nothing to extend" in page.text


def test_they_and_the_secretariat_are_told_and_the_city_is_not(client, sign_in, case, late):
    address, later = url(case, "review_deadline", late.review.pk), due(late).due_on
    later += timedelta(days=10)
    sign_in(client, case.secretariat[0])
    offered = client.get(url(case, "panel")).text

    client.post(address, {"to": later, "because": WHY})

    shown = client.get(url(case, "panel")).text
    own = sign_in(client, late.user).get(url(case, "review")).text
    told = set(Letter.objects.filter(body__contains=WHY).values_list("to", flat=True))
    assert address in offered
    assert f"came later; has until {date_format(later, 'j F Y')}" in shown
    assert f"Extended: {WHY}" in own
    assert late.user_id in told
    assert case.lead.pk not in told
    assert not told & {member.user_id for member in case.members if member != late}
    assert due(late).due_on == later > today()
