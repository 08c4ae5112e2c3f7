"""A meeting is spoken of as to come, as held, or as still to be held, by the procedure's day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import SessionState
from accreditation.models import Session
from cities.models import City
from office.days import today
from tests.factories.accreditation_committee import (
    drafted,
    holder,
    make_case,
    make_committee,
    make_session,
)
from tests.factories.commitments import six

SENTENCES = [
    (SessionState.DRAWN, 0, "The committee meets on "),
    (SessionState.DRAWN, -1, "The committee was to meet on "),
    (SessionState.SITTING, 0, "The committee meets on "),
    (SessionState.SITTING, -1, "The committee met on "),
    (SessionState.RELEASED, 0, "The committee met on "),
]


@pytest.fixture
def pages(db):
    """Those that say when the committee meets."""
    session = make_session(six())
    make_committee(session)
    application = make_case(session)
    drafted(application)
    names = ["application", "attending", "committee"]
    addresses = [reverse(f"accreditation:{name}", args=[application.reference]) for name in names]
    return [*addresses, reverse("accreditation:sessions")]


@pytest.mark.parametrize(("state", "days", "sentence"), SENTENCES)
def test_beside_its_day_it_is_said_as_it_is_to_the_office_and_to_everybody(
    client, sign_in, pages, state, days, sentence
):
    Session.objects.update(state=state, meets_on=today() + timedelta(days=days))
    session = Session.objects.get()
    sign_in(client, holder(PostKind.SECRETARIAT))

    read = [client.get(page).text for page in (session.get_absolute_url(), "/sessions/")]

    title = sentence.removesuffix(" on ")
    assert [f"<dt>{title}</dt>" in text for text in read] == [True, True]


@pytest.mark.parametrize(("state", "days", "sentence"), SENTENCES)
def test_the_page_of_the_city_says_it_as_it_is(client, pages, state, days, sentence):
    Session.objects.update(state=state, meets_on=today() + timedelta(days=days))
    city = City.objects.get()

    page = client.get(city.get_absolute_url()).text

    assert {each for _s, _d, each in SENTENCES if each in page} == {sentence}


@pytest.mark.parametrize(("state", "days", "sentence"), SENTENCES)
def test_it_is_said_as_it_is(client, sign_in, pages, state, days, sentence):
    day = today() + timedelta(days=days)
    Session.objects.update(state=state, meets_on=day, attendance_published_on=today())
    sign_in(client, holder(PostKind.SECRETARIAT))

    read = [client.get(page).text for page in pages]

    for text in read:
        assert {each for _s, _d, each in SENTENCES if each in text} == {sentence}
