"""The life of an objection to somebody of the committee: lodged, decided by two of the board."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accreditation import clocks, letters, voting
from accreditation.choices import MemberObjectionState as S
from accreditation.models import MemberObjection
from office import clocks as office_clocks
from office.days import today
from office.workflow import Taken, Transition, Workflow


def begin(objection: MemberObjection) -> None:
    """Start its clock, and tell those who decide and the member concerned."""
    session = objection.session
    due = clocks.member_objection_decided(session.framework.clocks, session.meets_on)
    office_clocks.start("objection", objection, "remind", due)
    _tell(objection, voting.deciders_of(objection), "member_objection_to_decide")
    _tell(objection, letters.secretariat(objection), "member_objection_to_decide")
    _tell(objection, [objection.member], "member_objection_to_you")


def keep_the_decision(objection: MemberObjection, taken: Taken) -> None:
    objection.reasons, objection.settled_on = taken.note.strip(), today()
    objection.save(update_fields=["reasons", "settled_on"])


def tell_the_decision(objection: MemberObjection, _taken: Taken) -> None:
    """The city and the member concerned, with the reasons; and the secretariat."""
    leads = letters.city_leads(objection.application)
    _tell(objection, leads, "member_objection_decided")
    _tell(objection, letters.secretariat(objection), "member_objection_decided")
    _tell(objection, [objection.member], "member_objection_decided")


def tell_that_it_was_taken_back(objection: MemberObjection, _taken: Taken) -> None:
    _tell(objection, letters.secretariat(objection), "member_objection_taken_back")
    _tell(objection, voting.deciders_of(objection), "member_objection_taken_back")
    _tell(objection, [objection.member], "member_objection_taken_back")


def remind_who_decides(objection: MemberObjection, _taken: Taken) -> None:
    """Its day is over; the committee cannot meet before it is decided."""
    _tell(objection, voting.deciders_of(objection), "member_objection_late")
    _tell(objection, letters.secretariat(objection), "member_objection_late")


def _tell(objection: MemberObjection, people: Iterable[User], template: str) -> None:
    letters.write_of_objection(objection, people, f"mail/{template}.txt")


def _decides(name: str, label: Promise, target: str, explains: Promise) -> Transition:
    return Transition(
        name=name,
        label=label,
        source=(S.OPEN,),
        target=target,
        permission="accreditation.decide_member_objection",
        two=True,
        reasons=True,
        effects=[keep_the_decision, tell_the_decision],
        explains=explains,
    )


OBJECTION = Workflow(
    "objection",
    _decides(
        "uphold",
        _("Uphold the objection"),
        S.UPHELD,
        _("The member takes no part in this case, and its file is closed to them. The city, the "
          "member and the secretariat read your reasons."),
    ),
    _decides(
        "reject",
        _("Reject the objection"),
        S.REJECTED,
        _("The member takes part. The city, the member and the secretariat read your reasons."),
    ),
    Transition(
        name="take_back",
        label=_("Take the objection back"),
        source=(S.OPEN,),
        target=S.TAKEN_BACK,
        permission="accreditation.object_to_attending",
        effects=[tell_that_it_was_taken_back],
        explains=_("Those who decide, the secretariat and the member are told."),
    ),
    Transition(
        name="remind",
        label=_("Remind"),
        source=(S.OPEN,),
        target=None,
        clock=True,
        effects=[remind_who_decides],
    ),
)  # fmt: skip
