"""What must be in place before the city and the secretariat take a step."""

from datetime import timedelta

import pytest

from accreditation.actions.applications import agree_on_language
from accreditation.choices import ApplicationState as S
from accreditation.demonstration import walk, walk_panel
from accreditation.models import Session
from accreditation.workflow import APPLICATION
from cities.choices import Confirmation
from commitments.models import Framework
from office.days import today
from office.models import Clock, Installation
from office.workflow import Refused
from progress.actions import add_version
from progress.files import checking
from progress.models import Citation, GroupResult
from tests.factories.commitments import full
from tests.factories.progress import answered, evidence_of, pdf, waiting_evidence
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def reasons(step, application):
    return APPLICATION.transitions[step].blockers(application)


def prepared(world, **facts):
    """A draft with everything in place but what the test takes away."""
    application = world.open(**facts)
    lead = world.lead_of(application.city)
    walk.prepare(application, world.session, evidence_of(application.city, by=lead), lead)
    return application


def test_nothing_is_missing_from_a_prepared_application(world):
    assert reasons("submit", prepared(world)) == []


def test_every_requirement_needs_an_answer(world):
    application = prepared(world)
    application.city = make_city()

    assert "6 requirements have no answer yet." in reasons("submit", application)


def test_a_core_claim_needs_evidence(world):
    application = prepared(world)
    Citation.objects.filter(answer__city=application.city).delete()

    assert "R1.1 is a core requirement and cites no evidence yet." in reasons("submit", application)


def test_every_cited_file_must_have_been_checked(world):
    application = prepared(world)
    city = application.city
    cited = Citation.objects.filter(answer__city=city)[0].evidence
    papers = [waiting_evidence(city, title=title) for title in ("Minutes", "Plan", "Not cited")]
    GroupResult.objects.create(city=city, group="women", change="Open.", evidence=papers[0])
    application.sign_off.document = papers[1]
    checking.refuse(papers[1].versions.get(), "This file is damaged.")
    add_version(evidence=cited, by=world.lead_of(city), file=pdf())

    assert set(reasons("submit", application)) == {
        f"A file of “{cited}” is still being checked. Look again in a minute.",
        "A file of “Minutes” is still being checked. Look again in a minute.",
        "The newest file of “Plan” could not be taken; add another one to it.",
    }


def test_the_council_must_have_decided_and_a_session_be_chosen(world):
    assert reasons("submit", world.open()) == [
        "The decision of the elected council is not recorded yet.",
        "No session has been chosen yet.",
    ]


def test_the_authority_must_be_confirmed(world):
    application = prepared(world)
    application.city.confirmed_how = Confirmation.NOT_YET

    assert reasons("submit", application) == [
        "It is not confirmed yet that this account speaks for the authority."
    ]


def test_a_session_that_has_closed_takes_no_new_application(world):
    application = prepared(world)
    walk.wait_until(world.session.filing_closes_on + timedelta(days=1))
    application.refresh_from_db()

    assert reasons("submit", application) == [f"{world.session} takes no applications now."]


def test_a_session_of_another_edition_takes_no_application(world):
    application = prepared(world)
    world.session.refresh_from_db()
    Session.objects.filter(pk=world.session.pk).update(framework=full())
    application.session.refresh_from_db()

    assert reasons("submit", application) == [
        f"{world.session} works with another edition of the framework."
    ]


def test_a_returned_application_keeps_its_place_only_while_its_time_runs(world):
    application = world.at(S.SUBMITTED)
    APPLICATION.perform("return", application, by=world.secretariat[0], note="Incomplete.")

    assert reasons("submit", application) == []
    Clock.objects.running().of(application).update(stopped_on=today())
    assert reasons("submit", application) == ["The time for completion is over."]


def test_a_retired_edition_can_no_longer_be_applied_under(world):
    application = prepared(world)
    Framework.objects.filter(pk=world.framework.pk).update(
        state="retired", retired_on=today() + timedelta(days=1)
    )
    application.framework.refresh_from_db()

    assert reasons("submit", application) == ["This edition of the framework has been retired."]


def test_an_edition_in_consultation_is_for_demonstrations(world):
    application = prepared(world)
    application.framework.state = "consultation"
    Installation.objects.update(is_demonstration=False, offset_days=0)

    assert "This edition is in consultation; applications need a published one." in reasons(
        "submit", application
    )


def test_an_application_is_returned_once_at_most(world):
    application = world.at(S.SUBMITTED)
    lead = world.lead_of(application.city)
    APPLICATION.perform("return", application, by=world.secretariat[0], note="Incomplete.")
    APPLICATION.perform("submit", application, by=lead)

    with pytest.raises(Refused, match="returned once already"):
        APPLICATION.perform("return", application, by=world.secretariat[0], note="Again.")

    assert application.filings.count() == 2


def test_a_return_needs_reasons(world):
    application = world.at(S.SUBMITTED)

    with pytest.raises(Refused, match="Please give the reasons"):
        APPLICATION.perform("return", application, by=world.secretariat[0], note="  ")


def test_admission_needs_an_agreed_language(world):
    application = world.at(S.SUBMITTED)

    assert reasons("admit", application) == ["The working language has not been agreed yet."]

    agree_on_language(
        application=application, version=application.version, language="en", by=world.secretariat[0]
    )
    assert reasons("admit", application) == []


def test_a_hearing_is_not_closed_before_its_last_day_is_over(world):
    application = world.at(S.HEARING)

    with pytest.raises(Refused, match="Residents and organisations can contribute until"):
        APPLICATION.perform("close_hearing", application, by=world.secretariat[0])


def test_the_secretariat_is_reminded_week_by_week_until_it_admits(world):
    application = world.at(S.SUBMITTED)

    walk.wait_until(today() + timedelta(days=30))

    letters = world.secretariat[0].letters.filter(subject__contains="reminder")
    assert letters.count() == 2
    rule = Clock.objects.running().of(application).get(step="remind").rule
    assert rule == "14 days after the application was submitted"


def test_nobody_is_reminded_for_ever(world):
    application = world.at(S.SUBMITTED)

    walk.wait_until(today() + timedelta(days=365))

    letters = world.secretariat[0].letters.filter(subject__contains="reminder")
    assert letters.count() == 4
    assert not Clock.objects.running().of(application).exists()


def test_reminders_are_counted_anew_in_each_state(world):
    application = world.at(S.SUBMITTED)
    walk.wait_until(today() + timedelta(days=100))

    world.walk_to(application, S.REVIEWING)
    member = walk_panel.seated(application)[0].user
    walk.wait_until(today() + timedelta(days=365))

    assert member.letters.filter(subject__contains="reminder").count() == 4


def test_a_withdrawal_closes_the_hearing_and_stops_the_clocks(world):
    application = world.at(S.HEARING)

    APPLICATION.perform("withdraw", application, by=world.lead_of(application.city))

    assert not Clock.objects.running().of(application).exists()
    assert application.stage == "withdrawn"
    walk.wait_until(today() + timedelta(days=90))
    application.refresh_from_db()
    assert application.state == S.WITHDRAWN


def test_a_city_may_apply_again_after_it_has_withdrawn(world):
    application = world.at(S.SUBMITTED)
    APPLICATION.perform("withdraw", application, by=world.lead_of(application.city))

    assert world.reopen(application.city).state == S.DRAFT


def test_a_filing_never_changes_when_the_record_goes_on(world):
    application = world.at(S.SUBMITTED)
    content, digest = application.filing.content, application.filing.content_hash
    answer = application.city.answers.first()
    answer.text = "Something new."
    answer.save()

    frozen = application.filing
    assert (frozen.content, frozen.content_hash) == (content, digest)
    assert "Something new." not in {filed.text for filed in frozen.answers.all()}


def test_the_filing_of_a_larger_record_names_groups_and_measures(world):
    city = make_city()
    answered(city, world.framework, step=2)
    from_review = city.measures.create(title="Count evictions", origin="HRC-2020-0001/F1")
    application = world.walk_to(world.reopen(city), S.SUBMITTED)

    measure = application.filing.measures.get()
    assert (measure.origin, measure.title) == (from_review.origin, "Count evictions")
