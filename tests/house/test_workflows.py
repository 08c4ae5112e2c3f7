"""Properties every workflow has, whatever its rows."""

from pathlib import Path

import pytest
import rules
from django.conf import settings
from django.core.management import call_command

from accreditation.choices import (
    ApplicationState,
    ClarificationState,
    ConditionState,
    LabelState,
    MemberObjectionState,
    PanelObjectionState,
    ReviewState,
    SessionState,
)
from accreditation.workflow import (
    APPLICATION,
    CLARIFICATION,
    CONDITION,
    LABEL,
    OBJECTION,
    PANEL_OBJECTION,
    REVIEW,
    SESSION,
)
from commitments.choices import CommentState
from commitments.workflow import COMMENT
from office.workflow import WORKFLOWS
from progress.choices import PracticeState
from progress.workflow import PRACTICE

ALL = [
    (APPLICATION, ApplicationState),
    (SESSION, SessionState),
    (REVIEW, ReviewState),
    (LABEL, LabelState),
    (OBJECTION, MemberObjectionState),
    (PANEL_OBJECTION, PanelObjectionState),
    (CLARIFICATION, ClarificationState),
    (CONDITION, ConditionState),
    (COMMENT, CommentState),
    (PRACTICE, PracticeState),
]
IDS = [workflow.name for workflow, _states in ALL]


def test_every_workflow_is_looked_at_here():
    assert set(WORKFLOWS) == set(IDS)


@pytest.mark.parametrize(("workflow", "states"), ALL, ids=IDS)
def test_every_permission_is_granted_to_someone(workflow, states):
    missing = {
        transition.permission
        for transition in workflow.transitions.values()
        if transition.permission and not rules.perm_exists(transition.permission)
    }

    assert missing == set()


@pytest.mark.parametrize(("workflow", "states"), ALL, ids=IDS)
def test_every_step_is_taken_by_someone(workflow, states):
    nobodys = [
        transition.name
        for transition in workflow.transitions.values()
        if not (transition.permission or transition.clock or transition.procedure)
    ]

    assert nobodys == []


@pytest.mark.parametrize(("workflow", "states"), ALL, ids=IDS)
def test_every_state_can_be_reached_from_the_first(workflow, states):
    reached, before = {next(iter(states)).value}, None
    while reached != before:
        before = set(reached)
        for transition in workflow.transitions.values():
            if reached & set(transition.source) and transition.target:
                reached.add(str(transition.target))

    assert reached == set(states.values)


@pytest.mark.parametrize(("workflow", "states"), ALL, ids=IDS)
def test_rows_name_known_states_only(workflow, states):
    named = {
        str(state)
        for transition in workflow.transitions.values()
        for state in [*transition.source, *([transition.target] if transition.target else [])]
    }

    assert named <= set(states.values)


@pytest.mark.parametrize(("workflow", "states"), ALL, ids=IDS)
def test_every_letter_of_a_row_has_its_text(workflow, states):
    named = {
        effect.__name__.split(" ")[1]
        for transition in workflow.transitions.values()
        for effect in transition.effects
        if effect.__name__.startswith("write ")
    }
    written = {path.stem for path in (Path(settings.BASE_DIR) / "templates/mail").glob("*.txt")}

    assert named <= written


def test_the_drawn_procedure_is_what_the_tables_say():
    call_command("draw_workflows", check=True)
