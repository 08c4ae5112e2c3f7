"""The rows from the draft to the panel: what the city and the secretariat do (design §5)."""

from django.utils.translation import gettext_lazy as _

from accreditation import clocks
from accreditation.choices import ApplicationState as S
from accreditation.letters import city_leads, secretariat
from office.workflow import Transition

from . import effects as then
from . import granting
from . import guards as must
from .freezing import freeze_the_filing
from .pages import page

FILING_ROWS = (
    Transition(
        name="submit",
        label=_("Submit"),
        source=(S.DRAFT, S.RETURNED),
        target=S.SUBMITTED,
        permission="accreditation.submit_application",
        guards=[
            must.every_requirement_answered,
            must.core_claims_cite_evidence,
            must.cited_files_checked,
            must.council_signed_off,
            must.authority_confirmed,
            must.session_open_for_filing,
            must.edition_can_be_applied_under,
        ],
        effects=[
            freeze_the_filing,
            granting.note_the_renewal,
            then.start_clock("remind", clocks.completeness_check),
            then.write_to(city_leads, "application_received"),
            then.write_to(secretariat, "application_to_check"),
            then.ask_for_self_assessment,
        ],
        explains=_(
            "The record is frozen as it stands now and goes to the secretariat. You can go on "
            "with your own record; what you change later is not part of this application."
        ),
        page=page("prepare"),
    ),
    Transition(
        name="return",
        label=_("Return for completion"),
        source=(S.SUBMITTED,),
        target=S.RETURNED,
        permission="accreditation.return_application",
        reasons=True,
        guards=[must.not_returned_before],
        effects=[
            then.count("returned_times"),
            then.start_clock("lapse", clocks.repair),
            then.write_to(city_leads, "application_returned"),
        ],
        explains=_("The city lead reads your reasons and can submit once more."),
    ),
    Transition(
        name="lapse",
        label=_("Lapse"),
        source=(S.RETURNED,),
        target=S.WITHDRAWN,
        clock=True,
        effects=[granting.drop_the_renewal, then.write_to(city_leads, "application_lapsed")],
    ),
    Transition(
        name="admit",
        label=_("Admit"),
        source=(S.SUBMITTED,),
        target=S.HEARING,
        permission="accreditation.admit_application",
        guards=[must.working_language_agreed],
        effects=[
            then.open_the_hearing,
            then.start_clock("close_hearing", clocks.hearing),
            then.write_to(city_leads, "application_admitted"),
        ],
        explains=_("The public register announces the application, and the hearing opens."),
        page=page("admission"),
    ),
    Transition(
        name="close_hearing",
        label=_("Close the hearing"),
        source=(S.HEARING,),
        target=S.REPLYING,
        permission="accreditation.close_hearing",
        clock=True,
        guards=[must.hearing_window_over, must.everything_screened],
        effects=[
            then.close_the_hearing,
            then.start_clock("reply", clocks.reply),
            then.write_to(city_leads, "hearing_closed"),
        ],
    ),
    Transition(
        name="reply",
        label=_("Finish the reply"),
        source=(S.REPLYING,),
        target=S.FORMING,
        permission="accreditation.reply_to_contributions",
        clock=True,
        effects=[then.write_to(secretariat, "reply_received")],
        explains=_("Your reply goes to the panel as it is saved now; a panel is then drawn."),
        page=page("reply"),
    ),
)
