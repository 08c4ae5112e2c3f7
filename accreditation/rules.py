"""Who may do what. When it may be done is the workflow's business, not ours."""

import rules
from django.apps import apps
from django.db.models import BigAutoField, CharField, DateField
from django.utils import timezone

from accounts.choices import PostKind
from accounts.rules import (
    is_auditor,
    is_board_member,
    is_committee_chair,
    is_committee_member,
    is_observer,
    is_secretariat,
)
from accounts.worded import worded_once
from accreditation.choices import ApplicationState as S
from accreditation.choices import LeftOut
from cities.rules import edits_city, leads_city, on_team

ON_THE_BOARD = frozenset({LeftOut.RECOMMENDED})


def _seat(user, application):
    """The seat this person holds on the panel that sits now, or None; read once per application.

    A seat opens nothing to somebody who holds no post as a reviewer any more.
    """
    if application is None or not user.holds(PostKind.REVIEWER):
        return None
    known = _known_seats(user)
    if application.pk not in known:
        held = _seats_in(user=user.pk, application=application.pk, day=timezone.localdate())
        known[application.pk] = held[0] if held else None
    return known[application.pk]


def _seats(user, day):
    seated = apps.get_model("accreditation", "PanelMember").objects.seated().filter(user=user)
    return seated.with_loss(day).with_filing()


@worded_once(user=BigAutoField(), application=BigAutoField(), day=DateField())
def _seats_in(user, application, day):
    return _seats(user, day).filter(panel__application=application)[:1]


@worded_once(user=BigAutoField(), reference=CharField(), day=DateField())
def _seats_at(user, reference, day):
    """With the application and the review."""
    seats = _seats(user, day).select_related(
        *("panel__application__city", "panel__application__framework"), "review"
    )
    return seats.filter(panel__application__reference=reference)[:1]


def _known_seats(user):
    if not hasattr(user, "_seats_by_application"):
        user._seats_by_application = {}
    return user._seats_by_application


def seat_at(user, reference):
    """This person's seat in the case of this reference, or None; with its application and review.

    One statement, after which permissions about that application ask for no seat any more.
    """
    if not user.holds(PostKind.REVIEWER):
        return None
    for seat in _seats_at(user=user.pk, reference=reference, day=timezone.localdate()):
        _known_seats(user)[seat.panel.application_id] = seat
        return seat
    return None


@rules.predicate
def has_a_seat(user, application):
    """Was drawn for this panel, conflict or not: may declare one."""
    return _seat(user, application) is not None


@rules.predicate
def has_declared(user, application):
    """Has declared conflicts, had none, and has come into none: content opens only then."""
    seat = _seat(user, application)
    return seat is not None and seat.declared_on is not None and not seat.is_lost


@rules.predicate
def chairs_panel(user, application):
    seat = _seat(user, application)
    return seat is not None and seat.is_chair


@rules.predicate
def has_reviewed(user, application):
    """Has filed a review of their own: what others found opens only then (design §5)."""
    seat = _seat(user, application)
    return seat is not None and seat.has_filed


def _kept_from(user, application):
    """What keeps this person from deciding here; read once for a person in a request."""
    if not hasattr(user, "_kept_by_application"):
        user._kept_by_application = {}
    known = user._kept_by_application
    if application.pk not in known:
        known[application.pk] = application.keeps_from_deciding(user)
    return known[application.pk]


@rules.predicate
def is_free_to_decide(user, application):
    """Nothing keeps this person from the case but what bears on the board alone."""
    return application is not None and _kept_from(user, application) <= ON_THE_BOARD


@rules.predicate
def recommended_it(user, application):
    """Wrote, voted on or made a recommendation of this application."""
    return application is not None and LeftOut.RECOMMENDED in _kept_from(user, application)


@rules.predicate
def keeps_own_review(user, review):
    """Writes this review, and nothing has come to keep them from the case."""
    member = review.member
    return member.user_id == user.pk and has_declared(user, member.panel.application)


@rules.predicate
def is_free_to_decide_of_it(user, objection):
    """Nothing keeps this person from the case, and the objection is not to them."""
    if objection is None or objection.member_id == user.pk:
        return False
    return not _kept_from(user, objection.application)


def in_states(*states):
    @rules.predicate(name="in_" + "_or_".join(states))
    def predicate(_user, application):
        return application is not None and application.state in states

    return predicate


BEFORE_COMMITTEE = (
    S.REPORTED, S.DEFERRED, S.RECOMMENDED, S.ANNOUNCED, S.CHALLENGED, S.DECIDED, S.PUBLISHED
)  # fmt: skip
panel_is_complete = in_states(S.SETTLING, S.FACT_CHECK, *BEFORE_COMMITTEE)
reviews_with_the_others = has_declared & has_reviewed & panel_is_complete
has_draft_report = in_states(S.FACT_CHECK, *BEFORE_COMMITTEE)
is_before_committee = in_states(*BEFORE_COMMITTEE)
is_announced = in_states(S.ANNOUNCED, S.CHALLENGED, S.DECIDED, S.PUBLISHED)
is_challenged = in_states(S.CHALLENGED, S.DECIDED, S.PUBLISHED)
is_published = in_states(S.PUBLISHED)
has_filed = ~in_states(S.DRAFT)

sits_in_committee = is_committee_member & is_before_committee & is_free_to_decide
chairs_committee = is_committee_chair & is_before_committee & is_free_to_decide
sits_on_board = is_board_member & is_challenged & is_free_to_decide & ~recommended_it


def perm(name, predicate):
    rules.add_perm(f"accreditation.{name}", predicate)


# Steps of the city.
perm("open_application", leads_city)
perm("prepare_application", edits_city)
perm("compare_filing", on_team)
perm("submit_application", leads_city)
perm("withdraw_application", leads_city)
perm("reply_to_contributions", leads_city)
perm("correct_facts", leads_city)
perm("challenge_recommendation", leads_city)
perm("object_to_member", leads_city)
perm("object_to_attending", leads_city)
perm("withdraw_label", leads_city)
perm("write_update", edits_city)
perm("file_update", leads_city)
perm("answer_notice", leads_city)
perm("report_condition", leads_city)
perm("answer_clarification", edits_city)

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
perm("record_condition", is_secretariat)
perm("pass_on_clarification", is_secretariat)

# Steps of the panel, the committee and the board.
perm("declare_conflicts", has_a_seat)
perm("review_application", has_declared)
perm("settle_findings", reviews_with_the_others)
perm("settle_panel", chairs_panel & has_declared & (has_reviewed | ~panel_is_complete))
perm("recuse", is_committee_member | is_board_member)
perm("vote", sits_in_committee)
perm("recommend", chairs_committee)
perm("settle_challenge", sits_on_board)
perm("decide_member_objection", is_board_member & is_free_to_decide_of_it)

# Reading.
perm("see_labels", is_secretariat | is_auditor)
perm("read_label_file", on_team | is_secretariat | is_auditor)
perm("see_sessions", is_secretariat | is_auditor | is_committee_member | is_observer)
perm("read_filing", on_team | ((is_secretariat | is_auditor) & has_filed) | has_declared
     | sits_in_committee | sits_on_board)  # fmt: skip
perm("read_voices", on_team | has_declared)
perm("read_panel", on_team | is_secretariat | is_auditor | has_a_seat | sits_in_committee
     | sits_on_board)  # fmt: skip
perm("read_objections", on_team | is_secretariat | is_auditor)
perm("read_clarifications", on_team | is_secretariat | is_auditor | has_declared)
perm("read_attending", on_team | is_secretariat | is_auditor)
perm("see_who_has_filed", is_secretariat)
perm("read_reviews", reviews_with_the_others | is_auditor & panel_is_complete | sits_on_board)
perm("read_set_aside", is_auditor & panel_is_complete)
perm("read_settlements", reviews_with_the_others
     | (is_auditor | is_secretariat) & panel_is_complete
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
perm("keep_own_review", keeps_own_review)
