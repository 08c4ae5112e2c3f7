"""The rows from the draw to the final report: what happens around the panel (design §5)."""

from django.utils.translation import gettext_lazy as _

from accreditation import clocks
from accreditation.choices import ApplicationState as S
from accreditation.letters import city_leads, panel_members, secretariat
from office.workflow import Transition

from . import clarification, hearing
from . import committee_effects as committee_then
from . import effects as then
from . import panel_effects as panel_then
from . import panel_guards as panel_must
from .pages import page

PANEL_ROWS = (
    Transition(
        name="draw",
        label=_("Draw the panel"),
        source=(S.FORMING,),
        target=S.OBJECTING,
        procedure=True,
        guards=[panel_must.panel_is_seated],
        effects=[
            then.start_clock("confirm_panel", clocks.objection),
            then.write_to(city_leads, "panel_drawn"),
            then.write_to(panel_members, "panel_joined"),
        ],
    ),
    Transition(
        name="redraw",
        label=_("Draw another panel"),
        source=(S.OBJECTING,),
        target=S.FORMING,
        permission="accreditation.redraw_panel",
        guards=[panel_must.a_member_is_lost, panel_must.redraws_are_left],
        effects=[
            then.count("redrawn_times"),
            then.write_to(panel_members, "panel_dissolved"),
            then.dissolve_the_panel,
            then.write_to(city_leads, "panel_to_be_redrawn"),
        ],
        explains=_("The panel is dissolved; the session draws another."),
        page=page("panel"),
    ),
    Transition(
        name="confirm_panel",
        label=_("Confirm the panel"),
        source=(S.OBJECTING,),
        target=S.REVIEWING,
        permission="accreditation.confirm_panel",
        clock=True,
        guards=[
            panel_must.objection_window_over,
            panel_must.objections_settled,
            panel_must.conflicts_declared_by_all,
            panel_must.no_member_is_lost,
        ],
        effects=[
            panel_then.open_the_reviews,
            then.start_clock("remind", clocks.desk_review),
            panel_then.tell_the_panel_that_reviews_open,
            then.write_to(city_leads, "panel_confirmed"),
        ],
        explains=_("The panel reads the filing; each member reviews without knowing the others."),
        page=page("panel"),
    ),
    Transition(
        name="replace_member",
        label=_("Replace a member"),
        source=(S.OBJECTING, S.REVIEWING, S.SETTLING),
        target=None,
        permission="accreditation.replace_member",
        guards=[
            panel_must.no_redraw_is_left,
            panel_must.a_replacement_is_prepared,
            panel_must.the_replacement_keeps_the_rules,
        ],
        effects=[
            then.seat_the_replacement,
            then.write_to(city_leads, "member_replaced"),
        ],
        explains=_("The prepared change is carried out; the other seats stay as they are."),
        page=page("panel"),
    ),
    Transition(
        name="complete",
        label=_("All reviews filed"),
        source=(S.REVIEWING,),
        target=S.SETTLING,
        procedure=True,
        guards=[panel_must.no_member_is_lost, panel_must.every_member_has_filed],
        effects=[
            clarification.end_open_questions_to_the_city,
            panel_then.lay_out_the_differences,
            then.start_clock_from_the_draw("remind", clocks.settling),
            then.write_to(panel_members, "reviews_complete"),
        ],
    ),
    Transition(
        name="settle",
        label=_("Send the draft report"),
        source=(S.SETTLING,),
        target=S.FACT_CHECK,
        permission="accreditation.settle_panel",
        guards=[
            panel_must.no_member_is_lost,
            panel_must.conflicts_declared_by_all,
            panel_must.every_member_has_filed,
            panel_must.differences_settled_or_passed_on,
            panel_must.findings_complete,
            panel_must.groups_and_measures_viewed,
            panel_must.grave_concern_viewed,
            panel_must.reasoned_findings_written,
            panel_must.dialogue_held,
            panel_must.summary_written,
            hearing.nothing_quotes_a_reviewers_only_contribution,
        ],
        effects=[
            panel_then.number_the_findings,
            then.ask_for_draft_report,
            then.start_clock("correct_facts", clocks.fact_check),
            then.write_to(city_leads, "draft_report"),
        ],
        explains=_("The city reads the draft report and can correct facts."),
        page=page("settling"),
    ),
    Transition(
        name="correct_facts",
        label=_("Finish the fact-check"),
        source=(S.FACT_CHECK,),
        target=S.REPORTED,
        permission="accreditation.correct_facts",
        clock=True,
        effects=[
            then.ask_for_final_report,
            committee_then.put_on_the_agenda,
            then.write_to(secretariat, "report_final"),
            then.write_to(panel_members, "report_final"),
        ],
        explains=_("Your corrections stand in the final report, word for word."),
        page=page("facts"),
    ),
)
