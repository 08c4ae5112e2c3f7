"""The life of an objection to a member of the panel: lodged, settled by the secretariat."""

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accreditation import clocks, letters
from accreditation.choices import PanelObjectionState as S
from accreditation.models import Application, Objection
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.models import Clock
from office.workflow import Taken, Transition, Workflow

from . import reminding


def begin(objection: Objection) -> None:
    """Start its clock, and tell who settles it."""
    application = objection.application
    due = clocks.objection_settled(application.framework.clocks, objection.lodged_on)
    office_clocks.start(PANEL_OBJECTION.name, objection, "remind", due)
    _tell_the_secretariat(objection, "panel_objection_lodged")


def let_those_fall_whose_member_left(application: Application) -> None:
    """Nothing is left to settle where the panel was dissolved or the seat has changed hands."""
    gone = ~Q(member__left_on=None) | ~Q(member__panel__dissolved_on=None)
    left = Objection.objects.open().filter(gone, member__panel__application=application)
    for objection in left.select_related("member__panel__application"):
        PANEL_OBJECTION.perform("fall_away", objection, by=PROCEDURE)


def tell_the_city(objection: Objection, _taken: Taken) -> None:
    application = objection.application
    letters.write(
        application,
        letters.city_leads(application),
        "mail/panel_objection_settled.txt",
        objection=objection,
        member=objection.member.reviewer.public_name,
    )


def remind_the_secretariat(objection: Objection, taken: Taken) -> None:
    """Four times, a week apart; the panel cannot be confirmed before it is settled."""
    _tell_the_secretariat(objection, "panel_objection_late")
    reminding.once_more(PANEL_OBJECTION.name, objection, taken)


def _tell_the_secretariat(objection: Objection, template: str) -> None:
    application = objection.application
    clock = Clock.objects.of(objection).order_by("-pk").first()
    letters.write(
        application,
        letters.secretariat(application),
        f"mail/{template}.txt",
        member=objection.member.reviewer.public_name,
        settle_by=clock.last_day if clock else None,
    )


def _settles(name: str, label: Promise, target: str) -> Transition:
    return Transition(
        name=name,
        label=label,
        source=(S.OPEN,),
        target=target,
        permission="accreditation.settle_objection",
        reasons=True,
        effects=[tell_the_city],
    )


PANEL_OBJECTION = Workflow(
    "panel_objection",
    _settles("uphold", _("Uphold the objection"), S.UPHELD),
    _settles("reject", _("Reject the objection"), S.REJECTED),
    Transition(
        name="remind",
        label=_("Remind"),
        source=(S.OPEN,),
        target=None,
        clock=True,
        effects=[remind_the_secretariat],
    ),
    Transition(
        name="fall_away",
        label=_("Fall away with the seat"),
        source=(S.OPEN,),
        target=S.FALLEN,
        procedure=True,
    ),
)
