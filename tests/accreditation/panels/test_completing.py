"""A panel that has become complete without anybody filing last."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.choices import PostKind
from accreditation.tasks import sweep
from accreditation.workflow import REVIEW
from office.days import today
from office.models import TrailEntry
from tests.factories.accreditation_panels import at_reviewing, make_case
from tests.factories.people import PostFactory

pytestmark = pytest.mark.django_db


def state_of(case):
    case.application.refresh_from_db()
    return case.application.state


def all_filed_and_one_lost(case):
    """The last to file completed nothing, for the first holds no post any more."""
    first, *others = case.members
    case.assess(first)
    REVIEW.perform("file", first.review, by=first.user)
    first.user.posts.update(until=today() - timedelta(days=1))
    for member in others:
        case.assess(member)
        REVIEW.perform("file", member.review, by=member.user)
    return first


# --- what goes wrong ------------------------------------------------------------------------------


def test_a_panel_stays_open_while_a_member_is_lost():
    case = at_reviewing()
    all_filed_and_one_lost(case)

    sweep()

    assert state_of(case) == "reviewing"


def test_a_panel_stays_open_while_a_member_has_not_filed():
    case = at_reviewing()
    *others, last = case.members
    for member in others:
        case.assess(member)
        REVIEW.perform("file", member.review, by=member.user)

    sweep()

    assert last.review.state == "open"
    assert state_of(case) == "reviewing"


def test_a_seat_that_changed_hands_waits_for_the_review_of_who_came():
    case = at_reviewing()
    lost = all_filed_and_one_lost(case)
    case.replace(lost)

    sweep()

    assert state_of(case) == "reviewing"


def test_a_case_without_a_panel_is_left_alone():
    case = make_case()

    sweep()

    assert state_of(case) == "forming"


# --- what goes right ------------------------------------------------------------------------------


def test_a_panel_is_complete_once_the_lost_member_holds_their_post_again():
    case = at_reviewing()
    lost = all_filed_and_one_lost(case)
    PostFactory(user=lost.user, kind=PostKind.REVIEWER)

    sweep()
    sweep()

    entries = TrailEntry.objects.of(case.application).filter(step="complete")
    assert state_of(case) == "settling"
    assert entries.count() == 1
    assert case.chair.letters.filter(subject__contains="reviews").exists()


def test_the_worker_looks_by_itself():
    tasks = {row["task"]: row["schedule"] for row in settings.CELERY_BEAT_SCHEDULE.values()}

    assert tasks[sweep.name] == settings.SWEEP_SECONDS


def test_looking_costs_the_same_however_many_panels_wait():
    case = at_reviewing()
    costs = []
    for countries in ((), ("PT", "FI")):
        for country in countries:
            other = make_case(framework=case.framework, session=case.session, country=country)
            other.application.state = "reviewing"
            other.application.save()
            panel = other.application.panels.create(
                draw=case.session.draws.first(), drawn_on=today()
            )
            reviewer = case.members[0].reviewer
            panel.members.create(
                reviewer=reviewer, user=reviewer.user, seat="peer", joined_on=today()
            )
        with CaptureQueriesContext(connection) as asked:
            sweep()
        costs.append(len(asked))

    assert costs == [1, 1]
