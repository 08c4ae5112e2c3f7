"""Proposed answers: beside what stands, written in by a click, and never over another's text."""

from datetime import timedelta

import pytest

from cities.choices import Role
from office.days import today
from office.models import TrailEntry
from progress.actions import (
    Proposed,
    accept_proposals,
    answer_requirement,
    decline_proposals,
    propose_answers,
)
from progress.choices import AnswerState, ProposalState
from progress.models import Answer, ProposedAnswer
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db
SOURCE = "Your record under the edition of 2021"
WORDS = {"step": 1, "text": "A desk was opened."}


def propose(city, *requirements, source=SOURCE, words=WORDS, **more):
    return propose_answers(
        city=city, source=source, proposals=[Proposed(one, words, **more) for one in requirements]
    )


def said(city, code):
    return Answer.objects.get(city=city, requirement__code=code).text


def test_a_proposal_changes_no_answer_by_itself(city, requirement):
    propose(city, requirement())

    assert not Answer.objects.exists()


def test_what_somebody_saved_since_is_not_overwritten(city, requirement):
    (proposal,) = propose(city, requirement(), seen=0)
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=0,
                       step=2, text="Mine.")  # fmt: skip

    outcome = accept_proposals(proposals=[(proposal, 0)], by=lead_for(city))

    assert outcome.left == ["R1.1 was changed in between. Read both texts and choose."]
    assert said(city, "R1.1") == "Mine."
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN


def test_a_proposal_that_cannot_stand_stays_open_and_says_why(city, requirement):
    (proposal,) = propose(city, requirement(), words={"step": 9})

    outcome = accept_proposals(proposals=[(proposal, 0)], by=lead_for(city))

    assert outcome.left == [
        "R1.1 could not be saved: The scale of this requirement has no such step."
    ]
    assert ProposedAnswer.objects.open().exists()
    assert not TrailEntry.objects.filter(step="accept_proposal").exists()


@pytest.mark.parametrize(("days", "accepted"), [(-1, 0), (0, 0), (1, 1)])
def test_a_day_that_has_passed_while_a_proposal_waited_is_asked_for_anew(
    city, requirement, days, accepted
):
    words = {"special": "unknown", "how": "A survey.", "until": today() + timedelta(days=days)}
    (proposal,) = propose(city, requirement(), words=words)

    outcome = accept_proposals(proposals=[(proposal, 0)], by=lead_for(city))

    assert (outcome.accepted, Answer.objects.count()) == (accepted, accepted)
    assert ProposedAnswer.objects.open().count() == 1 - accepted
    for left in outcome.left:
        assert left.endswith("answer it with a later day, then decline this proposal.")


def test_the_others_are_saved_where_one_cannot_be(city, requirement):
    wrong, right = (
        *propose(city, requirement(), words={"step": 9}),
        *propose(city, requirement("R1.2"), source="Another"),
    )

    outcome = accept_proposals(proposals=[(wrong, 0), (right, 0)], by=lead_for(city))

    assert (outcome.accepted, len(outcome.left)) == (1, 1)
    assert said(city, "R1.2") == "A desk was opened."


@pytest.mark.parametrize("ready", [True, False])
def test_what_is_accepted_is_never_agreed(city, requirement, ready):
    (proposal,) = propose(city, requirement(), ready=ready)

    accept_proposals(proposals=[(proposal, 0)], by=lead_for(city))

    answer = Answer.objects.get()
    assert answer.state == (AnswerState.READY if ready else AnswerState.DRAFT)
    assert answer.versions.count() == 1
    entry = TrailEntry.objects.get(step="accept_proposal")
    assert entry.words.note == f"R1.1: {SOURCE}"


def test_the_same_proposal_is_settled_once(city, requirement):
    (proposal,) = propose(city, requirement())
    accept_proposals(proposals=[(proposal, 0)], by=lead_for(city))

    outcome = accept_proposals(proposals=[(proposal, 1)], by=lead_for(city))

    assert (outcome.accepted, outcome.left) == (0, [])
    assert decline_proposals(proposals=[proposal], by=lead_for(city)) == 0


def test_what_was_declined_is_not_proposed_again_unless_it_says_something_else(city, requirement):
    decline_proposals(proposals=propose(city, requirement()), by=lead_for(city))

    again = propose(city, requirement())
    other = propose(city, requirement(), words={"step": 1, "text": "Two desks."})

    assert again == []
    assert [each.text for each in other] == ["Two desks."]


def test_a_source_that_proposes_anew_replaces_what_still_waits(city, requirement):
    propose(city, requirement())

    propose(city, requirement(), words={"step": 1, "text": "Two desks."})

    assert [each.text for each in ProposedAnswer.objects.open()] == ["Two desks."]


def test_somebody_who_only_reads_is_told_so(client, city, requirement, address, sign_in):
    (proposal,) = propose(city, requirement())
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    page = client.get(address("proposals"))
    refused = client.post(address("proposals"), {"do": "accept", "take": f"{proposal.pk}.0"})

    assert "A desk was opened." in page.text
    assert "Accept the chosen" not in page.text
    assert refused.status_code == 403
    assert not Answer.objects.exists()


def test_nobody_settles_what_is_proposed_to_another_city(as_lead, city, requirement, address):
    other = CityFactory()
    (proposal,) = propose(other, requirement())

    page = as_lead.post(
        address("proposals"), {"do": "accept", "take": f"{proposal.pk}.0"}, follow=True
    )

    assert "no proposal was chosen that still waits" in page.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("take", ["", "x.1", "1", "9" * 30 + ".1", "1.x"])
def test_a_form_that_was_tampered_with_changes_nothing(as_lead, city, requirement, address, take):
    propose(city, requirement())

    page = as_lead.post(address("proposals"), {"do": "accept", "take": take}, follow=True)

    assert "Nothing was changed" in page.text


def test_both_texts_stand_where_the_answer_is_another_by_now(as_lead, city, six, address):
    answered(city, six, except_for=["R1.2"])
    propose(city, *six.requirements.filter(code__in=["R1.1", "R1.2"]))

    page = as_lead.get(address("proposals"))

    assert "Two texts" in page.text
    assert "Once accepted, it is a draft." in page.text
    assert "What we do about R1.1." in page.text
    assert "Accept the 1 without a conflict" in page.text


def test_all_without_a_conflict_are_taken_at_once_and_the_others_stay(as_lead, city, six, address):
    answered(city, six, except_for=["R1.2", "R2.1"])
    propose(city, *six.requirements.filter(code__in=["R1.1", "R1.2", "R2.1"]))
    source = as_lead.get(address("proposals")).context["source"]

    page = as_lead.post(
        address("proposals"), {"do": "accept_all", "source": source.key}, follow=True
    )

    assert "2 answers are saved as proposed." in page.text
    assert said(city, "R1.1") == "What we do about R1.1."
    assert said(city, "R2.1") == "A desk was opened."
    assert ProposedAnswer.objects.open().get().requirement.code == "R1.1"


def test_a_proposal_is_accepted_beside_its_requirement(as_lead, city, requirement, address):
    (proposal,) = propose(city, requirement())
    here = address("requirement", "R1.1")

    before = as_lead.get(here)
    after = as_lead.post(
        address("proposals"),
        {"do": "accept", "take": f"{proposal.pk}.0", "back": "R1.1"},
        follow=True,
    )

    assert SOURCE in before.text
    assert after.redirect_chain[-1][0] == here
    assert SOURCE not in after.text
    assert "A desk was opened." in after.text


def test_several_sources_are_chosen_between(as_lead, city, requirement, address):
    propose(city, requirement())
    propose(city, requirement("R1.2"), source="Another source")

    page = as_lead.get(address("proposals"))
    key = next(each.key for each in page.context["sources"] if each.text == "Another source")
    one = as_lead.get(address("proposals"), {"source": key})

    assert "Another source" in page.text
    assert SOURCE in page.text
    assert [each.requirement.code for each in one.context["laid"]] == ["R1.2"]


def test_a_long_list_goes_on_where_it_ended(as_lead, city, six, address, monkeypatch):
    monkeypatch.setattr("progress.views.proposals.SHOWN", 4)
    propose(city, *six.requirements.all())

    first = as_lead.get(address("proposals"))
    second = as_lead.get(first.context["more_url"])

    codes = [each.requirement.code for page in (first, second) for each in page.context["laid"]]
    assert codes == ["R1.1", "R1.2", "R2.1", "H1.1", "H1.2", "H2.1"]
    assert second.context["more_url"] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    as_lead, city, six, address, count, django_assert_num_queries
):
    answered(city, six)
    propose(city, *six.requirements.all()[:count])
    as_lead.get(address("proposals"))

    # session with its person, roles, edition, sources, proposals, answers, those without a conflict
    with django_assert_num_queries(7):
        as_lead.get(address("proposals"))


@pytest.mark.parametrize("count", [1, 3])
def test_earlier_versions_say_where_an_answer_came_from_at_the_same_cost(
    as_lead, city, requirement, address, count, django_assert_num_queries
):
    lead = lead_for(city)
    for number in range(count):
        taken, left = [propose(city, requirement(), source=f"{word} {number}",
                               words={"step": 1, "text": f"{word} {number}"})[0]
                       for word in ("Scan", "Sheet")]  # fmt: skip
        accept_proposals(proposals=[(taken, number)], by=lead)
        decline_proposals(proposals=[left], by=lead)
    as_lead.get(address("versions", "R1.1"))

    # session with its person, roles, edition, answer, versions, where from, asides
    with django_assert_num_queries(7):
        page = as_lead.get(address("versions", "R1.1")).text

    origins = page.partition("Where it came from")[2]
    assert [f"Scan {number}" in origins for number in range(count)] == [True] * count
    assert "Sheet" not in origins
    assert f"accepted by {lead}" in origins
