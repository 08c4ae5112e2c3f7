"""What a panel asks of the secretariat: an objection to settle, a seat that must change hands."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accreditation.choices import ApplicationState as S
from accreditation.due import first_to_settle
from accreditation.models import Objection, PanelMember
from accreditation.workflow.panel_guards import can_be_drawn_again

from .tasks import Task, task_about

AT_WORK = (S.OBJECTING, S.REVIEWING, S.SETTLING)


def stuck(day: date) -> tuple[Q, dict[str, Any]]:
    """Which applications have a panel that cannot go on as it is, and what tells why.

    ``day`` is the real day, which posts follow.
    """
    objections = Objection.objects.open()
    lost = PanelMember.objects.seated().lost(day)
    at_work = lost.filter(panel__application__state__in=AT_WORK)  # not of all there ever were
    which = Q(pk__in=objections.values("member__panel__application")) | Q(
        pk__in=at_work.values("panel__application")
    )
    return which, {
        "has_objection": Exists(objections.filter(member__panel__application=OuterRef("pk"))),
        "objection_due": first_to_settle(),
        "has_lost": Exists(lost.filter(panel__application=OuterRef("pk"))),
    }


def for_its_panel(application: Any) -> Iterator[Task]:
    """A member is lost whatever keeps them from the case."""
    if application.has_objection:
        title = _("Settle an objection to a member of the panel")
        yield task_about(application, title, "panel", application.objection_due)
    if application.has_lost and application.state in AT_WORK:
        if can_be_drawn_again(application):
            title = _("Have the panel drawn again: a member cannot take part")
        else:
            title = _("Replace a member of the panel who cannot take part any more")
        yield task_about(application, title, "panel")
