"""The committee's page: what it shows, to whom, and what is saved there."""

import re

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, Purpose, Settled
from accreditation.models import Settlement
from tests.factories.accreditation_committee import (
    drafted,
    level,
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


def test_a_stranger_finds_no_page(client, someone, session, sign_in):
    application = make_case(session)
    sign_in(client, someone)

    answers = [client.get(url(application, name)) for name in ("committee", "vote", "recuse")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_member_finds_no_page_before_the_report_is_final(client, session, people, sign_in):
    application = make_case(session, state=S.FACT_CHECK)
    sign_in(client, people[1])

    assert client.get(url(application)).status_code == 404


def test_the_secretariat_and_the_auditor_read_but_do_not_write(client, session, holder_of, sign_in):
    application = make_case(session)
    drafted(application)
    for kind in (PostKind.SECRETARIAT, PostKind.AUDITOR):
        sign_in(client, holder_of(kind))

        read = client.get(url(application))
        written = client.post(url(application), {"proposes": "no_level"})
        cast = client.post(url(application, "vote"), {"view": "for"})

        assert "CANARY-REASONS" in read.text
        assert "<textarea" not in read.text
        assert [written.status_code, cast.status_code] == [403, 403]
    assert application.recommendation.outcome == Outcome.LEVEL


def test_the_secretariat_reads_no_single_vote(client, secretariat, session, people, sign_in):
    application = make_case(session)
    voted(drafted(application), people[1:])
    sign_in(client, secretariat)

    page = client.get(url(application))

    assert "Member One</span> · For" not in page.text


def test_the_page_shows_the_level_worked_out_and_what_is_lacking(client, session, people, sign_in):
    application = make_case(session, step="1")
    sign_in(client, people[1])

    page = client.get(url(application))

    assert "Nothing is lacking for Level B." in page.text
    assert "R1.1 is “Started”; “In place” is asked." in page.text


def test_what_is_lacking_says_once_what_is_asked_and_leads_to_the_filing(
    client, session, people, sign_in
):
    application = make_case(session, step="1")
    requirement = application.framework.requirements.get(code="R1.1")
    sign_in(client, people[1])

    page = client.get(url(application)).text

    filing = reverse("accreditation:filing", args=[application.reference])
    (line,) = re.findall(rf'<a href="{filing}#R1.1">(.*?)</a>', page)
    assert line.startswith("R1.1 is “Started”; “In place” is asked.")
    assert requirement.text in line


def test_what_was_passed_on_is_shown_with_both_reasons_and_both_levels(
    client, session, people, sign_in
):
    application = make_case(session, step="1")
    Settlement.objects.filter(application=application, requirement__code="R1.1").update(
        how=Settled.PASSED_ON,
        lowest="0",
        highest="1",
        found="",
        reason_lower="No rule is in force.",
        reason_higher="The rule is written.",
    )
    sign_in(client, people[1])

    page = client.get(url(application))

    assert all(text in page.text for text in ("No rule is in force.", "The rule is written."))
    assert "Not there yet" in page.text
    assert "With the lower of the values that could not be settled: no level." in page.text
    assert "With the higher: Level B." in page.text


@pytest.mark.parametrize(("code", "shown"), [("B", 0), ("A", 1)])
def test_why_it_differs_is_shown_only_where_the_level_differs(
    client, session, holder_of, sign_in, code, shown
):
    application = make_case(session, step="1")
    draft = drafted(application, code=code)
    draft.differs_because = "CANARY-DIFFERS"
    draft.save()
    sign_in(client, holder_of(PostKind.AUDITOR))

    page = client.get(url(application)).text

    assert page.count("Why it differs from the level worked out") == shown
    assert page.count("CANARY-DIFFERS") == shown


def test_a_draft_without_reasons_is_not_saved_and_the_choice_is_kept(
    client, session, people, sign_in
):
    application = make_case(session)
    sign_in(client, people[1])

    page = client.post(url(application), {"proposes": "level:A", "reasons": "", "version": 0})

    chosen = page.context["form"]["proposes"].value()
    assert (chosen, page.context["form"].has_error("reasons")) == ("level:A", True)
    assert application.recommendation.outcome == ""


def test_any_member_saves_the_draft(client, session, people, sign_in):
    application = make_case(session)
    sign_in(client, people[2])

    page = client.post(
        url(application),
        {"proposes": "level:B", "reasons": "As the panel found.", "version": 0},
        follow=True,
    )

    latest = application.recommendation
    assert (latest.level, latest.reasons) == (level(application, "B"), "As the panel found.")
    assert "The draft is saved." in page.text


def test_two_members_save_at_once_and_the_second_sees_both_texts(client, session, people, sign_in):
    application = make_case(session)
    drafted(application)
    sign_in(client, people[1])

    page = client.post(
        url(application), {"proposes": "no_level", "reasons": "My own words.", "version": 0}
    )

    assert page.status_code == 409
    assert "CANARY-REASONS" in page.text
    assert "My own words." in page.text
    assert application.recommendation.outcome == Outcome.LEVEL
    again = {"proposes": "no_level", "reasons": "My own words.", "version": 1}
    client.post(url(application), again)
    assert application.recommendation.outcome == Outcome.NO_LEVEL


def test_a_changed_text_says_that_the_votes_were_cleared(client, session, people, sign_in):
    application = make_case(session)
    voted(drafted(application), people)
    sign_in(client, people[1])

    page = client.post(
        url(application),
        {"proposes": "no_level", "reasons": "My own words.", "version": 1},
        follow=True,
    )

    assert "the votes were cleared" in page.text
    assert "Nobody has voted yet." in page.text


def test_a_vote_that_cannot_be_cast_says_why(client, session, people, sign_in):
    application = make_case(session)
    sign_in(client, people[1])

    page = client.post(url(application, "vote"), {"view": "for", "version": 0})

    assert page.status_code == 409
    assert "There is no draft to vote on yet." in page.text


def test_consensus_is_said_when_all_who_voted_are_for_it(client, session, people, sign_in):
    application = make_case(session)
    latest = drafted(application)
    voted(latest, people[:1])
    sign_in(client, people[1])

    page = client.post(
        url(application, "vote"),
        {"view": "for", "dissent": "", "version": latest.version},
        follow=True,
    )

    assert "Consensus: all who voted are for it (2)." in page.text
    assert "You have voted: For." in page.text


def test_dissent_stands_beside_the_vote(client, session, people, sign_in):
    application = make_case(session)
    latest = drafted(application)
    sign_in(client, people[1])

    page = client.post(
        url(application, "vote"),
        {"view": "against", "dissent": "The rule is not in force.", "version": latest.version},
        follow=True,
    )

    assert "The rule is not in force." in page.text
    assert "0 for, 1 against, 0 abstaining." in page.text


def test_feedback_only_offers_no_level(client, session, people, sign_in):
    application = make_case(session, purpose=Purpose.FEEDBACK)
    sign_in(client, people[1])

    page = client.get(url(application))

    assert 'value="feedback"' in page.text
    assert 'value="level:' not in page.text
    assert "why it differs" not in page.text.lower()


def test_the_chair_is_shown_what_is_missing_and_then_the_step(client, session, people, sign_in):
    application = make_case(session)
    latest = drafted(application)
    sign_in(client, people[0])

    before = client.get(url(application))
    voted(latest, people)
    after = client.get(url(application))

    step = reverse("accreditation:step", args=[application.reference, "recommend"])
    assert "0 members have voted; 2 are needed." in before.text
    assert step not in before.text
    assert step in after.text


def test_a_member_who_does_not_chair_is_shown_no_step(client, session, people, sign_in):
    application = make_case(session)
    voted(drafted(application), people)
    sign_in(client, people[1])

    step = reverse("accreditation:step", args=[application.reference, "recommend"])

    assert step not in client.get(url(application)).text
    assert client.post(step, {"note": ""}).status_code == 403


def test_a_draft_to_defer_leads_the_chair_to_the_deferral(client, session, people, sign_in):
    application = make_case(session)
    voted(drafted(application, outcome=Outcome.DEFERRED), people)
    sign_in(client, people[0])

    page = client.get(url(application))

    assert reverse("accreditation:step", args=[application.reference, "defer"]) in page.text
