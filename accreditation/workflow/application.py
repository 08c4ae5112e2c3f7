"""The life of an application, from draft to publication (design §5).

``remind`` rings four times, a week apart, for as long as a state lasts, and then is silent.
After publication it rings when the time to answer recommendations is over, and after the last day
on which they can be answered.
"""

from django.utils.translation import gettext_lazy as _

from accreditation.choices import ApplicationState as S
from accreditation.letters import city_leads, panel_members, secretariat
from office.workflow import Transition, Workflow

from . import clarification, granting
from . import effects as then
from .committee_rows import COMMITTEE_ROWS
from .filing_rows import FILING_ROWS
from .panel_rows import PANEL_ROWS

APPLICATION = Workflow(
    "application",
    *FILING_ROWS,
    *PANEL_ROWS,
    *COMMITTEE_ROWS,
    Transition(
        name="remind",
        label=_("Remind"),
        source=(
            S.SUBMITTED,
            S.REVIEWING,
            S.SETTLING,
            S.CHALLENGED,
            S.DECIDED,
            S.PUBLISHED,
        ),
        target=None,
        clock=True,
        waits=then.somebody_has_the_ball,
        effects=[then.remind_who_has_the_ball, then.remind_again],
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw the application"),
        source=(
            S.DRAFT,
            S.RETURNED,
            S.SUBMITTED,
            S.HEARING,
            S.REPLYING,
            S.FORMING,
            S.OBJECTING,
            S.REVIEWING,
            S.SETTLING,
            S.FACT_CHECK,
            S.REPORTED,
            S.DEFERRED,
            S.RECOMMENDED,
        ),
        target=S.WITHDRAWN,
        permission="accreditation.withdraw_application",
        effects=[
            then.close_the_hearing_unreleased,
            clarification.end_open_questions_to_the_city,
            then.write_to(panel_members, "application_withdrawn"),
            then.dissolve_the_panel,
            granting.drop_the_renewal,
            then.write_to(city_leads, "application_withdrawn"),
            then.write_to(secretariat, "application_withdrawn"),
        ],
        explains=_("It counts as never made. Your record stays as it is."),
    ),
)
