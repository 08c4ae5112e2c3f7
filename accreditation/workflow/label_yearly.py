"""The rows of a label's year: the light update, its notice, and what is reminded of."""

from django.utils.translation import gettext_lazy as _

from accreditation.choices import LABEL_VALID
from accreditation.choices import LabelState as S
from accreditation.letters import city_leads, city_team, secretariat
from office.workflow import Transition

from . import label_effects as then
from . import label_guards as must
from .label_rows import and_say_so
from .pages import page

NOT_ON_HOLD = (S.VALID, S.SPECIAL_REVIEW, S.DOWNGRADE_NOTICE)

YEARLY_ROWS = (
    Transition(
        name="file_update",
        label=_("File the yearly update"),
        source=LABEL_VALID,
        target=None,
        permission="accreditation.file_update",
        guards=[
            must.update_can_be_filed,
            must.update_is_complete,
            must.the_year_was_looked_through,
        ],
        effects=[
            then.file_the_update,
            then.ask_for_the_next_update,
            then.return_from_hold,
            then.keep_its_clocks,
            then.write_to(city_team, "label_update_filed"),
            then.write_to(secretariat, "label_update_filed"),
        ],
        explains=_(
            "It is kept as it is saved now, with what you looked through and your measures as they "
            "stand today. The "
            "secretariat and the auditor read it; the public learns that it was filed, and when."
        ),
        page=page("update"),
    ),
    Transition(
        name="remind_of_update",
        label=_("Remind of the yearly update"),
        source=NOT_ON_HOLD,
        target=None,
        clock=True,
        effects=[then.write_to(city_leads, "label_update_soon")],
    ),
    Transition(
        name="give_notice",
        label=_("Give written notice: the yearly update is late"),
        source=NOT_ON_HOLD,
        target=None,
        clock=True,
        guards=[must.update_is_late],
        effects=[
            then.note_the_notice,
            then.keep_its_clocks,
            then.write_to(city_leads, "label_update_notice"),
        ],
    ),
    Transition(
        name="hold",
        label=_("Mark the report late: the yearly update is not filed"),
        source=(S.VALID,),
        target=S.ON_HOLD,
        clock=True,
        guards=[must.update_is_late, must.notice_was_given_in_writing],
        effects=and_say_so(),
    ),
    Transition(
        name="return_from_hold",
        label=_("Mark the report no longer late: the yearly update is filed"),
        source=(S.ON_HOLD,),
        target=S.VALID,
        procedure=True,
        effects=and_say_so(),
    ),
    Transition(
        name="answer_notice",
        label=_("Send the answer to the notice"),
        source=(S.DOWNGRADE_NOTICE,),
        target=None,
        permission="accreditation.answer_notice",
        guards=[
            must.not_answered_before,
            must.answer_is_written,
            must.cited_evidence_is_released,
        ],
        effects=[then.send_the_answer, then.write_to(secretariat, "label_notice_answered")],
        explains=_("It goes to the secretariat as it is saved now, with the evidence it cites."),
        page=page("notice_answer"),
    ),
    Transition(
        name="remind_to_decide",
        label=_("Remind that the notice is to be decided"),
        source=(S.DOWNGRADE_NOTICE,),
        target=None,
        clock=True,
        effects=[
            then.write_to(city_leads, "label_notice_over"),
            then.write_to(secretariat, "label_notice_over"),
        ],
    ),
    Transition(
        name="remind_of_talk",
        label=_("Remind of the mid-term talk"),
        source=LABEL_VALID,
        target=None,
        clock=True,
        effects=[
            then.write_to(city_leads, "label_talk_due"),
            then.write_to(secretariat, "label_talk_due"),
        ],
    ),
    Transition(
        name="remind_of_renewal",
        label=_("Remind of the renewal"),
        source=LABEL_VALID,
        target=None,
        clock=True,
        effects=[then.write_to(city_leads, "label_renewal_soon")],
    ),
)
