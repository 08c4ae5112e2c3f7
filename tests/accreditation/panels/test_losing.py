"""A member who cannot go on: the panel is not complete without them, and somebody is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ReviewState
from accreditation.models import Review
from accreditation.workflow import APPLICATION, REVIEW
from cities.choices import Role
from office.days import today
from office.models import Clock, TrailEntry
from office.ringing import ring
from tests.factories.accreditation_panels import at_objecting, at_reviewing, at_settling
from tests.factories.cities import MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_panel_with_a_lost_member_is_not_complete_though_all_others_have_filed():
    case = at_reviewing()
    first, *others = case.members
    for member in others:
        case.assess(member)
        REVIEW.perform("file", member.review, by=member.user)
    case.assess(first)
    MembershipFactory(city=case.city, user=first.user, role=Role.OBSERVER)
    Review.objects.filter(pk=first.review.pk).update(state=ReviewState.FILED)

    found = case.blockers("complete")

    assert found == [
        f"{first.reviewer.public_name} cannot take part any more; another reviewer must take the "
        "seat."
    ]


def test_the_last_to_file_does_not_complete_a_panel_that_has_lost_a_member():
    case = at_reviewing()
    first, *others, last = case.members
    for member in (first, *others):
        case.assess(member)
        REVIEW.perform("file", member.review, by=member.user)
    first.user.posts.update(until=today())
    case.assess(last)

    REVIEW.perform("file", last.review, by=last.user)

    case.application.refresh_from_db()
    assert case.application.state == "reviewing"


def test_a_late_conflict_ends_the_review_and_its_clock():
    case = at_reviewing()
    newest = case.replace(case.members[0])

    case.lose(newest)

    newest.review.refresh_from_db()
    assert newest.review.state == ReviewState.ENDED
    assert not Clock.objects.running().filter(workflow="review").exists()


def test_after_a_replacement_the_new_members_review_completes_the_panel():
    case = at_reviewing()
    first, *others = case.members
    for member in case.members:
        case.assess(member)
    for member in others:
        REVIEW.perform("file", member.review, by=member.user)
    case.lose(first)
    coming = case.replace(first)
    case.assess(coming)

    REVIEW.perform("file", coming.review, by=coming.user)

    case.application.refresh_from_db()
    assert case.application.state == "settling"


def test_a_review_that_ends_with_its_seat_is_a_step_in_the_trail():
    case = at_reviewing()
    first, *others = case.members

    case.replace(first)
    APPLICATION.perform("withdraw", case.application, by=case.lead)

    reviews = [member.review for member in (first, *others)]
    assert {ended(review) for review in reviews} == {("open", "ended", "procedure")}


def ended(review):
    entry = TrailEntry.objects.of(review).get(step="end")
    return entry.source, entry.target, entry.actor_kind


# --- who is reminded ------------------------------------------------------------------------------


@pytest.mark.parametrize(("lost", "reminders"), [(True, 0), (False, 1)])
def test_who_came_later_is_reminded_unless_something_keeps_them_from_the_case(lost, reminders):
    case = at_reviewing()
    newest = case.replace(case.members[0])
    if lost:
        MembershipFactory(city=case.city, user=newest.user, role=Role.EDITOR)

    clock = Clock.objects.running().of(newest.review).get(step="remind")
    yesterday = today() - timedelta(days=1)
    Clock.objects.filter(pk=clock.pk).update(started_on=yesterday, due_on=yesterday)
    ring(clock)

    assert newest.user.letters.filter(subject__contains="remind").count() == reminders
    assert TrailEntry.objects.of(newest.review).filter(step="remind").count() == reminders


# --- who is told ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "says", "task"),
    [
        (at_objecting, "must be drawn again", "Have the panel drawn again"),
        (at_reviewing, "take the step “Replace a member”", "Replace a member of the panel"),
        (at_settling, "take the step “Replace a member”", "Replace a member of the panel"),
    ],
)
def test_the_secretariat_is_told_and_has_a_task(client, sign_in, make, says, task):
    case = make()
    member = case.members[0]
    sign_in(client, case.secretariat[0])
    before = client.get(reverse("accreditation:desk")).text

    case.lose(member)

    letter = case.secretariat[0].letters.get(subject__contains="has declared a conflict")
    assert member.reviewer.public_name in letter.body
    assert says in letter.body
    assert "personal" not in letter.body.lower()
    assert task not in before
    assert task in client.get(reverse("accreditation:desk")).text


def test_a_conflict_after_the_report_changes_nothing_but_is_told():
    case = at_settling()
    case.application.state = "fact_check"
    case.application.save()
    member = case.members[0]

    case.lose(member)

    member.review.refresh_from_db()
    letter = case.secretariat[0].letters.get(subject__contains="has declared a conflict")
    assert member.review.state == ReviewState.FILED
    assert "has sent its report already" in letter.body


def test_nobody_else_has_that_task(client, sign_in, holder_of):
    case = at_reviewing()
    case.lose(case.members[0])
    sign_in(client, holder_of(PostKind.AUDITOR))

    assert "Replace a member" not in client.get(reverse("accreditation:desk")).text


def test_the_task_is_gone_once_the_seat_is_taken(client, sign_in):
    case = at_reviewing()
    first = case.members[0]
    case.lose(first)
    case.replace(first)
    sign_in(client, case.secretariat[0])

    assert "Replace a member" not in client.get(reverse("accreditation:desk")).text
