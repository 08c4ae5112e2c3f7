"""Asking the city about a requirement, passing the question on, and answering it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.choices import ApplicationState, ReviewState
from accreditation.models import Application, Clarification, Review
from accreditation.workflow import CLARIFICATION
from accreditation.workflow.review import hold_the_application_of
from commitments.models import Requirement
from office import trail
from office.actors import PROCEDURE
from office.days import today
from office.workflow import Refused
from progress.edition import edition_of


def can_ask(application: Application, review: Review) -> bool:
    """While the panel reviews and their own review is open.

    Not while others settle already: whoever still reviews then is one, and all would know who asks.
    """
    reviewing = application.state == ApplicationState.REVIEWING
    return reviewing and review.state == ReviewState.OPEN


def to_ask_about(
    application: Application, review: Review, language: str
) -> list[tuple[str, list[Requirement]]]:
    """Every requirement of the filing by pillar, as the member reads it; none when it is too late.

    Were only those assigned offered, the others assigned to one would know who asks.
    """
    if not can_ask(application, review):
        return []
    return [
        (
            pillar.title,
            [one for each in pillar.commitments.all() for one in each.requirements.all()],
        )
        for pillar in edition_of(application.framework, language).pillars
    ]


@transaction.atomic
def ask_the_city(
    *, review: Review, requirement: Requirement, asked: str, by: User
) -> Clarification:
    """A member's question on any requirement of the filing, to the secretariat first (design §5).

    On any, not only on those assigned to them: where two assess one, each would know who asked.
    Raises PermissionDenied, or Refused once the review or the panel's reviewing is over, for a
    requirement of another edition, and without a question.
    """
    hold_the_application_of(review)
    review.refresh_from_db(from_queryset=Review.objects.select_for_update(no_key=True))
    if not by.has_perm("accreditation.keep_own_review", review):
        raise PermissionDenied
    application = review.member.panel.application
    if not can_ask(application, review):
        raise Refused(_("Questions can be asked while your review is open and the panel reviews."))
    if requirement.framework_id != application.framework_id:
        raise Refused(_("This requirement is not part of what was filed."))
    clarification = Clarification.objects.create(
        application=application,
        requirement=requirement,
        member=review.member,
        asked=_words(asked, _("Please say what you ask.")),
        asked_on=today(),
    )
    # Entered as an act of the procedure: the trail outlives everything, and tells nobody who asked.
    trail.record(clarification, "ask", by=PROCEDURE, workflow=CLARIFICATION.name)
    return clarification


@transaction.atomic
def pass_on(*, clarification: Clarification, sent: str, by: User) -> None:
    """The secretariat sends the question to the city in this wording. Raises as a step does."""
    words = _words(sent, _("Please say what the city is asked."))
    _take("pass_on", clarification, by, sent=words, sent_on=today())


@transaction.atomic
def decline(*, clarification: Clarification, because: str, by: User) -> None:
    """The secretariat does not pass it on; only whoever asked reads why. Raises as a step does.

    The reason is no note of the trail, where others would read it.
    """
    words = _words(because, _("Please give the reason; only whoever asked reads it."))
    _take("decline", clarification, by, declined_because=words)


@transaction.atomic
def answer_the_panel(*, clarification: Clarification, answer: str, by: User) -> None:
    """The city answers, and the whole panel reads it. Raises as a step does."""
    words = _words(answer, _("Please write the answer."))
    _take("answer", clarification, by, answer=words, answered_on=today(), answered_by=by)


def _take(step: str, clarification: Clarification, by: User, **values: Any) -> None:
    """Keep what goes with a step, and take it; where it is not possible, nothing is kept."""
    CLARIFICATION.lock(clarification)
    if clarification.state in CLARIFICATION.transitions[step].source:
        for name, value in values.items():
            setattr(clarification, name, value)
        clarification.save(update_fields=[*values, "changed_at"])
    CLARIFICATION.perform(step, clarification, by=by)


def _words(text: str, missing: str) -> str:
    if not text.strip():
        raise Refused(missing)
    return text.strip()
