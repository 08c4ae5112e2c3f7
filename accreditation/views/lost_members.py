"""The secretariat's duty where a panel cannot go on before a seat changes hands."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.models import User
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, PanelMember

from .duty import Task

MOST = 20


def for_lost_members(user: User) -> Iterator[Task]:
    """Panels with a member who cannot take part any more, whatever keeps them from it."""
    if not user.holds(PostKind.SECRETARIAT):
        return
    lost = PanelMember.objects.seated().lost().values("panel__application")
    stuck = Application.objects.filter(
        pk__in=lost, state__in=[S.OBJECTING, S.REVIEWING, S.SETTLING]
    )
    for application in stuck.select_related("city")[:MOST]:
        if application.state == S.OBJECTING:
            title = _("Have the panel drawn again: a member cannot take part")
        else:
            title = _("Replace a member of the panel who cannot take part any more")
        hint = f"{application.city} · {application.reference}"
        yield Task(title, hint, reverse("accreditation:panel", args=[application.reference]))
