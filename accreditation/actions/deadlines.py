"""Giving more time, with a reason that those who wait can read."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from office import clocks, trail
from office.actors import acting
from office.subjects import number_of
from office.workflow import Refused

from .extending import KINDS, deadline_of


@transaction.atomic
def extend_deadline(*, subject: Any, step: str, to: date, because: str, by: User) -> None:
    """Move the last day of a deadline, also of one that is over and still waited for.

    ``subject`` is an application, a label, a condition, an objection to a member of the committee
    or of a panel, the review of a member who came later, or a session whose recommendations are to
    go out. Those who wait and the city are told. Raises PermissionDenied, or Refused where it does
    not run, for a day too soon or too late, and without a reason.
    """
    if not by.has_perm("accreditation.extend_deadline", subject):
        raise PermissionDenied
    kind = KINDS[type(subject)]
    kind.workflow.lock(subject)
    deadline = deadline_of(subject, step)
    if deadline is None:
        raise Refused(_("This deadline does not run (any more)."))
    if why_not := deadline.why_not(to):
        raise Refused(why_not)
    with trail.gathered():
        try:
            clock = clocks.extend(deadline.clock, subject, to=to, because=because, by=acting(by))
        except ValueError as error:
            raise Refused(str(error)) from error
        kind.move(subject, clock)
        people = {person.pk: person for person in kind.people(subject)}
        kind.write(
            subject,
            people.values(),
            "mail/deadline_extended.txt",
            number=number_of(subject),
            before=deadline.last_day,
            until=to,
            because=clock.extended_because,
            step=kind.ends[step],
        )
