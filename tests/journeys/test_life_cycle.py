"""Whatever people and clocks do, in whatever order: the promises of the procedure hold.

Hypothesis plays the people of a small world; after each move every invariant is asked of the whole
database. ``LIFE_CYCLES=200`` looks further, and each time elsewhere.
"""

import os
from contextlib import suppress
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accreditation.actions import challenges, panels
from accreditation.choices import ApplicationState as S
from accreditation.choices import (
    ChallengeOutcome,
    ConditionState,
    ConflictKind,
    LabelState,
    Outcome,
    VoteView,
)
from accreditation.demonstration import walk, walk_panel
from accreditation.models import Application, Condition, Label
from accreditation.workflow import APPLICATION, CONDITION, LABEL
from office.ringing import let_days_pass
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from tests.factories.world import ORDER, make_city, make_world
from tests.journeys import invariants

LIFE_CYCLES = os.environ.get("LIFE_CYCLES", "")
MOST_CITIES = 2
NUMBERS = st.integers(0, 9)
NO = (Refused, PermissionDenied, ValidationError, ChangedMeanwhile, RuntimeError)


class LifeCycle(RuleBasedStateMachine):
    """One world; each example begins with it as it was made and is undone at its end."""

    made = None

    def __init__(self):
        super().__init__()
        self.world = replace(self.made, patience=60, conditions={"Say who answers.": 200})
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.cities = []

    def teardown(self):
        try:
            assert list(invariants.the_chain_is_unbroken()) == []
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @invariant()
    def every_promise_holds(self):
        assert [broken for promise in invariants.EVERY for broken in promise()] == []

    # --- who and what -------------------------------------------------------------------------

    def pick(self, number, *states):
        """One of the applications in these states, or None."""
        there = Application.objects.filter(state__in=states or S.values).order_by("pk")
        return there[number % len(there)] if there else None

    def people(self, application):
        world = self.world
        lead = world.lead_of(application.city)
        panel = [member.user for member in walk_panel.seated(application)]
        return [lead, *world.secretariat, world.chair, world.committee[1], world.board[0], *panel]

    # --- the straight way ---------------------------------------------------------------------

    @initialize(state=st.sampled_from(ORDER[3:]))
    def one_application_has_come_far(self, state):
        application = self.world.open()
        self.cities.append(application.city)
        self.world.walk_to(application, state)

    @rule()
    def a_city_applies(self):
        if len(self.cities) < MOST_CITIES:
            self.cities.append(make_city())
            self.world.open(self.cities[-1])

    @rule(number=NUMBERS)
    def another_session_is_planned(self, number):
        with suppress(*NO), transaction.atomic():
            self.world.session = self.world.plan(f"further-{number}")

    @rule(number=NUMBERS)
    def a_city_applies_again(self, number):
        if self.cities:
            with suppress(*NO), transaction.atomic():
                self.world.reopen(self.cities[number % len(self.cities)])

    @rule(number=NUMBERS, steps=st.integers(1, 6), level=st.sampled_from(["A", "B"]))
    def everybody_does_what_comes_next(self, number, steps, level):
        for _step in range(steps):
            if application := self.pick(number):
                with suppress(AssertionError, *NO), transaction.atomic():
                    self.world._step_from(application, level)

    @rule(days=st.sampled_from([1, 8, 40, 120]))
    def days_pass(self, days):
        let_days_pass(days)

    # --- what else people do ------------------------------------------------------------------

    @rule(number=NUMBERS, who=NUMBERS, step=st.sampled_from(sorted(APPLICATION.transitions)))
    def somebody_tries_a_step(self, number, who, step):
        if application := self.pick(number):
            people = self.people(application)
            with suppress(*NO), transaction.atomic():
                person = people[who % len(people)]
                APPLICATION.perform(step, application, by=person, note="Because.")

    @rule(number=NUMBERS)
    def a_member_finds_a_conflict_and_is_replaced(self, number):
        application = self.pick(number, S.OBJECTING, S.REVIEWING, S.SETTLING)
        if application is None:
            return
        member = walk_panel.seated(application)[number % 5]
        with suppress(*NO), transaction.atomic():
            panels.declare(member=member, conflict=ConflictKind.PERSONAL, by=member.user)
        with suppress(*NO), transaction.atomic():
            secretary = self.world.secretariat[0]
            panels.prepare_replacement(member=member, reason="A conflict.", by=secretary)
            APPLICATION.perform("replace_member", application, by=secretary)

    @rule(number=NUMBERS)
    def the_committee_defers(self, number):
        if application := self.pick(number, S.REPORTED):
            with suppress(*NO), transaction.atomic():
                walk.sit(application.session, self.world.committee, self.world.secretariat[0])
            with suppress(*NO), transaction.atomic():
                walk.recommend(
                    application, self.world.committee, self.world.chair, outcome=Outcome.DEFERRED
                )

    @rule(number=NUMBERS)
    def the_city_challenges(self, number):
        if application := self.pick(number, S.ANNOUNCED):
            lead = self.world.lead_of(application.city)
            with suppress(*NO), transaction.atomic():
                challenges.write_grounds(
                    application=application, grounds="A page was overlooked.", version=0, by=lead
                )
                APPLICATION.perform("challenge", application, by=lead)

    @rule(number=NUMBERS, outcome=st.sampled_from(ChallengeOutcome.values))
    def the_board_settles(self, number, outcome):
        if application := self.pick(number, S.CHALLENGED):
            with suppress(*NO), transaction.atomic():
                self._settle(application, outcome, voters=self.world.board)

    @rule(number=NUMBERS, voters=st.integers(0, 2))
    def too_few_of_the_board_settle(self, number, voters):
        if application := self.pick(number, S.CHALLENGED):
            with pytest.raises(Refused), transaction.atomic():
                self._settle(application, "rejected", voters=self.world.board[:voters])

    def _settle(self, application, outcome, voters):
        by = self.world.board[0]
        version = challenges.before_the_board(application).version
        challenges.draft_settlement(
            application=application, outcome=outcome, level=None, reasons="We read it.",
            version=version, by=by,
        )  # fmt: skip
        version = challenges.before_the_board(application).version
        for member in voters:
            challenges.board_vote(
                application=application, view=VoteView.FOR, version=version, by=member
            )
        step = "refer_back" if outcome == ChallengeOutcome.REFERRED_BACK else "settle_challenge"
        APPLICATION.perform(step, application, by=by)

    @rule(number=NUMBERS, step=st.sampled_from(sorted(LABEL.transitions)), alone=st.booleans())
    def a_label_is_taken_up(self, number, step, alone):
        held = Label.objects.order_by("pk")
        if not held:
            return
        label = held[number % len(held)]
        before = label.state
        for person in self.world.secretariat[: 1 if alone else 2]:
            with suppress(*NO), transaction.atomic():
                LABEL.perform(step, label, by=person, note="Because.")
        label.refresh_from_db()
        if alone and label.state != before:
            assert not LABEL.transitions[step].two
        assert label.state in LabelState.values

    @rule(number=NUMBERS, who=NUMBERS, step=st.sampled_from(sorted(CONDITION.transitions)))
    def a_condition_is_taken_up(self, number, who, step):
        bound = Condition.objects.binding().order_by("pk")
        if not bound:
            return
        condition = bound[number % len(bound)]
        people = [self.world.lead_of(condition.city), *self.world.secretariat]
        for person in people[who % 3 :]:
            with suppress(*NO), transaction.atomic():
                CONDITION.perform(step, condition, by=person, note="Because.")
        condition.refresh_from_db()
        assert condition.state in ConditionState.values


@pytest.mark.alone
@pytest.mark.postgres(only=True)
@pytest.mark.django_db
def test_the_promises_hold_whatever_people_and_clocks_do():
    LifeCycle.made = make_world()

    run_state_machine_as_test(
        LifeCycle,
        settings=settings(
            max_examples=int(LIFE_CYCLES or 6),
            stateful_step_count=15,
            derandomize=not LIFE_CYCLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
