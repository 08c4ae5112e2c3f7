"""The rows that change what may be said of a label (design §6).

What the public reads changes only by two people of the secretariat, by the city's own lead, by a
clock, or by the procedure.
"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from accreditation import clocks
from accreditation.choices import LABEL_HELD, LABEL_VALID
from accreditation.choices import LabelState as S
from accreditation.letters import city_team, secretariat
from office.workflow import Effect, Transition

from . import label_effects as then
from . import label_guards as must
from .label_suspension import go_on_as_before
from .pages import page

TELL_ALL = (
    then.write_to(city_team, "label_changed"),
    then.write_to(secretariat, "label_changed"),
)


def and_say_so(*effects: Effect) -> Collection[Effect]:
    """What follows every change of state, around what is special to one."""
    return (then.say_it_in_public, *effects, *TELL_ALL)


KEEPING_ROWS = (
    Transition(
        name="open_special_review",
        label=_("Open a special review"),
        source=(S.VALID, S.ON_HOLD),
        target=S.SPECIAL_REVIEW,
        permission="accreditation.keep_labels",
        two=True,
        reasons=True,
        effects=(
            then.note_what_is_opened,
            *and_say_so(then.start_clock("end_special_review", clocks.special_review)),
        ),
        explains=_(
            "For circumstances that have changed. The label stays valid, and its page gives your "
            "reasons at once."
        ),
    ),
    Transition(
        name="review_condition",
        label=_("Open a special review: a condition was not met"),
        source=(S.VALID, S.ON_HOLD),
        target=S.SPECIAL_REVIEW,
        procedure=True,
        effects=(
            then.note_what_is_opened,
            *and_say_so(then.start_clock("end_special_review", clocks.special_review)),
        ),
    ),
    Transition(
        name="close_special_review",
        label=_("Close the special review"),
        source=(S.SPECIAL_REVIEW,),
        target=S.VALID,
        permission="accreditation.keep_labels",
        two=True,
        reasons=True,
        effects=and_say_so(then.keep_its_clocks),
        explains=_("The label is valid as before, and its page gives your reasons."),
    ),
    Transition(
        name="end_special_review",
        label=_("End the special review: its time is over"),
        source=(S.SPECIAL_REVIEW,),
        target=S.VALID,
        clock=True,
        effects=and_say_so(then.keep_its_clocks),
    ),
    Transition(
        name="give_downgrade_notice",
        label=_("Give a downgrade notice"),
        source=(S.VALID, S.ON_HOLD, S.SPECIAL_REVIEW),
        target=S.DOWNGRADE_NOTICE,
        permission="accreditation.keep_labels",
        two=True,
        reasons=True,
        guards=[must.a_lower_level_exists],
        effects=(then.note_what_is_opened, *and_say_so(then.give_time_to_answer)),
        explains=_(
            "The label keeps its level while the city answers with evidence; its page gives your "
            "reasons at once."
        ),
    ),
    Transition(
        name="keep_level",
        label=_("Keep the level"),
        source=(S.DOWNGRADE_NOTICE,),
        target=S.VALID,
        permission="accreditation.keep_labels",
        two=True,
        reasons=True,
        guards=[must.answered_or_time_over],
        effects=and_say_so(then.keep_its_clocks),
        explains=_("The label is valid as before, and its page gives your reasons."),
        page=page("notice_answer"),
    ),
    Transition(
        name="lower_level",
        label=_("Lower the level"),
        source=(S.DOWNGRADE_NOTICE,),
        target=S.VALID,
        permission="accreditation.keep_labels",
        asks_again=True,
        two=True,
        reasons=True,
        guards=[must.answered_or_time_over, must.a_lower_level_exists],
        effects=(
            then.lower_the_level,
            *and_say_so(then.ask_for_a_new_certificate, then.keep_its_clocks),
        ),
        explains=_(
            "The label stays valid at the next lower level, until the day it always had; its page "
            "gives your reasons, and the level it was granted at."
        ),
        page=page("notice_answer"),
    ),
    Transition(
        name="suspend",
        label=_("Suspend the label"),
        source=LABEL_VALID,
        target=S.SUSPENDED,
        permission="accreditation.keep_labels",
        asks_again=True,
        two=True,
        reasons=True,
        effects=and_say_so(then.start_clock("lapse", clocks.lapse)),
        explains=_("For a grave event. The verification page says so at once, with your reasons."),
    ),
    Transition(
        name="restore",
        label=_("Restore the label"),
        source=(S.SUSPENDED,),
        target=S.VALID,
        permission="accreditation.keep_labels",
        asks_again=True,
        two=True,
        reasons=True,
        guards=[must.validity_is_not_over],
        effects=(go_on_as_before, *and_say_so(then.keep_its_clocks)),
        explains=_(
            "The label is valid again, until the day it always had. A special review, a notice or "
            "a late update goes on where it stood, and the time of the suspension does not count "
            "for it; nor does it count for the yearly update."
        ),
    ),
    Transition(
        name="resume_hold",
        label=_("Restored with the report marked late: the yearly update is still not filed"),
        source=(S.VALID,),
        target=S.ON_HOLD,
        procedure=True,
    ),
    Transition(
        name="resume_special_review",
        label=_("Restored under the special review it was under"),
        source=(S.VALID,),
        target=S.SPECIAL_REVIEW,
        procedure=True,
    ),
    Transition(
        name="resume_notice",
        label=_("Restored with the downgrade notice it had"),
        source=(S.VALID,),
        target=S.DOWNGRADE_NOTICE,
        procedure=True,
    ),
    Transition(
        name="remove",
        label=_("Remove the label"),
        source=(S.SPECIAL_REVIEW, S.DOWNGRADE_NOTICE, S.SUSPENDED),
        target=S.REMOVED,
        permission="accreditation.keep_labels",
        asks_again=True,
        two=True,
        reasons=True,
        effects=and_say_so(),
        explains=_(
            "The label ends for good, and its page gives your reasons. It always follows a "
            "special review, a notice or a suspension, so that the city has been heard."
        ),
    ),
)

ENDING_ROWS = (
    Transition(
        name="withdraw",
        label=_("Give the label back"),
        source=LABEL_HELD,
        target=S.WITHDRAWN,
        permission="accreditation.withdraw_label",
        asks_again=True,
        reasons=True,
        effects=and_say_so(),
        explains=_(
            "The label ends for good, at the authority's own wish. Its page says so at once, with "
            "your reasons; its history stays public."
        ),
    ),
    Transition(
        name="suspend_unrenewed",
        label=_("Suspend the label: no renewal was filed in time"),
        source=LABEL_VALID,
        target=S.SUSPENDED,
        clock=True,
        guards=[must.validity_is_over, must.no_renewal_is_under_way],
        effects=and_say_so(then.start_clock("lapse", clocks.lapse)),
    ),
    Transition(
        name="expire",
        label=_("Expire: the renewal was decided without a level"),
        source=LABEL_VALID,
        target=S.EXPIRED,
        clock=True,
        procedure=True,
        guards=[must.validity_is_over, must.no_renewal_is_under_way],
        effects=and_say_so(),
    ),
    Transition(
        name="lapse",
        label=_("Lapse"),
        source=(S.SUSPENDED,),
        target=S.LAPSED,
        clock=True,
        effects=and_say_so(),
    ),
    Transition(
        name="replace",
        label=_("Replace by a new label"),
        source=LABEL_HELD,
        target=S.REPLACED,
        procedure=True,
        effects=[then.say_it_in_public],
    ),
)
