"""The committee's page once somebody is recused or all is recommended."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.choices import Outcome, Settled
from accreditation.models import Application, Recusal, Settlement
from tests.factories.accreditation_committee import (
    drafted,
    made,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def people(session):
    return make_committee(session)


def url(application, name="committee"):
    return reverse(f"accreditation:{name}", args=[application.reference])


def test_a_recused_member_finds_no_file_from_then_on(client, session, people, sign_in):
    application = make_case(session)
    sign_in(client, people[1])

    client.post(url(application, "recuse"), {"reason": "My sister works there."})

    pages = [url(application), url(application, "recuse"), application.get_absolute_url()]
    answers = [client.get(page).status_code for page in pages]
    answers.append(client.post(url(application), {"proposes": "no_level"}).status_code)
    answers.append(client.post(url(application, "vote"), {"view": "for"}).status_code)
    assert answers == [404] * 5


def test_a_recusal_without_a_reason_closes_nothing(client, session, people, sign_in):
    application = make_case(session)
    sign_in(client, people[1])

    client.post(url(application, "recuse"), {"reason": ""})

    assert client.get(url(application)).status_code == 200
    assert not Recusal.objects.exists()


def test_the_reason_of_a_recusal_is_not_for_the_committee(
    client, session, people, secretariat, sign_in
):
    application = make_case(session)
    Recusal.objects.create(
        application=application,
        member=people[2],
        reason="CANARY-TIES",
        declared_on=application.opened_on,
    )

    sign_in(client, people[1])
    colleague = client.get(url(application))
    sign_in(client, secretariat)
    keeper = client.get(url(application))

    assert "Member Two takes no part" in colleague.text
    assert "CANARY-TIES" not in colleague.text
    assert "CANARY-TIES" in keeper.text


def test_what_was_recommended_stays_readable_and_can_no_longer_be_changed(
    client, session, people, sign_in
):
    application = make_case(session)
    made(application)
    sign_in(client, people[1])

    page = client.get(url(application))
    written = client.post(
        url(application), {"proposes": "no_level", "reasons": "Other.", "version": 1}
    )

    assert "CANARY-REASONS" in page.text
    assert "<textarea" not in page.text
    assert written.status_code == 409
    assert Application.objects.get().recommendation.outcome == Outcome.LEVEL


def test_the_page_costs_the_same_however_much_was_passed_on(client, session, people, sign_in):
    application = make_case(session)
    latest = drafted(application)
    sign_in(client, people[1])
    client.get(url(application))

    def cost(number):
        some = Settlement.objects.filter(application=application).values_list("pk", flat=True)
        Settlement.objects.filter(pk__in=list(some[:number])).update(
            how=Settled.PASSED_ON, lowest="1", highest="2", found=""
        )
        latest.votes.all().delete()
        voted(latest, people[:number])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(application)).status_code == 200
        return len(queries)

    assert cost(1) == cost(3)
