"""Who may do what. When it may be done is the workflow's business, not ours."""

import rules

from accounts.rules import (
    is_auditor,
    is_board_member,
    is_committee_chair,
    is_committee_member,
    is_observer,
    is_secretariat,
)
from accreditation.choices import ApplicationState as S
from cities.rules import edits_city, leads_city, on_team


def _seat(user, application):
    """The person's seat on the panel that sits now, or None; read once per application."""
    seats = user.__dict__.setdefault("_seats_by_application", {})
    if application.pk not in seats:
        seats[application.pk] = (
            user.seats.seated().filter(panel__application_id=application.pk).first()
        )
    return seats[application.pk]


@rules.predicate
def on_panel(user, application):
    """Sits on this panel now and has no conflict."""
    seat = _seat(user, application) if application else None
    return seat is not None and not seat.conflict


@rules.predicate
def has_a_seat(user, application):
    """Was drawn for this panel, conflict or not: may declare one."""
    return application is not None and _seat(user, application) is not None


@rules.predicate
def has_declared(user, application):
    """Has declared conflicts, and had none: content opens only then."""
    seat = _seat(user, application) if application else None
    return seat is not None and seat.declared_on is not None and not seat.conflict


@rules.predicate
def chairs_panel(user, application):
    seat = _seat(user, application) if application else None
    return seat is not None and seat.is_chair and not seat.conflict


@rules.predicate
def is_recused(user, application):
    return application is not None and application.recusals.filter(member=user).exists()


@rules.predicate
def recommended_it(user, application):
    """Voted on a recommendation of this application."""
    return (
        application is not None and application.recommendations.filter(votes__member=user).exists()
    )


def in_states(*states):
    @rules.predicate(name="in_" + "_or_".join(states))
    def predicate(_user, application):
        return application is not None and application.state in states

    return predicate


BEFORE_COMMITTEE = (
    S.REPORTED, S.DEFERRED, S.RECOMMENDED, S.ANNOUNCED, S.CHALLENGED, S.DECIDED, S.PUBLISHED
)  # fmt: skip
panel_is_complete = in_states(S.SETTLING, S.FACT_CHECK, *BEFORE_COMMITTEE)
has_draft_report = in_states(S.FACT_CHECK, *BEFORE_COMMITTEE)
is_before_committee = in_states(*BEFORE_COMMITTEE)
is_announced = in_states(S.ANNOUNCED, S.CHALLENGED, S.DECIDED, S.PUBLISHED)
is_challenged = in_states(S.CHALLENGED, S.DECIDED, S.PUBLISHED)
is_published = in_states(S.PUBLISHED)
has_filed = ~in_states(S.DRAFT)

sits_in_committee = is_committee_member & is_before_committee & ~is_recused & ~on_team
chairs_committee = is_committee_chair & is_before_committee & ~is_recused & ~on_team
sits_on_board = is_board_member & is_challenged & ~is_recused & ~recommended_it & ~on_team


def perm(name, predicate):
    rules.add_perm(f"accreditation.{name}", predicate)


# Steps of the city.
perm("open_application", leads_city)
perm("prepare_application", edits_city)
perm("submit_application", leads_city)
perm("withdraw_application", leads_city)
perm("reply_to_contributions", leads_city)
perm("correct_facts", leads_city)
perm("challenge_recommendation", leads_city)
perm("object_to_member", leads_city)

# Steps of the secretariat.
perm("return_application", is_secretariat)
perm("admit_application", is_secretariat)
perm("close_hearing", is_secretariat)
perm("redraw_panel", is_secretariat)
perm("confirm_panel", is_secretariat)
perm("settle_objection", is_secretariat)
perm("replace_member", is_secretariat)
perm("publish_decision", is_secretariat)
perm("extend_deadline", is_secretariat)
perm("keep_sessions", is_secretariat)
perm("keep_pool", is_secretariat)
perm("keep_labels", is_secretariat)

# Steps of the panel, the committee and the board.
perm("declare_conflicts", has_a_seat)
perm("review_application", has_declared)
perm("settle_findings", has_declared & panel_is_complete)
perm("settle_panel", chairs_panel & has_declared)
perm("recuse", is_committee_member | is_board_member)
perm("vote", sits_in_committee)
perm("recommend", chairs_committee)
perm("settle_challenge", sits_on_board)

# Reading.
perm("see_labels", is_secretariat | is_auditor)
perm("see_sessions", is_secretariat | is_auditor | is_committee_member | is_observer)
perm("read_filing", on_team | ((is_secretariat | is_auditor) & has_filed) | has_declared
     | sits_in_committee | sits_on_board)  # fmt: skip
perm("read_panel", on_team | is_secretariat | is_auditor | has_a_seat | sits_in_committee
     | sits_on_board)  # fmt: skip
perm("read_objections", on_team | is_secretariat | is_auditor)
perm("see_who_has_filed", is_secretariat)
perm("read_reviews", (has_declared | is_auditor) & panel_is_complete | sits_on_board)
perm("read_settlements", ((has_declared | is_auditor | is_secretariat) & panel_is_complete)
     | sits_in_committee | sits_on_board)  # fmt: skip
perm("read_draft_report", ((on_team | has_declared | is_secretariat | is_auditor)
     & has_draft_report) | sits_in_committee | sits_on_board)  # fmt: skip
perm("read_report", ((on_team | has_declared | is_secretariat | is_auditor) & is_before_committee)
     | sits_in_committee | sits_on_board)  # fmt: skip
perm("read_recommendation", ((is_secretariat | is_auditor) & is_before_committee)
     | sits_in_committee | sits_on_board | ((on_team | has_declared) & is_announced))  # fmt: skip
perm("read_deliberation", sits_in_committee | ((is_secretariat | is_auditor)
     & is_before_committee))  # fmt: skip
perm("read_votes", sits_in_committee | sits_on_board | is_auditor & is_before_committee)
perm("read_challenge", on_team | is_secretariat | is_auditor | sits_on_board)
perm("read_released", (on_team | is_secretariat | is_auditor | sits_on_board) & is_announced)
perm("read_trail", on_team | is_secretariat | is_auditor)
perm("keep_own_review", rules.predicate(lambda user, review: review.member.user_id == user.pk))
