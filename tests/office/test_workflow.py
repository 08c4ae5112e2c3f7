"""Who may, from which state, whether it is ready, what follows."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from accounts.choices import PostKind
from accreditation.choices import SessionState as S
from office import clocks
from office.actors import CLOCK, PROCEDURE
from office.clocks import Due
from office.days import today
from office.models import Clock, Proposal, TrailEntry
from office.workflow import Refused
from tests.office.conftest import NAME


def state_of(subject):
    return type(subject).objects.values_list("state", flat=True).get(pk=subject.pk)


def test_a_person_without_the_permission_moves_nothing(flow, subject, someone):
    with pytest.raises(PermissionDenied):
        flow.perform("open", subject, by=someone)

    assert state_of(subject) == S.PLANNED
    assert not TrailEntry.objects.exists()


def test_a_step_from_another_state_is_refused_with_a_sentence(flow, subject, secretariat):
    with pytest.raises(Refused) as refused:
        flow.perform("close", subject, by=secretariat)

    assert refused.value.reasons == ["“Close” is not possible from “Planned”."]


def test_each_reason_of_a_guard_is_given_and_nothing_moves(flow, subject, secretariat, missing):
    missing += ["The room is not booked.", "Nobody has been told."]

    with pytest.raises(Refused) as refused:
        flow.perform("open", subject, by=secretariat)

    assert refused.value.reasons == ["The room is not booked.", "Nobody has been told."]
    assert state_of(subject) == S.PLANNED
    assert not TrailEntry.objects.exists()


def test_a_clock_takes_only_rows_that_name_it(flow, subject):
    flow.perform("open", subject, by=CLOCK)

    with pytest.raises(PermissionDenied):
        flow.perform("note", subject, by=CLOCK)


def test_the_procedure_takes_only_rows_that_name_it(flow, subject):
    with pytest.raises(PermissionDenied):
        flow.perform("open", subject, by=PROCEDURE)


def test_a_row_without_permission_is_open_to_no_person(flow, subject, secretariat):
    subject.state = S.CLOSED
    subject.save()

    with pytest.raises(PermissionDenied):
        flow.perform("release", subject, by=secretariat)


def test_a_step_moves_records_and_lets_its_effects_follow(flow, subject, secretariat, made):
    flow.perform("open", subject, by=secretariat, note="At last.")

    entry = TrailEntry.objects.get()
    assert state_of(subject) == S.FILING
    assert (entry.source, entry.target, entry.words.note) == (S.PLANNED, S.FILING, "At last.")
    assert [(taken.step, taken.by.person) for taken in made] == [("open", secretariat)]


def test_an_effect_that_fails_leaves_everything_as_it_was(flow, subject, secretariat):
    def fails(_subject, _taken):
        raise RuntimeError("no paper")

    broken = replace(flow.transitions["open"], effects=[fails])
    flow.transitions["open"] = broken

    with pytest.raises(RuntimeError, match="no paper"):
        flow.perform("open", subject, by=secretariat)

    assert state_of(subject) == S.PLANNED
    assert not TrailEntry.objects.exists()


def test_a_row_without_target_leaves_the_state(flow, subject, secretariat):
    flow.perform("note", subject, by=secretariat)

    assert state_of(subject) == S.PLANNED
    assert TrailEntry.objects.get().target == S.PLANNED


def test_what_is_open_to_a_person_depends_on_state_and_permission(
    flow, subject, secretariat, someone
):
    assert [row.name for row in flow.open_to(secretariat, subject)] == ["open", "note"]
    assert list(flow.open_to(someone, subject)) == []


def test_reasons_are_asked_for_where_the_row_says_so(flow, subject, secretariat):
    flow.perform("open", subject, by=secretariat)

    with pytest.raises(Refused) as refused:
        flow.perform("close", subject, by=secretariat, note="  ")

    assert refused.value.reasons == ["Please give the reasons."]


def test_one_person_cannot_be_both_of_two(flow, subject, secretariat):
    flow.perform("open", subject, by=secretariat)
    flow.perform("close", subject, by=secretariat, note="Time is up.")

    with pytest.raises(Refused) as refused:
        flow.perform("close", subject, by=secretariat, note="Time is up.")

    assert refused.value.reasons == ["You have asked for this; another person must confirm it."]
    assert state_of(subject) == S.FILING


def test_the_second_person_confirms_what_the_first_proposed(flow, subject, secretariat, holder_of):
    second = holder_of(PostKind.SECRETARIAT)
    flow.perform("open", subject, by=secretariat)

    proposal = flow.perform("close", subject, by=secretariat, note="Time is up.")
    done = flow.perform("close", subject, by=second, note="Agreed.")

    proposal.refresh_from_db()
    assert done is None
    assert state_of(subject) == S.CLOSED
    assert proposal.confirmed_by == second
    assert [entry.step for entry in TrailEntry.objects.all()] == ["open", "close:proposed", "close"]


def test_a_proposal_ends_when_the_subject_leaves_the_state(flow, subject, secretariat):
    flow.transitions["cancel"] = replace(
        flow.transitions["close"], name="cancel", target=S.RELEASED, two=False
    )
    flow.perform("open", subject, by=secretariat)
    flow.perform("close", subject, by=secretariat, note="Time is up.")

    flow.perform("cancel", subject, by=secretariat, note="No longer needed.")

    assert not Proposal.objects.open().exists()


def test_clocks_of_steps_left_behind_are_stopped(flow, subject, secretariat):
    clocks.start(NAME, subject, "open", Due(today(), "a rule"))

    flow.perform("open", subject, by=secretariat)

    assert not Clock.objects.running().exists()
