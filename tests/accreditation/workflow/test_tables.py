"""The whole procedure, at a glance. A change of procedure changes these lists."""

import pytest

from accreditation.workflow import APPLICATION, LABEL, REVIEW, SESSION

LEAD = "city lead"
WHO = {
    "accreditation.submit_application": LEAD,
    "accreditation.withdraw_application": LEAD,
    "accreditation.reply_to_contributions": LEAD,
    "accreditation.correct_facts": LEAD,
    "accreditation.challenge_recommendation": LEAD,
    "accreditation.return_application": "secretariat",
    "accreditation.admit_application": "secretariat",
    "accreditation.close_hearing": "secretariat",
    "accreditation.redraw_panel": "secretariat",
    "accreditation.confirm_panel": "secretariat",
    "accreditation.replace_member": "secretariat",
    "accreditation.publish_decision": "secretariat",
    "accreditation.keep_sessions": "secretariat",
    "accreditation.keep_labels": "secretariat",
    "accreditation.settle_panel": "panel chair",
    "accreditation.recommend": "committee chair",
    "accreditation.settle_challenge": "board",
    "accreditation.keep_own_review": "reviewer",
}


def rows(workflow):
    """(from, step, to, who) for every row; a step that stays shows its own state."""
    return {
        (source, step.name, step.target or source, ", ".join(who(step)))
        for step in workflow.transitions.values()
        for source in step.source
    }


def who(step):
    if step.permission:
        yield WHO[step.permission] + (" (two)" if step.two else "")
    if step.clock:
        yield "clock"
    if step.procedure:
        yield "procedure"


def test_the_life_of_an_application():
    withdrawn = {
        (state, "withdraw", "withdrawn", LEAD)
        for state in (
            "draft", "returned", "submitted", "hearing", "replying", "forming", "objecting",
            "reviewing", "settling", "fact_check", "reported", "deferred", "recommended",
        )
    }  # fmt: skip

    assert rows(APPLICATION) == withdrawn | {
        ("draft", "submit", "submitted", LEAD),
        ("returned", "submit", "submitted", LEAD),
        ("submitted", "return", "returned", "secretariat"),
        ("returned", "lapse", "withdrawn", "clock"),
        ("submitted", "admit", "hearing", "secretariat"),
        ("hearing", "close_hearing", "replying", "secretariat, clock"),
        ("replying", "reply", "forming", "city lead, clock"),
        ("forming", "draw", "objecting", "procedure"),
        ("objecting", "redraw", "forming", "secretariat"),
        ("objecting", "confirm_panel", "reviewing", "secretariat, clock"),
        ("reviewing", "replace_member", "reviewing", "secretariat"),
        ("settling", "replace_member", "settling", "secretariat"),
        ("reviewing", "complete", "settling", "procedure"),
        ("settling", "settle", "fact_check", "panel chair"),
        ("fact_check", "correct_facts", "reported", "city lead, clock"),
        ("reported", "recommend", "recommended", "committee chair"),
        ("reported", "defer", "deferred", "committee chair"),
        ("deferred", "resume", "reported", "clock"),
        ("recommended", "release", "announced", "procedure"),
        ("announced", "challenge", "challenged", LEAD),
        ("announced", "adopt", "decided", "clock"),
        ("challenged", "settle_challenge", "decided", "board"),
        ("challenged", "refer_back", "reported", "board"),
        ("decided", "publish", "published", "secretariat (two)"),
        # Reminders move nothing.
        ("submitted", "remind", "submitted", "clock"),
        ("reviewing", "remind", "reviewing", "clock"),
        ("settling", "remind", "settling", "clock"),
        ("published", "remind", "published", "clock"),
    }


def test_the_life_of_a_session():
    assert rows(SESSION) == {
        ("planned", "open_filing", "filing", "secretariat, clock"),
        ("filing", "close_filing", "closed", "secretariat, clock"),
        ("closed", "draw", "drawn", "secretariat (two)"),
        ("drawn", "draw", "drawn", "secretariat (two)"),
        ("closed", "sit", "sitting", "secretariat, clock"),
        ("drawn", "sit", "sitting", "secretariat, clock"),
        ("sitting", "release", "released", "secretariat (two)"),
    }


def test_the_life_of_a_review():
    assert rows(REVIEW) == {
        ("open", "file", "filed", "reviewer"),
        ("open", "remind", "open", "clock"),
        ("open", "end", "ended", "procedure"),
        ("filed", "end", "ended", "procedure"),
    }


def test_the_life_of_a_label():
    assert rows(LABEL) == {
        ("valid", "suspend", "suspended", "secretariat (two)"),
        ("suspended", "restore", "valid", "secretariat (two)"),
        ("valid", "expire", "expired", "clock"),
        ("suspended", "expire", "expired", "clock"),
        ("valid", "replace", "replaced", "procedure"),
        ("suspended", "replace", "replaced", "procedure"),
    }


GUARDS = {
    "submit": [
        "every_requirement_answered", "core_claims_cite_evidence", "council_signed_off",
        "authority_confirmed", "session_open_for_filing", "edition_can_be_applied_under",
    ],
    "return": ["not_returned_before"],
    "admit": ["working_language_agreed"],
    "close_hearing": ["hearing_window_over", "everything_screened"],
    "draw": ["panel_is_seated"],
    "redraw": ["a_member_is_lost", "redraws_are_left"],
    "confirm_panel": [
        "objection_window_over", "objections_settled", "conflicts_declared_by_all",
        "no_member_is_lost",
    ],
    "replace_member": ["a_replacement_is_prepared", "the_replacement_keeps_the_rules"],
    "complete": ["no_member_is_lost", "every_member_has_filed"],
    "settle": [
        "no_member_is_lost", "conflicts_declared_by_all", "every_member_has_filed",
        "differences_settled_or_passed_on", "findings_complete", "groups_and_measures_viewed",
        "grave_concern_viewed", "reasoned_findings_written", "dialogue_held", "summary_written",
    ],
    "recommend": [
        "session_is_sitting", "attendance_reaches_the_quorum", "votes_carry_the_recommendation",
        "recommendation_has_reasons", "difference_from_the_level_is_explained",
    ],
    "defer": [
        "session_is_sitting", "attendance_reaches_the_quorum", "votes_carry_the_deferral",
        "deferrals_are_left",
    ],
    "resume": ["deferral_was_released", "a_later_session_is_planned"],
    "challenge": ["challenge_window_open", "challenge_has_grounds"],
    "adopt": ["challenge_window_over"],
    "settle_challenge": ["board_has_voted", "challenge_is_settled_with_reasons"],
    "refer_back": [
        "board_has_voted", "challenge_is_referred_back_with_reasons", "not_referred_back_before",
        "a_later_session_is_planned",
    ],
    "publish": ["decision_letter_previewed"],
}  # fmt: skip


@pytest.mark.parametrize("name", APPLICATION.transitions)
def test_what_must_hold_before_a_step(name):
    guards = [guard.__name__ for guard in APPLICATION.transitions[name].guards]

    assert guards == GUARDS.get(name, [])
