"""Giving more time, with a reason that those who wait can read."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import letters
from accreditation.models import Application
from accreditation.responding import deadlines_of
from accreditation.workflow import APPLICATION
from office import clocks
from office.actors import acting
from office.models import Clock
from office.workflow import Refused
from voices import actions as voices

EXTENDABLE = frozenset(row.name for row in APPLICATION.transitions.values() if row.clock)
HEARING = "close_hearing"


def standing_clock(application: Application, step: str) -> Clock | None:
    """The clock that takes this step when it is over: it runs, or has reminded for the last time
    of what is still waited for.
    """
    return deadlines_of(application).filter(workflow=APPLICATION.name, step=step).first()


@transaction.atomic
def extend_deadline(
    *, application: Application, step: str, to: date, because: str, by: User
) -> None:
    """Move the last day of a deadline, also of one that is over and still waited for.

    Those who wait and the city are told.

    The window for contributions moves with the deadline of the hearing. Raises PermissionDenied,
    or Refused where it does not run, the day is no later, or no reason is given.
    """
    if not by.has_perm("accreditation.extend_deadline", application):
        raise PermissionDenied
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
    clock = standing_clock(application, step)
    if clock is None:
        raise Refused(_("This deadline does not run (any more)."))
    before = clock.last_day
    try:
        clocks.extend(clock, application, to=to, because=because, by=acting(by))
    except ValueError as error:
        raise Refused(str(error)) from error
    if step == HEARING:
        voices.keep_open(city=application.city, until=to)
    people = {person.pk: person for person in letters.who_has_the_ball(application)}
    people |= {person.pk: person for person in letters.city_leads(application)}
    letters.write(
        application,
        people.values(),
        "mail/deadline_extended.txt",
        clock=standing_clock(application, step),
        before=before,
        step=APPLICATION.transitions[step].label,
    )
