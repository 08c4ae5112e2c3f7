"""What the board's pages cost, and where the file leads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ApplicationState as S
from accreditation.choices import ChallengeOutcome
from accreditation.models import BoardVote, Challenge
from office.days import today
from tests.factories.accreditation_committee import (
    announced,
    challenged,
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
def board(db):
    return [holder(PostKind.BOARD, f"Board {number}") for number in (1, 2, 3)]


def url(application, name="board"):
    return reverse(f"accreditation:{name}", args=[application.reference])


def drafted(challenge, outcome=ChallengeOutcome.REJECTED):
    challenge.outcome, challenge.reasons = outcome, "CANARY-BOARD"
    challenge.version += 1
    challenge.save()
    return challenge


def test_what_is_settled_stays_readable_and_can_no_longer_be_changed(
    client, session, board, sign_in
):
    application = make_case(session)
    drafted(challenged(application))
    Challenge.objects.update(settled_on=today())
    application.state = S.DECIDED
    application.save()
    sign_in(client, board[0])

    page = client.get(url(application))
    written = client.post(url(application), {"proposes": "upheld:", "reasons": "No.", "version": 1})

    assert "CANARY-BOARD" in page.text
    assert "<textarea" not in page.text
    assert Challenge.objects.get().outcome == ChallengeOutcome.REJECTED
    assert written.status_code in (200, 409)


def test_the_page_costs_the_same_however_many_voted(client, session, board, sign_in):
    application = make_case(session)
    challenge = drafted(challenged(application))
    sign_in(client, board[0])
    client.get(url(application))

    def cost(number):
        challenge.votes.all().delete()
        for member in board[:number]:
            BoardVote.objects.create(challenge=challenge, member=member, view="for")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(application)).status_code == 200
        return len(queries)

    assert cost(2) == cost(3)  # from the quorum on, the same guards have the same to say


def test_the_file_of_the_application_leads_the_city_to_what_was_released(client, session, sign_in):
    hidden, shown = make_case(session), make_case(session)
    made(hidden)
    announced(shown)

    links = {}
    for application in (hidden, shown):
        sign_in(client, lead_of(application))
        page = client.get(application.get_absolute_url())
        links[application] = url(application, "challenge") in page.text

    assert links == {hidden: False, shown: True}
