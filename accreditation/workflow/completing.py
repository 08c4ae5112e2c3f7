"""When a panel has all it needs: every member who sits has filed, and none is lost."""

from contextlib import suppress

from accreditation.choices import ReviewState
from accreditation.models import Application, PanelMember
from office.actors import PROCEDURE
from office.workflow import Refused

from .application import APPLICATION

STEP = APPLICATION.transitions["complete"]


def complete_if_ready(application: Application) -> None:
    """Take the step where nothing is missing."""
    if application.state in STEP.source and not STEP.blockers(application):
        APPLICATION.perform(STEP.name, application, by=PROCEDURE)


def complete_what_has_become_ready() -> None:
    """Panels nobody completed by filing last: a member who was lost has come back since."""
    seated = PanelMember.objects.seated()
    unfiled = seated.exclude(review__state=ReviewState.FILED)
    ready = (
        Application.objects.filter(state__in=STEP.source)
        .exclude(pk__in=unfiled.values("panel__application"))
        .exclude(pk__in=seated.lost().values("panel__application"))
    )
    for application in ready:
        with suppress(Refused):  # somebody was quicker, or a member is lost again
            APPLICATION.perform(STEP.name, application, by=PROCEDURE)
