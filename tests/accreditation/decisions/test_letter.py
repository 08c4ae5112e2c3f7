"""The letter to the city, read before it goes out."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.actions import decisions as actions
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome
from accreditation.models import Label
from accreditation.workflow import APPLICATION, SESSION
from cities.models import Membership
from office.days import today
from office.models import Letter
from office.workflow import Refused
from tests.factories.accreditation_committee import (
    announced,
    decided,
    holder,
    lead_of,
    made,
    make_case,
    make_session,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def two(db):
    return [holder(PostKind.SECRETARIAT, f"Secretariat {number}") for number in (1, 2)]


def url(application):
    return reverse("accreditation:letter", args=[application.reference])


@pytest.mark.parametrize(
    ("kind", "code"),
    [(PostKind.SCREENER, 404), (PostKind.AUDITOR, 403), (PostKind.COMMITTEE, 403)],
)
def test_only_the_secretariat_reads_it(client, session, sign_in, kind, code):
    application = make_case(session)
    made(application)
    sign_in(client, holder(kind))

    page = client.post(url(application))

    assert page.status_code == code
    assert "CANARY-REASONS" not in page.text
    assert application.recommendation.previewed_on is None


@pytest.mark.parametrize("state", [S.REPORTED, S.ANNOUNCED])
def test_where_no_letter_waits_the_page_says_so(client, session, two, sign_in, state):
    application = make_case(session)
    if state == S.ANNOUNCED:
        announced(application)
    sign_in(client, two[0])

    page = client.get(url(application))
    noted = client.post(url(application))

    assert "No letter waits to be read now" in page.text
    assert noted.status_code == 409
    assert "No letter waits to be read now." in noted.text


def test_without_a_lead_there_is_nobody_to_write_to(session, two):
    application = make_case(session)
    made(application)
    Membership.objects.all().delete()

    with pytest.raises(Refused, match="no lead to write to"):
        actions.mark_previewed(application=application, by=two[0])


def test_a_session_is_not_released_before_each_letter_was_read(session, two):
    application = make_case(session)
    made(application)

    with pytest.raises(Refused) as refused:
        SESSION.perform("release", session, by=two[0])

    assert refused.value.reasons == [
        f"The letter on {application.reference} has not been previewed yet."
    ]


def test_the_release_and_the_application_lead_to_the_letter_until_it_was_read(
    client, session, two, sign_in
):
    application = make_case(session)
    made(application)
    sign_in(client, two[0])
    link = f'href="{url(application)}">Read the letter'
    release = reverse("accreditation:session_step", args=[session.code, "release"])
    pages = [release, application.get_absolute_url()]

    before = [link in client.get(page).text for page in pages]
    actions.mark_previewed(application=application, by=two[0])

    assert before == [True, True]
    assert [link in client.get(page).text for page in pages] == [False, False]


def test_who_releases_sees_each_letter_that_goes_out_and_when_it_was_read(
    client, session, two, sign_in
):
    applications = [make_case(session), make_case(session)]
    for application in applications:
        made(application)
        actions.mark_previewed(application=application, by=two[0])
    sign_in(client, two[1])

    page = client.get(reverse("accreditation:session_step", args=[session.code, "release"])).text

    day = date_format(today())
    for each in applications:
        assert f'<a href="{url(each)}">The letter on {each.reference}, read on {day}</a>' in page


@pytest.mark.parametrize("kind", [PostKind.AUDITOR, PostKind.COMMITTEE])
def test_others_are_not_led_to_a_letter_they_may_not_read(client, session, sign_in, kind):
    application = make_case(session)
    made(application)
    sign_in(client, holder(kind))

    assert url(application) not in client.get(application.get_absolute_url()).text


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.NO_LEVEL, Outcome.DEFERRED])
def test_what_was_read_is_what_goes_out(session, two, outcome):
    application = make_case(session)
    made(application, outcome=outcome)
    (preview,) = actions.previews(application, actions.next_letter(application))
    actions.mark_previewed(application=application, by=two[0])
    before = Letter.objects.count()

    for person in two:
        SESSION.perform("release", session, by=person)

    letter = Letter.objects.get(to=lead_of(application))
    assert before == 0
    assert (preview.subject, preview.body) == (letter.subject, letter.body)


def test_the_letter_of_a_decision_that_was_read_is_what_goes_out(session, two):
    application = make_case(session)
    decided(application)
    (preview,) = actions.previews(application, actions.next_letter(application))
    actions.mark_previewed(application=application, by=two[0])

    for person in two:
        APPLICATION.perform("publish", application, by=person)

    letter = Letter.objects.filter(to=lead_of(application)).order_by("pk").first()
    assert (preview.subject, preview.body) == (letter.subject, letter.body)


def test_i_have_read_it_is_noted_with_name_and_day(client, session, two, sign_in):
    application = make_case(session)
    made(application)
    sign_in(client, two[0])

    before = client.get(url(application))
    after = client.post(url(application), follow=True)

    latest = application.recommendation
    assert "I have read it" in before.text
    assert "CANARY-REASONS" in before.text
    assert (latest.previewed_by, latest.previewed_on) == (two[0], today())
    assert "Secretariat 1 has read it" in after.text


def test_publishing_takes_a_read_letter_and_two_people(client, session, two, sign_in):
    application = make_case(session)
    decided(application)
    step = reverse("accreditation:step", args=[application.reference, "publish"])
    sign_in(client, two[0])

    unread = client.get(url(application))
    client.post(url(application))
    read = client.get(url(application))
    client.post(step, {"note": ""})
    asked = client.get(url(application))
    client.post(step, {"note": ""})
    application.refresh_from_db()
    by_one = application.state
    sign_in(client, two[1])
    client.post(step, {"note": ""})
    application.refresh_from_db()

    assert "The letter to the city has not been previewed yet." in unread.text
    assert "It goes out when two people publish the decision, and not before." in unread.text
    assert step not in unread.text
    assert step in read.text
    assert "another person must confirm it" in asked.text
    assert (by_one, application.state) == (S.DECIDED, S.PUBLISHED)
    assert Label.objects.get().level.code == "B"
