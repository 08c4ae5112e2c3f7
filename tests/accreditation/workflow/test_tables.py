"""The whole procedure, at a glance. A change of procedure changes these lists."""

import pytest

from accreditation.workflow import APPLICATION, CONDITION, LABEL, OBJECTION, REVIEW, SESSION
from accreditation.workflow.label_suspension import RESUMES

LEAD = "city lead"
WHO = {
    "accreditation.submit_application": LEAD,
    "accreditation.withdraw_application": LEAD,
    "accreditation.reply_to_contributions": LEAD,
    "accreditation.correct_facts": LEAD,
    "accreditation.challenge_recommendation": LEAD,
    "accreditation.withdraw_label": LEAD,
    "accreditation.file_update": LEAD,
    "accreditation.answer_notice": LEAD,
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
    "accreditation.decide_member_objection": "board",
    "accreditation.report_condition": LEAD,
    "accreditation.record_condition": "secretariat",
    "accreditation.object_to_attending": "city lead",
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
        ("objecting", "replace_member", "objecting", "secretariat"),
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
        ("challenged", "remind", "challenged", "clock"),
        ("decided", "remind", "decided", "clock"),
        ("published", "remind", "published", "clock"),
    }


def test_the_life_of_a_session():
    assert rows(SESSION) == {
        ("planned", "open_filing", "filing", "secretariat, clock"),
        ("filing", "close_filing", "closed", "secretariat, clock"),
        ("closed", "remind_of_attendance", "closed", "clock"),
        ("drawn", "remind_of_attendance", "drawn", "clock"),
        ("closed", "remind_of_reports", "closed", "clock"),
        ("drawn", "remind_of_reports", "drawn", "clock"),
        ("closed", "draw", "drawn", "secretariat (two)"),
        ("drawn", "draw", "drawn", "secretariat (two)"),
        ("closed", "sit", "sitting", "secretariat, clock"),
        ("drawn", "sit", "sitting", "secretariat, clock"),
        ("sitting", "remind", "sitting", "clock"),
        ("sitting", "release", "released", "secretariat (two)"),
    }


def test_the_life_of_a_review():
    assert rows(REVIEW) == {
        ("open", "file", "filed", "reviewer"),
        ("open", "remind", "open", "clock"),
        ("open", "end", "ended", "procedure"),
        ("filed", "end", "ended", "procedure"),
    }


def test_the_life_of_an_objection_to_a_member_of_the_committee():
    assert rows(OBJECTION) == {
        ("open", "uphold", "upheld", "board (two)"),
        ("open", "reject", "rejected", "board (two)"),
        ("open", "take_back", "taken_back", LEAD),
        ("open", "remind", "open", "clock"),
    }


def test_the_life_of_a_condition():
    assert rows(CONDITION) == {
        ("open", "report", "reported", LEAD),
        ("not_met", "report", "reported", LEAD),  # late
        ("reported", "ask_for_more", "open", "secretariat"),
        ("open", "meet", "met", "secretariat (two)"),
        ("reported", "meet", "met", "secretariat (two)"),
        ("open", "miss", "not_met", "secretariat (two)"),
        ("reported", "miss", "not_met", "secretariat (two)"),
        ("open", "remind", "open", "clock"),
        ("reported", "remind", "reported", "clock"),
    }


def test_the_life_of_a_label():
    two, valid = "secretariat (two)", ("valid", "on_hold", "special_review", "downgrade_notice")

    assert rows(LABEL) == {
        # The year of a label.
        *((state, "file_update", state, LEAD) for state in valid),
        ("valid", "remind_of_update", "valid", "clock"),
        ("special_review", "remind_of_update", "special_review", "clock"),
        ("downgrade_notice", "remind_of_update", "downgrade_notice", "clock"),
        ("valid", "give_notice", "valid", "clock"),
        ("special_review", "give_notice", "special_review", "clock"),
        ("downgrade_notice", "give_notice", "downgrade_notice", "clock"),
        ("valid", "hold", "on_hold", "clock"),
        ("on_hold", "return_from_hold", "valid", "procedure"),
        *((state, "remind_of_talk", state, "clock") for state in valid),
        *((state, "remind_of_renewal", state, "clock") for state in valid),
        # Circumstances changed.
        ("valid", "open_special_review", "special_review", two),
        ("on_hold", "open_special_review", "special_review", two),
        ("valid", "review_condition", "special_review", "procedure"),
        ("on_hold", "review_condition", "special_review", "procedure"),
        ("special_review", "close_special_review", "valid", two),
        ("special_review", "end_special_review", "valid", "clock"),
        # The level is in question.
        ("valid", "give_downgrade_notice", "downgrade_notice", two),
        ("on_hold", "give_downgrade_notice", "downgrade_notice", two),
        ("special_review", "give_downgrade_notice", "downgrade_notice", two),
        ("downgrade_notice", "answer_notice", "downgrade_notice", LEAD),
        ("downgrade_notice", "remind_to_decide", "downgrade_notice", "clock"),
        ("downgrade_notice", "keep_level", "valid", two),
        ("downgrade_notice", "lower_level", "valid", two),
        # Not valid for a while, or for good.
        *((state, "suspend", "suspended", two) for state in valid),
        *((state, "suspend_unrenewed", "suspended", "clock") for state in valid),
        ("suspended", "restore", "valid", two),
        ("valid", "resume_hold", "on_hold", "procedure"),
        ("valid", "resume_special_review", "special_review", "procedure"),
        ("valid", "resume_notice", "downgrade_notice", "procedure"),
        ("suspended", "lapse", "lapsed", "clock"),
        ("special_review", "remove", "removed", two),
        ("downgrade_notice", "remove", "removed", two),
        ("suspended", "remove", "removed", two),
        *((state, "withdraw", "withdrawn", LEAD) for state in (*valid, "suspended")),
        *((state, "expire", "expired", "clock, procedure") for state in valid),
        *((state, "replace", "replaced", "procedure") for state in (*valid, "suspended")),
    }


LABEL_GUARDS = {
    "file_update": ["update_can_be_filed", "update_is_complete", "the_year_was_looked_through"],
    "give_notice": ["update_is_late"],
    "hold": ["update_is_late", "notice_was_given_in_writing"],
    "give_downgrade_notice": ["a_lower_level_exists"],
    "answer_notice": [
        "not_answered_before",
        "answer_is_written",
        "cited_evidence_is_released",
    ],
    "keep_level": ["answered_or_time_over"],
    "lower_level": ["answered_or_time_over", "a_lower_level_exists"],
    "suspend_unrenewed": ["validity_is_over", "no_renewal_is_under_way"],
    "expire": ["validity_is_over", "no_renewal_is_under_way"],
    "restore": ["validity_is_not_over"],
}


@pytest.mark.parametrize("name", LABEL.transitions)
def test_what_must_hold_before_a_step_of_a_label(name):
    guards = [guard.__name__ for guard in LABEL.transitions[name].guards]

    assert guards == LABEL_GUARDS.get(name, [])


@pytest.mark.parametrize("name", LABEL.transitions)
def test_whoever_moves_a_label_says_so_in_public(name):
    row = LABEL.transitions[name]
    follows = {effect.__name__ for effect in row.effects}

    # What a label goes back to as it is restored is said once, by the restoring.
    moves = row.target is not None and name not in RESUMES.values()
    assert ("say_it_in_public" in follows) is moves


GUARDS = {
    "submit": [
        "every_requirement_answered", "core_claims_cite_evidence", "cited_files_checked",
        "council_signed_off", "authority_confirmed", "session_open_for_filing",
        "edition_can_be_applied_under",
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
    "replace_member": [
        "no_redraw_is_left", "a_replacement_is_prepared", "the_replacement_keeps_the_rules",
    ],
    "complete": ["no_member_is_lost", "every_member_has_filed"],
    "settle": [
        "no_member_is_lost", "conflicts_declared_by_all", "every_member_has_filed",
        "differences_settled_or_passed_on", "findings_complete", "groups_and_measures_viewed",
        "grave_concern_viewed", "reasoned_findings_written", "dialogue_held", "summary_written",
        "nothing_quotes_a_reviewers_only_contribution",
    ],
    "recommend": [
        "session_is_sitting", "attendance_reaches_the_quorum", "votes_carry_the_recommendation",
        "recommendation_has_reasons", "difference_from_the_level_is_explained",
        "conditions_can_be_met",
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
