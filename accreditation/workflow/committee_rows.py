"""The rows from the final report to publication: committee, board, secretariat (design §5)."""

from django.utils.translation import gettext_lazy as _

from accreditation import clocks
from accreditation.choices import ApplicationState as S
from accreditation.letters import board, city_leads, panel_members, secretariat
from office.workflow import Transition

from . import committee_effects as committee_then
from . import committee_guards as committee_must
from . import effects as then
from . import granting
from .pages import page

COMMITTEE_ROWS = (
    Transition(
        name="recommend",
        label=_("Recommend"),
        source=(S.REPORTED,),
        target=S.RECOMMENDED,
        permission="accreditation.recommend",
        guards=[
            committee_must.session_is_sitting,
            committee_must.attendance_reaches_the_quorum,
            committee_must.votes_carry_the_recommendation,
            committee_must.recommendation_has_reasons,
            committee_must.difference_from_the_level_is_explained,
            committee_must.conditions_can_be_met,
        ],
        effects=[committee_then.make_the_recommendation],
        explains=_("Nobody outside the committee learns of it before the session is released."),
        page=page("committee"),
    ),
    Transition(
        name="defer",
        label=_("Defer"),
        source=(S.REPORTED,),
        target=S.DEFERRED,
        permission="accreditation.recommend",
        guards=[
            committee_must.session_is_sitting,
            committee_must.attendance_reaches_the_quorum,
            committee_must.votes_carry_the_deferral,
            committee_must.deferrals_are_left,
        ],
        effects=[then.count("deferred_times"), committee_then.make_the_recommendation],
        explains=_("A deferral is no recommendation and cannot be challenged."),
        page=page("committee"),
    ),
    Transition(
        name="resume",
        label=_("Resume"),
        source=(S.DEFERRED,),
        target=S.REPORTED,
        clock=True,
        guards=[committee_must.deferral_was_released, committee_must.a_later_session_is_planned],
        effects=[
            committee_then.move_to_the_next_session,
            committee_then.put_on_the_agenda,
            then.write_to(city_leads, "application_resumed"),
            then.write_to(secretariat, "application_resumed"),
        ],
    ),
    Transition(
        name="release",
        label=_("Release"),
        source=(S.RECOMMENDED,),
        target=S.ANNOUNCED,
        procedure=True,
        effects=[
            committee_then.mark_released,
            then.start_clock("adopt", clocks.challenge),
            then.write_to(city_leads, "recommendation"),
        ],
    ),
    Transition(
        name="challenge",
        label=_("Challenge the recommendation"),
        source=(S.ANNOUNCED,),
        target=S.CHALLENGED,
        permission="accreditation.challenge_recommendation",
        guards=[committee_must.challenge_window_open, committee_must.challenge_has_grounds],
        effects=[
            committee_then.lodge_the_challenge,
            then.start_clock("remind", clocks.challenge_settled),
            then.write_to(city_leads, "challenge_received"),
            then.write_to(board, "challenge_lodged"),
            then.write_to(secretariat, "challenge_lodged"),
        ],
        explains=_("The board reads your grounds and settles the challenge with reasons."),
        page=page("challenge"),
    ),
    Transition(
        name="adopt",
        label=_("Adopt the recommendation"),
        source=(S.ANNOUNCED,),
        target=S.DECIDED,
        clock=True,
        guards=[committee_must.challenge_window_over],
        effects=[
            committee_then.decide_as_recommended,
            then.start_clock("remind", clocks.publication),
            then.write_to(secretariat, "decision_to_publish"),
        ],
    ),
    Transition(
        name="settle_challenge",
        label=_("Settle the challenge"),
        source=(S.CHALLENGED,),
        target=S.DECIDED,
        permission="accreditation.settle_challenge",
        guards=[
            committee_must.board_has_voted,
            committee_must.challenge_is_settled_with_reasons,
        ],
        effects=[
            committee_then.close_the_challenge,
            committee_then.decide_as_the_board_says,
            then.start_clock("remind", clocks.publication),
            then.write_to(secretariat, "decision_to_publish"),
        ],
        explains=_("The board's word decides the application."),
        page=page("board"),
    ),
    Transition(
        name="refer_back",
        label=_("Refer back to the committee"),
        source=(S.CHALLENGED,),
        target=S.REPORTED,
        permission="accreditation.settle_challenge",
        guards=[
            committee_must.board_has_voted,
            committee_must.challenge_is_referred_back_with_reasons,
            committee_must.not_referred_back_before,
            committee_must.a_later_session_is_planned,
        ],
        effects=[
            then.count("referred_back_times"),
            committee_then.close_the_challenge,
            committee_then.move_to_the_next_session,
            committee_then.put_on_the_agenda,
            then.write_to(city_leads, "challenge_referred_back"),
            then.write_to(secretariat, "challenge_referred_back"),
        ],
        explains=_("The committee takes it up again in its next session. This is possible once."),
        page=page("board"),
    ),
    Transition(
        name="publish",
        label=_("Publish"),
        source=(S.DECIDED,),
        target=S.PUBLISHED,
        permission="accreditation.publish_decision",
        asks_again=True,
        two=True,
        guards=[committee_must.decision_letter_previewed],
        effects=[
            committee_then.publish_the_decision,
            granting.grant_the_label,
            granting.drop_the_renewal,
            granting.end_the_label_not_renewed,
            committee_then.hand_over_recommendations,
            committee_then.start_the_clock_for_answers_to_recommendations,
            committee_then.ask_for_decision_letter,
            then.write_to(city_leads, "decision"),
            then.write_to(panel_members, "decision_published"),
        ],
        explains=_("The decision, its reasons and the report become public, with the label."),
        page=page("letter"),
    ),
)
