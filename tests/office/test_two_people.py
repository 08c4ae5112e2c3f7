"""Steps that take two people: who counts, what is kept of both, and how it is taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.choices import PostKind
from accreditation.choices import SessionState as S
from office.models import Proposal, TrailEntry
from office.workflow import Refused


@pytest.fixture
def second(holder_of):
    return holder_of(PostKind.SECRETARIAT)


@pytest.fixture
def third(holder_of):
    return holder_of(PostKind.SECRETARIAT)


@pytest.fixture
def proposal(flow, subject, secretariat):
    """“Close”, asked for by the first person."""
    flow.perform("open", subject, by=secretariat)
    return flow.perform("close", subject, by=secretariat, note="Time is up.")


def leave(person):
    person.posts.update(until=timezone.localdate(), since=timezone.localdate() - timedelta(days=9))


def close_account(person):
    type(person).objects.filter(pk=person.pk).update(is_active=False)


def trail():
    return [(entry.step, entry.words.note) for entry in TrailEntry.objects.select_related("words")]


@pytest.mark.parametrize("gone", [leave, close_account])
def test_what_somebody_asked_who_has_left_the_post_does_not_count(
    flow, subject, secretariat, second, third, proposal, gone
):
    gone(secretariat)

    asked_anew = flow.perform("close", subject, by=second, note="Agreed.")

    subject.refresh_from_db()
    proposal.refresh_from_db()
    assert subject.state == S.FILING
    assert proposal.dropped_at
    assert asked_anew.by == second
    assert trail()[-2:] == [
        ("close:dropped", "Whoever asked for this no longer holds the post; it takes two people "
         "anew."),
        ("close:proposed", "Agreed."),
    ]  # fmt: skip
    assert flow.perform("close", subject, by=third, note="Yes.") is None


def test_what_nobody_asked_for_cannot_be_taken_back(flow, subject, secretariat):
    with pytest.raises(Refused) as refused:
        flow.take_back("close", subject, by=secretariat)

    assert refused.value.reasons == ["Nothing waits for a second person here."]


def test_others_take_nothing_back(flow, subject, someone, proposal):
    with pytest.raises(PermissionDenied):
        flow.take_back("close", subject, by=someone)

    assert Proposal.objects.open().get() == proposal


def test_what_is_confirmed_cannot_be_taken_back(flow, subject, secretariat, second, proposal):
    flow.perform("close", subject, by=second, note="Agreed.")

    with pytest.raises(Refused):
        flow.take_back("close", subject, by=secretariat)

    subject.refresh_from_db()
    assert subject.state == S.CLOSED


@pytest.mark.parametrize("who", ["secretariat", "second"])
def test_the_first_person_or_another_of_the_role_takes_it_back(
    flow, subject, proposal, who, request
):
    person = request.getfixturevalue(who)

    flow.take_back("close", subject, by=person, note="Too early.")

    entry = TrailEntry.objects.last()
    assert not Proposal.objects.open().exists()
    assert (entry.step, entry.words.actor, entry.words.note) == (
        "close:taken_back", person, "Too early."
    )  # fmt: skip


def test_after_it_was_taken_back_it_takes_two_people_anew(flow, subject, second, proposal):
    flow.take_back("close", subject, by=second)

    assert flow.perform("close", subject, by=second, note="Now.").by == second


def test_the_reasons_of_both_are_kept_and_passed_on(flow, subject, second, made, proposal):
    flow.transitions["close"].effects.append(lambda _subject, taken: made.append(taken))

    flow.perform("close", subject, by=second, note="The list is full.")

    assert trail()[-2:] == [
        ("close:proposed", "Time is up."),
        ("close", "Time is up.\n\nThe list is full."),
    ]
    assert made[-1].note == "Time is up.\n\nThe list is full."


def test_the_same_words_of_both_are_said_once(flow, subject, second, proposal):
    flow.perform("close", subject, by=second, note="Time is up.")

    assert trail()[-1] == ("close", "Time is up.")
