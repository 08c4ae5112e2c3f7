"""What the committee does with an application: draft, vote, stand aside."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import voting
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, Purpose, SessionState
from accreditation.models import (
    Application,
    BoardVote,
    Recommendation,
    Recusal,
    Session,
    Vote,
)
from accreditation.workflow.committee_guards import days_out_of_reach
from commitments.models import Level
from office import trail
from office.actors import acting
from office.days import today
from office.saving import save_if_unchanged
from office.workflow import Refused

from .conditions import Pair, conditions_of, keep_conditions


def outcomes_for(application: Application) -> list[tuple[str, Level | None]]:
    """What may be recommended: the levels, highest first, and none; or feedback; or to wait.

    An application for feedback only is never given a level (design §1).
    """
    if application.purpose == Purpose.FEEDBACK:
        return [(Outcome.FEEDBACK, None), (Outcome.DEFERRED, None)]
    levels = sorted(application.framework.levels.all(), key=lambda level: -level.rank)
    return [
        *((str(Outcome.LEVEL), level) for level in levels),
        (Outcome.NO_LEVEL, None),
        (Outcome.DEFERRED, None),
    ]


def draft_of(application: Application) -> Recommendation:
    """The recommendation being drafted. Raises Refused when the application is not before
    the committee.
    """
    draft = application.recommendations.filter(made_on=None).first()
    if application.state != S.REPORTED or draft is None:
        raise Refused(_("This application is not before the committee now."))
    return draft


def is_sitting(session: Session) -> bool:
    """Whether the committee can vote now."""
    return session.state == SessionState.SITTING


@transaction.atomic
def draft_recommendation(
    *,
    application: Application,
    outcome: str,
    level: Level | None,
    reasons: str,
    differs_because: str,
    version: int,
    by: User,
    conditions: Sequence[Pair] = (),
) -> bool:
    """Save the draft with its conditions; whether votes were cleared: one belongs to its text.

    Raises Refused when the application is not before the committee, the outcome is none it can
    have, or a condition goes with no level or names a day out of reach; and ChangedMeanwhile when
    another member saved first.
    """
    _lock(application)
    draft = draft_of(application)
    if (outcome, level) not in outcomes_for(application):
        raise Refused(_("This outcome is not possible for this application."))
    conditions = [(text.strip(), due_on) for text, due_on in conditions]
    if conditions and level is None:
        raise Refused(_("A condition goes with a level."))
    if out_of_reach := list(days_out_of_reach(application, conditions)):
        raise Refused(*out_of_reach)
    text = {
        "outcome": outcome,
        "level": level,
        "reasons": reasons.strip(),
        "differs_because": differs_because.strip(),
    }
    changed = changes(draft, text) or conditions_of(draft) != list(conditions)
    save_if_unchanged(draft, version, text)
    if changed:
        keep_conditions(draft, conditions)
    cleared = changed and draft.votes.exists()
    if cleared:
        draft.votes.all().delete()
    trail.record(
        draft,
        "draft",
        by=acting(by),
        workflow="application",
        note=_("Votes cleared.") if cleared else "",
    )
    return cleared


def changes(row: Any, text: Mapping[str, Any]) -> bool:
    """Whether saving ``text`` would change the row."""
    return any(getattr(row, name) != value for name, value in text.items())


@transaction.atomic
def vote(*, application: Application, view: str, dissent: str, version: int, by: User) -> Vote:
    """Record this member's own vote on the draft as they saw it.

    Raises Refused when the committee is not sitting, nothing has been drafted, the vote would
    not count, or the draft has changed since they read it.
    """
    _lock(application)
    draft = draft_of(application)
    session = draft.session
    if not is_sitting(session):
        raise Refused(_("The committee is not sitting now."))
    if refusal := voting.refusal_in_committee(draft, by):
        raise Refused(refusal)
    if not draft.outcome:
        raise Refused(_("There is no draft to vote on yet."))
    if draft.version != version:
        raise Refused(_("The draft has changed since you read it. Please read it again."))
    cast, _created = Vote.objects.update_or_create(
        recommendation=draft, member=by, defaults={"view": view, "dissent": dissent.strip()}
    )
    trail.record(draft, "vote", by=acting(by), workflow="application")
    return cast


@transaction.atomic
def recuse(*, application: Application, reason: str, by: User) -> Recusal:
    """Take no part in this case: the file is hidden from this person at once (design §5).

    A vote they have cast on a draft is withdrawn. Raises Refused without a reason, or when they
    have recused themselves before.
    """
    _lock(application)
    if not reason.strip():
        raise Refused(_("Please give the reason."))
    if application.recusals.filter(member=by).exists():
        raise Refused(_("You take no part in this case already."))
    recusal = Recusal.objects.create(
        application=application, member=by, reason=reason.strip(), declared_on=today()
    )
    Vote.objects.filter(
        recommendation__application=application, recommendation__made_on=None, member=by
    ).delete()
    BoardVote.objects.filter(
        challenge__application=application, challenge__settled_on=None, member=by
    ).delete()
    trail.record(recusal, "recuse", by=acting(by), workflow="application")
    return recusal


def _lock(application: Application) -> None:
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
