"""What must be in place before a step of the panel."""

from datetime import timedelta

import pytest

from accreditation.actions import panels, reviews, settling
from accreditation.choices import ApplicationState as S
from accreditation.choices import ConflictKind, FindingKind
from accreditation.demonstration import walk, walk_panel
from accreditation.models import MeasureView, Review
from accreditation.workflow import APPLICATION, REVIEW
from accreditation.workflow.panel_guards import panel_is_seated
from office.clocks import Due, start
from office.days import today
from office.models import Clock
from office.workflow import Refused
from progress.actions import answer_requirement
from tests.factories.progress import answered
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def reasons(step, application):
    return APPLICATION.transitions[step].blockers(application)


def test_an_application_without_a_panel_cannot_be_opened_to_objections(world):
    assert list(panel_is_seated(world.at(S.FORMING))) == ["5 seats of the panel are empty."]


def test_a_panel_is_not_confirmed_while_the_city_can_object_or_conflicts_are_open(world):
    application = world.at(S.OBJECTING)

    found = reasons("confirm_panel", application)

    assert found[0].startswith("The city can object until the end of")
    assert sum("has not declared conflicts yet" in reason for reason in found) == 5


def test_a_sound_panel_is_not_drawn_again(world):
    application = world.at(S.OBJECTING)

    assert "No objection was upheld and no member has a conflict." in reasons("redraw", application)


def test_an_upheld_objection_keeps_the_panel_from_being_confirmed_and_leads_to_another(world):
    application = world.at(S.OBJECTING)
    member = walk_panel.seated(application)[1]
    lead, secretary = world.lead_of(application.city), world.secretariat[0]
    objection = panels.object_to(member=member, grounds="Former employee.", by=lead)
    assert any("has not been settled yet" in one for one in reasons("confirm_panel", application))

    panels.settle_objection(
        objection=objection, upheld=True, reasons="The register says so.", by=secretary
    )
    assert any("cannot take part" in one for one in reasons("confirm_panel", application))
    APPLICATION.perform("redraw", application, by=secretary)
    world.walk_to(application, S.OBJECTING)

    now = {one.reviewer_id for one in walk_panel.seated(application)}
    assert member.reviewer_id not in now
    assert application.redrawn_times == 1


def test_redraws_come_to_an_end(world):
    application = world.at(S.OBJECTING)
    application.redrawn_times = application.framework.panel.redraws_max

    assert any("as often as the rules allow" in one for one in reasons("redraw", application))


def test_a_declared_conflict_stops_the_panel_and_stands_on_the_clock(world):
    application = world.at(S.OBJECTING)
    members = walk_panel.seated(application)
    for member in members[1:]:
        panels.declare(member=member, conflict="", by=member.user)
    panels.declare(member=members[0], conflict=ConflictKind.PERSONAL, by=members[0].user)

    walk.wait_until(application_clock(application).due_on)
    walk.let_days_pass(3)

    application.refresh_from_db()
    assert application.state == S.OBJECTING
    assert "cannot take part" in application_clock(application).reasons[0]


def application_clock(application):
    return Clock.objects.running().of(application).get(step="confirm_panel")


def test_a_member_is_replaced_only_when_it_was_prepared(world):
    application = world.at(S.REVIEWING)

    with pytest.raises(Refused, match="No replacement has been prepared yet"):
        APPLICATION.perform("replace_member", application, by=world.secretariat[0])


def test_a_replaced_member_leaves_the_other_seats_as_they_are(world):
    application = world.at(S.REVIEWING)
    before = walk_panel.seated(application)
    leaving = before[0]
    panels.prepare_replacement(member=leaving, reason="Illness.", by=world.secretariat[0])

    APPLICATION.perform("replace_member", application, by=world.secretariat[0])

    after = walk_panel.seated(application)
    assert len(after) == 5
    assert {one.pk for one in before[1:]} < {one.pk for one in after}
    assert leaving.user not in {one.user for one in after}
    assert application.state == S.REVIEWING


def test_a_new_member_has_a_clock_of_their_own_until_they_file(world):
    application = world.at(S.REVIEWING)
    leaving = walk_panel.seated(application)[0]
    panels.prepare_replacement(member=leaving, reason="Illness.", by=world.secretariat[0])
    APPLICATION.perform("replace_member", application, by=world.secretariat[0])
    review = walk_panel.seated(application)[-1].review
    clock = Clock.objects.running().get(workflow="review")
    assert (clock.subject_key, clock.due_on) == (str(review.pk), today() + timedelta(days=45))

    walk.wait_until(clock.due_on + timedelta(days=1))
    assert review.member.user.letters.filter(subject__contains="reminder").exists()


def test_the_clock_of_a_member_who_leaves_stops(world):
    application = world.at(S.REVIEWING)
    for _time in range(2):
        newest = walk_panel.seated(application)[-1]
        panels.prepare_replacement(member=newest, reason="Illness.", by=world.secretariat[0])
        APPLICATION.perform("replace_member", application, by=world.secretariat[0])

    assert Clock.objects.running().filter(workflow="review").count() == 1


def test_a_review_is_filed_only_when_all_assigned_is_assessed(world):
    application = world.at(S.REVIEWING)
    member = walk_panel.seated(application)[0]

    with pytest.raises(Refused, match="with a reason yet"):
        REVIEW.perform("file", member.review, by=member.user)


def test_a_review_is_not_filed_once_the_panel_no_longer_reviews(world):
    application = world.at(S.FACT_CHECK)
    review = walk_panel.seated(application)[0].review
    Review.objects.filter(pk=review.pk).update(state="open")

    with pytest.raises(Refused, match="The panel is not reviewing now"):
        REVIEW.perform("file", review, by=review.member.user)


def test_a_task_of_another_level_must_be_confirmed_or_questioned(world):
    city = make_city()
    answered(city, world.framework, step=2)
    answer = city.answers.get(requirement__code="R1.1")
    answer_requirement(
        city=city,
        requirement=answer.requirement,
        by=world.lead_of(city),
        version=answer.version,
        step=2,
        special="other_level",
        text="We pay for transport.",
        law="Health act",
        body="The region",
        state="ready",
    )
    application = world.walk_to(world.reopen(city), S.REVIEWING)
    member = next(
        one for one in walk_panel.seated(application) if one.assigned.filter(code="R1.1").exists()
    )
    walk_panel.assess(member, walk_panel.agreeing)
    member.review.assessments.filter(requirement__code="R1.1").update(other_level="")

    with pytest.raises(Refused, match=r"R1\.1: please confirm or question"):
        REVIEW.perform("file", member.review, by=member.user)


def test_settling_is_done_when_nothing_is_open(world):
    application = world.walk_to(world.open(step=2), S.REVIEWING)
    walk_panel.review_all(application, disagreeing)
    walk_panel.add_findings(application, [("R1.1", "concern", "Seen.", "Asked.", "Advised.")])
    finding = application.findings.get()
    finding.taken_up = None
    finding.save()

    found = reasons("settle", application)

    assert any("neither settled nor passed on" in one for one in found)
    assert "R1.1: Concern: please take it into the report or leave it out." in found
    assert any("whether a grave concern is open" in one for one in found)
    assert "The reasoned finding on Level A is not written yet." in found
    assert any("The dialogue with the city is not recorded yet" in one for one in found)
    assert "The summary for residents is not written yet." in found


def disagreeing(member, _code, value):
    return "1" if member.is_chair else value


def test_a_concern_in_the_report_says_what_is_recommended(world):
    application = world.at(S.SETTLING)
    chair = walk_panel.chair_of(application)
    requirement = application.framework.requirements.get(code="R1.1")
    finding = settling.write_panel_finding(
        application=application,
        requirement=requirement,
        kind=FindingKind.CONCERN,
        seen="Seen.",
        asked="Asked.",
        recommended="Advised.",
        grave=None,
        by=chair,
    )
    type(finding).objects.filter(pk=finding.pk).update(recommended="", taken_up=True)

    assert "R1.1: Concern: please say what is recommended." in reasons("settle", application)


def test_a_dialogue_to_come_is_not_one_that_was_held(world):
    application = world.at(S.SETTLING)
    walk_panel.settle_all(application)
    statement = application.statement
    type(statement).objects.update(dialogue_on=walk.today().replace(year=walk.today().year + 1))
    application.refresh_from_db()

    assert reasons("settle", application) == ["The dialogue is still to be held."]


def test_results_for_groups_and_earlier_recommendations_are_viewed(world):
    city = make_city()
    answered(city, world.framework, step=2)
    city.measures.create(title="Count evictions", origin="HRC-2020-0001/F1")
    city.group_results.create(group="women", change="Safer.", agreed="With them.")
    application = world.walk_to(world.reopen(city), S.SETTLING)

    found = reasons("settle", application)

    assert any("please confirm the result or say why not" in one for one in found)
    assert "HRC-2020-0001/F1: please say whether the recommendation was answered." in found
    walk_panel.settle_all(application)
    assert MeasureView.objects.get().answered is False
    assert reasons("settle", application) == []


def test_findings_of_one_reviewer_are_looked_at_by_the_panel(world):
    application = world.at(S.REVIEWING)
    member = walk_panel.seated(application)[0]
    reviews.write_finding(
        review=member.review,
        requirement=member.assigned.first(),
        kind=FindingKind.STRENGTH,
        seen="Seen.",
        asked="Asked.",
        recommended="",
        grave=None,
        by=member.user,
    )
    walk_panel.review_all(application, walk_panel.agreeing)

    assert any("take it into the report or leave it out" in one
               for one in reasons("settle", application))  # fmt: skip


def test_a_clock_never_ends_before_it_began(world):
    clock = start("application", world.open(), "lapse", Due(today().replace(year=2000), "past"))

    assert clock.due_on == today()
