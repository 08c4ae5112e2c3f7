"""What objections to the committee ask of somebody today: rows of the desk."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import clocks
from accreditation.actions.attending import TO_COME
from accreditation.models import Application, MemberObjection
from office.days import today

from .tasks import MOST, Task, task_about


def for_leads(led: list[int]) -> Iterator[Task]:
    """While the city can object to somebody who attends."""
    if not led:
        return
    published = Application.objects.filter(
        city__in=led, state__in=TO_COME, session__attendance_published_on__isnull=False
    )
    for application in published.select_related("city", "framework", "session")[:MOST]:
        session: Any = application.session  # whose attendance is published
        until = clocks.member_objection(application.framework.clocks, session.meets_on)
        if today() <= until.day:
            title = _("Look at who of the committee attends: you can object to a member")
            yield task_about(application, title, "attending", until.day)


def to_decide(user: User) -> Iterator[Task]:
    """By two of the board; whoever has asked for a decision waits for the other."""
    mine = MemberObjection.objects.to_decide_by(user).open()
    found = mine.select_related("application__city", "session__framework", "member")
    for objection in found[:MOST]:
        session = objection.session
        due = clocks.member_objection_decided(session.framework.clocks, session.meets_on)
        hint = f"{objection.application.city} · {objection.reference}"
        url = objection.get_absolute_url()
        yield Task(_("Decide on an objection to a member of the committee"), hint, url, due.day)
