"""The pages of sessions: who sees what, and what the secretariat can do there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.models import Session
from accreditation.workflow import SESSION
from office.days import today
from tests.factories.accreditation_committee import (
    holder,
    lead_of,
    made,
    make_case,
    make_committee,
    make_session,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db
PAGES = ("session", "attendance")


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.mark.parametrize("name", PAGES)
def test_who_has_nothing_to_do_with_sessions_finds_no_page(client, someone, session, sign_in, name):
    sign_in(client, someone)

    assert client.get(reverse(f"accreditation:{name}", args=[session.code])).status_code == 404


@pytest.mark.parametrize("name", ["sessions", "plan_session"])
def test_who_has_nothing_to_do_with_sessions_finds_no_list(client, someone, sign_in, name):
    sign_in(client, someone)

    assert client.get(reverse(f"accreditation:{name}")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nobody_reads_without_signing_in(client, session, name):
    page = client.get(reverse(f"accreditation:{name}", args=[session.code]))

    assert page.status_code == 302


@pytest.mark.parametrize("kind", [PostKind.COMMITTEE, PostKind.OBSERVER, PostKind.AUDITOR])
def test_readers_of_sessions_plan_none_and_record_nothing(
    client, session, holder_of, sign_in, kind
):
    sign_in(client, holder_of(kind))

    planned = client.post(reverse("accreditation:plan_session"))
    recorded = client.post(reverse("accreditation:attendance", args=[session.code]))
    stepped = client.post(reverse("accreditation:session_step", args=[session.code, "release"]))

    assert [planned.status_code, recorded.status_code, stepped.status_code] == [403, 403, 403]
    assert "Only the secretariat plans sessions." in planned.text


def test_a_day_that_is_over_is_refused_and_what_was_typed_is_kept(client, secretariat, sign_in):
    six()
    sign_in(client, secretariat)

    page = client.post(
        reverse("accreditation:plan_session"),
        {"code": "2030-1", "meets_on": today().isoformat()},
    )

    assert "This day must still be to come." in page.text
    assert "2030-1" in page.text
    assert not Session.objects.exists()


def test_filing_that_would_close_before_it_opens_is_refused_with_the_day(
    client, secretariat, sign_in
):
    framework = six()
    sign_in(client, secretariat)

    page = client.post(
        reverse("accreditation:plan_session"),
        {
            "framework": framework.pk,
            "code": "near",
            "filing_opens_on": today().isoformat(),
            "meets_on": (today() + timedelta(days=30)).isoformat(),
        },
    )

    assert "before it opens." in page.text
    assert not Session.objects.exists()


def test_the_secretariat_plans_a_session(client, secretariat, sign_in):
    framework = six()
    sign_in(client, secretariat)

    page = client.post(
        reverse("accreditation:plan_session"),
        {
            "framework": framework.pk,
            "code": "far",
            "filing_opens_on": today().isoformat(),
            "meets_on": (today() + timedelta(days=400)).isoformat(),
        },
        follow=True,
    )

    session = Session.objects.get()
    assert page.redirect_chain[-1][0] == session.get_absolute_url()
    assert "Filing opens by itself." in page.text


def test_the_secretariat_sees_each_step_with_what_is_missing(client, secretariat, session, sign_in):
    application = make_case(session)
    sign_in(client, secretariat)

    page = client.get(session.get_absolute_url())

    release = SESSION.transitions["release"]
    assert release.blockers(session) == [f"{application.reference} has not been dealt with yet."]
    assert all(reason in page.text for reason in release.blockers(session))


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (PostKind.SECRETARIAT, "the secretariat, which releases"),
        (PostKind.AUDITOR, "the committee"),
    ],
)
def test_once_all_is_dealt_with_the_secretariat_alone_learns_that_it_has_the_ball(
    client, session, sign_in, kind, who
):
    made(make_case(session))
    sign_in(client, holder(kind))

    page = client.get(session.get_absolute_url()).text

    assert f"Now with {who}" in page


def test_attendance_is_recorded_and_published_in_one_go(client, secretariat, sign_in):
    session = make_session(six(), state=SessionState.CLOSED)
    people = make_committee()
    sign_in(client, secretariat)
    answers = {f"member_{person.pk}": "yes" for person in people}

    page = client.post(
        reverse("accreditation:attendance", args=[session.code]),
        {**answers, "version": 0, "publish": "1"},
        follow=True,
    )

    session.refresh_from_db()
    assert session.attendance_published_on == today()
    assert "3 members come." in page.text


def test_attendance_that_is_not_complete_is_saved_but_not_published(client, secretariat, sign_in):
    session = make_session(six(), state=SessionState.CLOSED)
    chair, *others = make_committee()
    sign_in(client, secretariat)

    page = client.post(
        reverse("accreditation:attendance", args=[session.code]),
        {
            f"member_{chair.pk}": "yes",
            **{f"member_{other.pk}": "open" for other in others},
            "version": 0,
            "publish": "1",
        },
    )

    session.refresh_from_db()
    assert page.status_code == 409
    assert "It has not been recorded yet whether Member One comes." in page.text
    assert session.attendance_published_on is None
    assert session.attendance.get().member == chair
    assert page.context["form"]["version"].value() == str(session.version) == "1"


def test_what_another_recorded_meanwhile_is_shown_and_not_undone(client, secretariat, sign_in):
    session = make_session(six(), state=SessionState.CLOSED)
    chair, one, two = make_committee(session)
    sign_in(client, secretariat)
    url = reverse("accreditation:attendance", args=[session.code])
    all_come = {f"member_{person.pk}": "yes" for person in (chair, one, two)}
    client.post(url, {**all_come, f"member_{one.pk}": "no", "version": 0})

    page = client.post(url, {**all_come, f"member_{two.pk}": "no", "version": 0})

    assert page.status_code == 409
    assert dict(page.context["form"].meanwhile)[str(one)] == "Does not come"
    assert dict(session.attendance.values_list("member", "attends")) == {
        chair.pk: True, one.pk: False, two.pk: True,
    }  # fmt: skip


def test_others_read_attendance_only_once_it_is_published(client, session, holder_of, sign_in):
    make_committee(session)
    sign_in(client, holder_of(PostKind.OBSERVER))
    url = reverse("accreditation:attendance", args=[session.code])

    before = client.get(url)
    Session.objects.update(attendance_published_on=today())
    after = client.get(url)

    assert "Member One" not in before.text
    assert "Not published yet" in before.text
    assert "Member One" in after.text


def test_an_application_is_not_listed_before_it_is_public(client, session, holder_of, sign_in):
    hidden = [make_case(session, state=state) for state in (S.DRAFT, S.SUBMITTED, S.WITHDRAWN)]
    shown = make_case(session, state=S.HEARING)
    sign_in(client, holder_of(PostKind.OBSERVER))

    page = client.get(session.get_absolute_url())

    assert shown.reference in page.text
    assert not [one for one in hidden if one.reference in page.text]


@pytest.mark.parametrize("kind", [PostKind.OBSERVER, PostKind.COMMITTEE])
def test_the_page_tells_an_observer_nothing_of_an_outcome(
    client, session, holder_of, sign_in, kind
):
    waiting, recommended = make_case(session), make_case(session)
    made(recommended)
    sign_in(client, holder_of(kind))

    page = client.get(session.get_absolute_url())

    assert "CANARY-REASONS" not in page.text
    assert "Recommendation made" not in page.text
    assert waiting.reference in page.text
    assert page.text.count(">Before the committee</span>") == 2


def test_a_city_lead_finds_no_session_page(client, session, sign_in):
    application = make_case(session)
    sign_in(client, lead_of(application))

    assert client.get(session.get_absolute_url()).status_code == 404


def _queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return len(queries)


def test_the_list_costs_the_same_however_long(client, secretariat, session, sign_in):
    sign_in(client, secretariat)
    url = reverse("accreditation:sessions")
    client.get(url)

    one = _queries(client, url)
    make_session(session.framework, "s2")
    make_session(session.framework, "s3")

    assert _queries(client, url) == one


@pytest.mark.parametrize("kind", [PostKind.SECRETARIAT, PostKind.COMMITTEE, PostKind.OBSERVER])
def test_a_session_costs_the_same_however_many_applications(
    client, session, holder_of, sign_in, kind
):
    make_case(session)
    sign_in(client, holder_of(kind))
    url = session.get_absolute_url()
    client.get(url)

    one = _queries(client, url)
    made(make_case(session))
    make_case(session)

    assert _queries(client, url) == one
