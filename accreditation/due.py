"""By when does an application or a review wait for somebody, in the statement that reads it?"""

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.models import Application, Objection, Review, Session
from office.models import Clock
from office.models.clock import REMINDER

WORKFLOW, OF_A_REVIEW, OF_A_SESSION = "application", "review", "session"
OF_AN_OBJECTION = "panel_objection"
BEFORE_THE_COMMITTEE = (S.REPORTED, S.RECOMMENDED, S.DEFERRED)
LAST_DAY = Coalesce("late_since", "due_on")


def with_deadline(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with ``due_on``, the next of its deadlines; one that is over stays while it waits."""
    return applications.annotate(due_on=_next_day(WORKFLOW))


def with_own_deadline(reviews: QuerySet[Review]) -> QuerySet[Any]:
    """Each with ``own_day``: that of a member who came later than the others, or none."""
    return reviews.annotate(own_day=_next_day(OF_A_REVIEW))


def with_release(sessions: QuerySet[Session]) -> QuerySet[Any]:
    """Each with ``release_by``: until when what is recommended goes out, while it sits."""
    return sessions.annotate(release_by=_next_day(OF_A_SESSION))


def with_day_of_release(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with ``release_by``, that of its session."""
    return applications.annotate(release_by=_next_day(OF_A_SESSION, "session_id"))


def first_to_settle() -> Subquery:
    """Until when the first of the objections to an application's panel is to be settled."""
    mine = Objection.objects.open().filter(member__panel__application=OuterRef(OuterRef("pk")))
    keys = mine.order_by().values_list(Cast("pk", CharField()))
    standing = Clock.objects.standing().filter(workflow=OF_AN_OBJECTION, subject_key__in=keys)
    return Subquery(standing.annotate(last=LAST_DAY).order_by("last").values("last")[:1])


def release_of(application: Application) -> Clock | None:
    """Until when all learn what is recommended; of a case that sits before the committee. What the
    committee has made of it so far makes no difference (design §5: embargo).
    """
    session = application.session
    if application.state not in BEFORE_THE_COMMITTEE or session is None:
        return None
    if session.state != SessionState.SITTING:
        return None
    return Clock.objects.standing().of(session).filter(step=REMINDER).first()


def _next_day(workflow: str, subject: str = "pk") -> Subquery:
    key = Cast(OuterRef(subject), CharField())
    standing = Clock.objects.standing().filter(workflow=workflow, subject_key=key)
    days = standing.annotate(last=LAST_DAY).order_by("due_on").values("last")
    return Subquery(days[:1])
