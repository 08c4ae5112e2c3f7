"""The life of a session: its steps move its applications in one transaction, by number."""

from django.utils.translation import gettext_lazy as _

from accreditation.choices import SessionState as S
from office.workflow import Transition, Workflow

from . import session_effects as then
from . import session_guards as must
from .pages import page

SESSION = Workflow(
    "session",
    Transition(
        name="open_filing",
        label=_("Open for filing"),
        source=(S.PLANNED,),
        target=S.FILING,
        permission="accreditation.keep_sessions",
        clock=True,
        guards=[must.filing_may_open],
        effects=[then.start_clock_for_the_close],
        explains=_("City leads can submit to this session from now on."),
    ),
    Transition(
        name="close_filing",
        label=_("Close filing"),
        source=(S.FILING,),
        target=S.CLOSED,
        permission="accreditation.keep_sessions",
        clock=True,
        guards=[must.filing_window_over],
        effects=[
            then.start_clock_for_the_meeting,
            then.ask_for_the_attendance,
            then.watch_the_reports,
        ],
        explains=_("No new application can be submitted to this session."),
    ),
    Transition(
        name="draw",
        label=_("Draw the panels"),
        source=(S.CLOSED, S.DRAWN),
        target=S.DRAWN,
        permission="accreditation.keep_sessions",
        two=True,
        guards=[
            must.some_panel_is_to_be_drawn,
            must.every_application_is_ready_for_the_draw,
            must.draw_is_prepared,
            must.draw_is_possible,
        ],
        effects=[then.draw_the_panels],
        explains=_("All panels of the session are drawn at once and published together."),
        page=page("draw"),
    ),
    Transition(
        name="sit",
        label=_("Open the meeting"),
        source=(S.CLOSED, S.DRAWN),
        target=S.SITTING,
        permission="accreditation.keep_sessions",
        clock=True,
        guards=[
            must.day_of_the_meeting,
            must.attendance_published_in_time,
            must.objections_to_members_decided,
            must.every_report_is_final,
        ],
        effects=[then.start_clock_for_the_release],
        explains=_("The committee can now recommend."),
        page=page("attendance"),
    ),
    Transition(
        name="remind_of_attendance",
        label=_("Remind of the attendance"),
        source=(S.CLOSED, S.DRAWN),
        target=None,
        clock=True,
        waits=then.its_attendance_is_not_published,
        effects=[then.remind_of_the_attendance],
    ),
    Transition(
        name="remind_of_reports",
        label=_("Remind of the reports"),
        source=(S.CLOSED, S.DRAWN),
        target=None,
        clock=True,
        effects=[then.remind_of_the_reports],
    ),
    Transition(
        name="remind",
        label=_("Remind of the release"),
        source=(S.SITTING,),
        target=None,
        clock=True,
        effects=[then.remind_of_the_release],
    ),
    Transition(
        name="release",
        label=_("Release the recommendations"),
        source=(S.SITTING,),
        target=S.RELEASED,
        permission="accreditation.keep_sessions",
        asks_again=True,
        two=True,
        guards=[must.every_item_dealt_with, must.all_letters_previewed],
        effects=[then.release_all],
        explains=_("All letters go out at once, and the time for challenges begins."),
    ),
)
