"""A challenge: the city's grounds, and what the board makes of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import voting
from accreditation.choices import ApplicationState as S
from accreditation.choices import ChallengeOutcome, Purpose
from accreditation.models import Application, BoardVote, Challenge
from accreditation.workflow.committee_guards import challenge_window_open
from commitments.models import Level
from office import trail
from office.actors import acting
from office.saving import save_if_unchanged
from office.workflow import Refused

from .recommendations import changes


@transaction.atomic
def write_grounds(*, application: Application, grounds: str, version: int, by: User) -> Challenge:
    """Save the city's grounds as a draft; the step lodges them.

    Raises Refused outside the window, ChangedMeanwhile when somebody else saved first.
    """
    _lock(application)
    if application.state != S.ANNOUNCED:
        raise Refused(_("There is no recommendation to challenge now."))
    if reasons := list(challenge_window_open(application)):
        raise Refused(*reasons)
    challenge, _created = Challenge.objects.get_or_create(
        application=application, recommendation=application.recommendation
    )
    save_if_unchanged(challenge, version, {"grounds": grounds.strip()})
    trail.record(challenge, "write_grounds", by=acting(by), workflow="application")
    return challenge


def before_the_board(application: Application) -> Challenge:
    """The challenge the board has to settle. Raises Refused when there is none."""
    challenge = application.challenges.filter(lodged_on__isnull=False, settled_on=None).first()
    if application.state != S.CHALLENGED or challenge is None:
        raise Refused(_("There is no challenge to settle now."))
    return challenge


def outcomes_for(application: Application) -> list[tuple[str, Level | None]]:
    """What the board may say: upheld with another level or none, rejected, or referred back.

    The same level may be upheld where it is its conditions that the city challenges: they fall.
    """
    upheld: list[Level | None] = [None]
    if application.purpose == Purpose.LEVEL:
        latest = application.recommendation
        conditional = latest.conditions.exists()
        upheld = [
            level
            for level in [*application.framework.levels.order_by("-rank"), None]
            if level != latest.level or conditional
        ]
    return [
        *((str(ChallengeOutcome.UPHELD), level) for level in upheld),
        (ChallengeOutcome.REJECTED, None),
        (ChallengeOutcome.REFERRED_BACK, None),
    ]


@transaction.atomic
def draft_settlement(
    *,
    application: Application,
    outcome: str,
    level: Level | None,
    reasons: str,
    version: int,
    by: User,
) -> bool:
    """Save the board's draft; whether votes were cleared, since a vote belongs to its text.

    Raises Refused when there is nothing to settle or the outcome is none it can have, and
    ChangedMeanwhile when another member saved first.
    """
    _lock(application)
    challenge = before_the_board(application)
    if (outcome, level) not in outcomes_for(application):
        raise Refused(_("This outcome is not possible for this challenge."))
    text = {"outcome": outcome, "level": level, "reasons": reasons.strip()}
    changed = changes(challenge, text)
    save_if_unchanged(challenge, version, text)
    cleared = changed and challenge.votes.exists()
    if cleared:
        challenge.votes.all().delete()
    trail.record(
        challenge,
        "draft",
        by=acting(by),
        workflow="application",
        note=_("Votes cleared.") if cleared else "",
    )
    return cleared


@transaction.atomic
def board_vote(*, application: Application, view: str, version: int, by: User) -> BoardVote:
    """Record this board member's own vote on the draft as they saw it.

    Raises Refused when there is no draft, the vote would not count, or the draft has changed
    since they read it.
    """
    _lock(application)
    challenge = before_the_board(application)
    if refusal := voting.refusal_on_board(challenge, by):
        raise Refused(refusal)
    if not challenge.outcome:
        raise Refused(_("There is no draft to vote on yet."))
    if challenge.version != version:
        raise Refused(_("The draft has changed since you read it. Please read it again."))
    cast, _created = BoardVote.objects.update_or_create(
        challenge=challenge, member=by, defaults={"view": view}
    )
    trail.record(challenge, "vote", by=acting(by), workflow="application")
    return cast


def _lock(application: Application) -> None:
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
