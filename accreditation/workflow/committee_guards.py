"""What must be in place before a step of the committee, the board, and the last ones."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation import clocks, voting
from accreditation.choices import ChallengeOutcome, Outcome, SessionState
from accreditation.models import Application, Challenge, Recommendation, Session
from accreditation.standing import differs_from_worked_out
from office.days import today
from office.models import Clock
from office.reading import read_once


@read_once
def recommendations_of(application: Application) -> list[Recommendation]:
    """The newest first, each with what a page says of it."""
    every = application.recommendations.select_related("level", "session", "challenge__level")
    return list(every.prefetch_related("conditions").order_by("-number"))


def latest_of(application: Application) -> Recommendation | None:
    """What the committee last recommended, in draft or made, or None."""
    return next(iter(recommendations_of(application)), None)


def draft_of(application: Application) -> Recommendation | None:
    """The recommendation being drafted, or None."""
    latest = latest_of(application)
    return latest if latest and latest.made_on is None else None


def session_is_sitting(application: Application) -> Iterator[str]:
    session = application.session
    if session is None or session.state != SessionState.SITTING:
        yield _("The committee is not sitting now.")


def attendance_reaches_the_quorum(application: Application) -> Iterator[str]:
    """The quorum of the edition, of the votes that count."""
    draft = draft_of(application)
    count = voting.committee_count(draft) if draft else voting.NOBODY
    votes, quorum = len(count.votes), application.framework.committee.quorum
    if votes < quorum:
        yield ngettext(
            "%(votes)d member has voted; %(quorum)d are needed.",
            "%(votes)d members have voted; %(quorum)d are needed.",
            votes,
        ) % {"votes": votes, "quorum": quorum}
        yield from _left_out(count)


def _left_out(count: voting.Count) -> Iterator[str]:
    for vote in count.left_out:
        yield _("The vote of %(member)s does not count: %(reason)s.") % {
            "member": vote.member,
            "reason": vote.get_left_out_display(),
        }


def votes_carry_the_recommendation(application: Application) -> Iterator[str]:
    draft = draft_of(application)
    if draft is None or draft.outcome in ("", Outcome.DEFERRED):
        yield _("No recommendation has been drafted yet.")
    elif not voting.committee_count(draft).carried:
        yield _("The votes do not carry the recommendation.")


def votes_carry_the_deferral(application: Application) -> Iterator[str]:
    draft = draft_of(application)
    if draft is None or draft.outcome != Outcome.DEFERRED:
        yield _("No deferral has been drafted yet.")
    elif not draft.reasons.strip():
        yield _("The reasons for the deferral are not written yet.")
    elif not voting.committee_count(draft).carried:
        yield _("The votes do not carry the deferral.")


def recommendation_has_reasons(application: Application) -> Iterator[str]:
    draft = draft_of(application)
    if draft is None:
        return
    if not draft.reasons.strip():
        yield _("The reasons are not written yet.")
    if draft.outcome == Outcome.LEVEL and draft.level is None:
        yield _("No level has been named yet.")


def difference_from_the_level_is_explained(application: Application) -> Iterator[str]:
    """No explanation is needed for either of the levels worked out (design §5, “Settling”)."""
    draft = draft_of(application)
    if draft is None or draft.differs_because.strip():
        return
    if differs_from_worked_out(draft):
        yield _("It differs from the level worked out; please say why.")


def conditions_can_be_met(application: Application) -> Iterator[str]:
    """The meeting may be later than their draft."""
    draft = draft_of(application)
    if draft:
        yield from days_out_of_reach(
            application, [(one.text, one.due_on) for one in draft.conditions.all()]
        )


def days_out_of_reach(
    application: Application, conditions: Iterable[tuple[str, date]]
) -> Iterator[str]:
    """A sentence for each condition whose day is too soon, or after the label's last."""
    first, last = clocks.condition_days(application.framework.clocks, today())
    for text, due_on in conditions:
        if not first <= due_on <= last:
            yield _("“%(condition)s”: the day must be between %(first)s and %(last)s.") % {
                "condition": Truncator(text).words(8),
                "first": date_format(first),
                "last": date_format(last),
            }


def deferrals_are_left(application: Application) -> Iterator[str]:
    most = application.framework.max_consecutive_deferrals
    if application.deferred_times >= most:
        yield ngettext(
            "It has been deferred %(count)d time in a row, as often as the rules allow.",
            "It has been deferred %(count)d times in a row, as often as the rules allow.",
            most,
        ) % {"count": most}


def deferral_was_released(application: Application) -> Iterator[str]:
    latest = application.recommendation
    if latest is None or latest.released_on is None:
        yield _("The deferral has not been released yet.")


def next_session(application: Application) -> Session | None:
    """The next session of the edition that has not been released, and meets so late that the
    city can still object to somebody who attends.
    """
    framework = application.framework
    days = timedelta(days=framework.clocks.days("committee_objection_before_session"))
    sessions = Session.objects.filter(framework=framework, meets_on__gte=today() + days)
    sessions = sessions.exclude(state=SessionState.RELEASED)
    if application.session_id:
        sessions = sessions.exclude(pk=application.session_id)
    return sessions.order_by("meets_on").first()


def a_later_session_is_planned(application: Application) -> Iterator[str]:
    if next_session(application) is None:
        yield _("No later session has been planned yet.")


def challenge_window_open(application: Application) -> Iterator[str]:
    clock = Clock.objects.running().of(application).filter(step="adopt").first()
    if clock is None or clock.due_on < today():
        yield _("The time for a challenge is over.")


def challenge_window_over(application: Application) -> Iterator[str]:
    clock = Clock.objects.of(application).filter(step="adopt").order_by("-pk").first()
    if clock and clock.due_on >= today():
        yield _("The city can challenge until the end of %(day)s.") % {
            "day": date_format(clock.due_on)
        }


def challenge_of(application: Application) -> Challenge | None:
    """The challenge to the last recommendation, in draft or lodged, or None."""
    return Challenge.objects.filter(recommendation=application.recommendation).first()


def lodged_challenge(application: Application) -> Challenge:
    """The challenge to the last recommendation. Raises DoesNotExist when there is none."""
    return Challenge.objects.get(recommendation=application.recommendation)


def challenge_has_grounds(application: Application) -> Iterator[str]:
    challenge = challenge_of(application)
    if challenge is None or not challenge.grounds.strip():
        yield _("The grounds of the challenge are not written yet.")


def board_has_voted(application: Application) -> Iterator[str]:
    """A quorum and a majority, of the votes that count: nobody who recommended is among them."""
    challenge = challenge_of(application)
    count = voting.board_count(challenge) if challenge else voting.NOBODY
    votes, quorum = len(count.votes), application.framework.board.quorum
    if votes < quorum:
        yield ngettext(
            "%(votes)d member of the board has voted; %(quorum)d are needed.",
            "%(votes)d members of the board have voted; %(quorum)d are needed.",
            votes,
        ) % {"votes": votes, "quorum": quorum}
        yield from _left_out(count)
    elif not count.carried:
        yield _("The votes of the board do not carry its draft.")


def _board_reasons(challenge: Challenge | None) -> Iterator[str]:
    if challenge is None or not challenge.reasons.strip():
        yield _("The board's reasons are not written yet.")


def challenge_is_settled_with_reasons(application: Application) -> Iterator[str]:
    challenge = challenge_of(application)
    settled = (ChallengeOutcome.UPHELD, ChallengeOutcome.REJECTED)
    if challenge is None or challenge.outcome not in settled:
        yield _("The board has not drafted whether the challenge is upheld.")
    yield from _board_reasons(challenge)


def challenge_is_referred_back_with_reasons(application: Application) -> Iterator[str]:
    challenge = challenge_of(application)
    if challenge is None or challenge.outcome != ChallengeOutcome.REFERRED_BACK:
        yield _("The board has not drafted that it refers the challenge back.")
    yield from _board_reasons(challenge)


def not_referred_back_before(application: Application) -> Iterator[str]:
    if application.referred_back_times >= 1:
        yield _("It has been referred back once already.")


def decision_letter_previewed(application: Application) -> Iterator[str]:
    decision = getattr(application, "decision", None)
    if decision is None or decision.previewed_on is None:
        yield _("The letter to the city has not been previewed yet.")
