"""The city's page of a challenge, and the board's."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ChallengeOutcome, Outcome
from accreditation.models import BoardVote, Challenge
from office.days import today
from tests.factories.accreditation_committee import (
    announced,
    challenged,
    decided,
    holder,
    lead_of,
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
def board(db):
    return [holder(PostKind.BOARD, f"Board {number}") for number in (1, 2, 3)]


def url(application, name="board"):
    return reverse(f"accreditation:{name}", args=[application.reference])


def drafted(challenge, outcome=ChallengeOutcome.REJECTED):
    challenge.outcome, challenge.reasons = outcome, "CANARY-BOARD"
    challenge.version += 1
    challenge.save()
    return challenge


@pytest.mark.parametrize("name", ["challenge", "board", "board_vote"])
def test_a_stranger_finds_no_page(client, someone, session, sign_in, name):
    application = make_case(session)
    challenged(application)
    sign_in(client, someone)

    assert client.get(url(application, name)).status_code == 404


def test_the_board_finds_nothing_before_a_challenge_is_lodged(client, session, board, sign_in):
    application = make_case(session)
    announced(application)
    Challenge.objects.create(
        application=application, recommendation=application.recommendation, grounds="Draft."
    )
    sign_in(client, board[0])

    assert client.get(url(application)).status_code == 404


@pytest.mark.parametrize("who", ["lead", "secretariat", "committee"])
def test_only_the_board_opens_the_board_s_page(client, session, sign_in, who):
    application = make_case(session)
    drafted(challenged(application))
    person = {
        "lead": lambda: lead_of(application),
        "secretariat": lambda: holder(PostKind.SECRETARIAT),
        "committee": lambda: make_committee()[1],
    }[who]()
    sign_in(client, person)

    pages = [client.get(url(application)), client.post(url(application, "board_vote"))]

    assert [page.status_code for page in pages] == [403, 403]
    assert "CANARY-BOARD" not in pages[0].text


def test_a_board_member_who_voted_in_the_committee_does_not_open_it(client, session, sign_in):
    people = make_committee(session)
    application = make_case(session)
    voted(challenged(application).recommendation, people)
    people[1].posts.create(kind=PostKind.BOARD, since=people[1].posts.get().since)
    sign_in(client, people[1])

    assert client.get(url(application)).status_code == 403


def test_a_recused_board_member_finds_no_file_from_then_on(client, session, board, sign_in):
    application = make_case(session)
    challenge = drafted(challenged(application))
    BoardVote.objects.create(challenge=challenge, member=board[0], view="for")
    sign_in(client, board[0])

    client.post(url(application, "recuse"), {"reason": "My sister works there."})

    answers = [client.get(url(application)), client.get(application.get_absolute_url())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not BoardVote.objects.exists()


def test_the_city_reads_the_recommendation_only_once_it_is_released(client, session, sign_in):
    application = make_case(session)
    latest = made(application)
    sign_in(client, lead_of(application))

    before = client.get(url(application, "challenge"))
    latest.released_on = today()
    latest.save()
    after = client.get(url(application, "challenge"))

    assert before.status_code == 403
    assert "CANARY-REASONS" not in before.text
    assert "CANARY-REASONS" in after.text


def test_an_editor_of_the_city_reads_but_writes_no_grounds(client, session, member_of, sign_in):
    application = make_case(session)
    announced(application)
    sign_in(client, member_of(application.city, "editor"))

    page = client.get(url(application, "challenge"))
    written = client.post(url(application, "challenge"), {"grounds": "No.", "version": 0})

    assert "CANARY-REASONS" in page.text
    assert "<textarea" not in page.text
    assert written.status_code == 403
    assert not Challenge.objects.exists()


def test_the_lead_saves_grounds_and_is_led_to_the_step(client, session, sign_in):
    application = make_case(session)
    announced(application)
    sign_in(client, lead_of(application))

    before = client.get(url(application, "challenge"))
    page = client.post(
        url(application, "challenge"), {"grounds": "It is wrong.", "version": 0}, follow=True
    )

    step = reverse("accreditation:step", args=[application.reference, "challenge"])
    assert step not in before.text
    assert step in page.text
    assert Challenge.objects.get().grounds == "It is wrong."


def test_grounds_saved_twice_at_once_show_both_texts(client, session, sign_in):
    application = make_case(session)
    announced(application)
    sign_in(client, lead_of(application))
    client.post(url(application, "challenge"), {"grounds": "First text.", "version": 0})

    page = client.post(url(application, "challenge"), {"grounds": "Second text.", "version": 0})

    assert page.status_code == 409
    assert "First text." in page.text
    assert "Second text." in page.text
    assert Challenge.objects.get().grounds == "First text."


def test_grounds_that_were_not_lodged_are_the_city_s_own(client, session, secretariat, sign_in):
    application = make_case(session)
    announced(application)
    Challenge.objects.create(
        application=application,
        recommendation=application.recommendation,
        grounds="CANARY-GROUNDS",
    )
    sign_in(client, secretariat)

    assert "CANARY-GROUNDS" not in client.get(url(application, "challenge")).text


def test_the_city_does_not_read_what_the_board_drafts(client, session, sign_in):
    application = make_case(session)
    drafted(challenged(application))
    sign_in(client, lead_of(application))

    page = client.get(url(application, "challenge"))

    assert "You will be told by letter" in page.text
    assert "CANARY-BOARD" not in page.text


def test_the_city_reads_the_board_s_word_once_it_is_published(client, session, sign_in):
    application = make_case(session)
    decision = decided(application)
    challenge = Challenge.objects.create(
        application=application,
        recommendation=decision.recommendation,
        grounds="It is wrong.",
        lodged_on=today(),
    )
    drafted(challenge)
    Challenge.objects.update(settled_on=today())
    sign_in(client, lead_of(application))

    before = client.get(url(application, "challenge"))
    decision.published_on = today()
    decision.save()
    after = client.get(url(application, "challenge"))

    assert "CANARY-BOARD" not in before.text
    assert "CANARY-BOARD" in after.text


def test_a_deferral_cannot_be_challenged(client, session, sign_in):
    application = make_case(session)
    latest = made(application, outcome=Outcome.DEFERRED)
    latest.released_on = today()
    latest.save()
    sign_in(client, lead_of(application))

    page = client.post(url(application, "challenge"), {"grounds": "It is wrong.", "version": 0})

    assert "<textarea" not in page.text
    assert not Challenge.objects.exists()


def test_the_board_drafts_votes_and_is_led_to_the_step(client, session, board, sign_in):
    application = make_case(session)
    challenged(application)
    sign_in(client, board[0])

    client.post(
        url(application), {"proposes": "rejected", "reasons": "The report is right.", "version": 0}
    )
    for member in board[:2]:
        sign_in(client, member)
        page = client.post(
            url(application, "board_vote"), {"view": "for", "version": 1}, follow=True
        )

    assert "Consensus: all who voted are for it (2)." in page.text
    step = reverse("accreditation:step", args=[application.reference, "settle_challenge"])
    assert step in page.text


def test_two_board_members_save_at_once_and_the_second_sees_both_texts(
    client, session, board, sign_in
):
    application = make_case(session)
    drafted(challenged(application))
    sign_in(client, board[1])

    page = client.post(
        url(application), {"proposes": "upheld:A", "reasons": "My own words.", "version": 0}
    )

    assert page.status_code == 409
    assert "CANARY-BOARD" in page.text
    assert "My own words." in page.text


def test_a_vote_without_a_draft_says_why(client, session, board, sign_in):
    application = make_case(session)
    challenged(application)
    sign_in(client, board[1])

    page = client.post(url(application, "board_vote"), {"view": "for", "version": 0})

    assert page.status_code == 409
    assert "There is no draft to vote on yet." in page.text
