"""What follows the steps of the committee and the board, and the decision."""

from accreditation import clocks, letters, reports, voting
from accreditation.choices import (
    ChallengeOutcome,
    Outcome,
    Purpose,
)
from accreditation.models import Application, Decision, Recommendation, Session
from accreditation.standing import standing_of
from office import clocks as office_clocks
from office.days import today
from office.workflow import Taken
from progress.actions import add_measures_from

from .committee_guards import lodged_challenge, next_session


def put_on_the_agenda(application: Application, _taken: Taken) -> None:
    """A draft for the committee to fill, in the application's session."""
    Recommendation.objects.create(
        application=application,
        session=Session.objects.get(applications=application),
        number=application.recommendations.count() + 1,
    )


def make_the_recommendation(application: Application, _taken: Taken) -> None:
    """The draft becomes the recommendation, with this day's levels and the votes that count."""
    draft = application.recommendations.get(made_on=None)
    standing = standing_of(application)
    draft.reached_low = standing.low.code if standing.low else ""
    draft.reached_high = standing.high.code if standing.high else ""
    voting.keep(voting.committee_count(draft))
    draft.made_on = today()
    draft.save(update_fields=["reached_low", "reached_high", "made_on"])
    if draft.outcome != Outcome.DEFERRED:
        application.deferred_times = 0
        application.save(update_fields=["deferred_times"])


def mark_released(application: Application, _taken: Taken) -> None:
    latest = application.recommendation
    latest.released_on = today()
    latest.save(update_fields=["released_on"])


def move_to_the_next_session(application: Application, _taken: Taken) -> None:
    application.session = next_session(application)
    application.save(update_fields=["session"])
    letters.tell_city_who_attends(application)


def lodge_the_challenge(application: Application, taken: Taken) -> None:
    challenge = lodged_challenge(application)
    challenge.lodged_on, challenge.lodged_by = today(), taken.by.person
    challenge.save(update_fields=["lodged_on", "lodged_by"])


def close_the_challenge(application: Application, _taken: Taken) -> None:
    challenge = lodged_challenge(application)
    voting.keep(voting.board_count(challenge))
    challenge.settled_on = today()
    challenge.save(update_fields=["settled_on"])


def decide_as_recommended(application: Application, _taken: Taken) -> None:
    """Silence adopts: the unchallenged recommendation becomes the decision."""
    latest = application.recommendation
    Decision.objects.create(
        application=application,
        recommendation=latest,
        outcome=latest.outcome,
        level=latest.level,
        reasons=latest.reasons,
        decided_on=today(),
    )


def decide_as_the_board_says(application: Application, _taken: Taken) -> None:
    """Upheld: the level the board names, or none. Rejected: as was recommended."""
    challenge, latest = lodged_challenge(application), application.recommendation
    if challenge.outcome == ChallengeOutcome.UPHELD:
        outcome = Outcome.LEVEL if challenge.level else Outcome.NO_LEVEL
        level = challenge.level
        if application.purpose == Purpose.FEEDBACK:
            outcome = Outcome.FEEDBACK
    else:
        outcome, level = latest.outcome, latest.level
    Decision.objects.create(
        application=application,
        recommendation=latest,
        outcome=outcome,
        level=level,
        reasons=challenge.reasons,
        by_board=True,
        decided_on=today(),
    )


def publish_the_decision(application: Application, _taken: Taken) -> None:
    decision = application.decision
    decision.published_on = today()
    decision.save(update_fields=["published_on"])


def ask_for_decision_letter(application: Application, taken: Taken) -> None:
    """The letter as a document, from the facts as they stand now that all else is done."""
    reports.ask_decision_letter(application, by=taken.by.person)


def hand_over_recommendations(application: Application, _taken: Taken) -> None:
    """What the panel recommends becomes measures of the city's own record."""
    findings = application.findings.recommending().select_related("requirement", "application")
    add_measures_from(
        city=application.city,
        recommendations=[
            (finding.reference, finding.recommended, finding.requirement) for finding in findings
        ],
    )


def start_the_clock_for_answers_to_recommendations(application: Application, _taken: Taken) -> None:
    """Where nothing was recommended, nothing is waited for any more."""
    office_clocks.stop("application", application, ["remind"])
    if application.findings.recommending().exists():
        due = clocks.response_plan(application.framework.clocks, today())
        office_clocks.start("application", application, "remind", due)
