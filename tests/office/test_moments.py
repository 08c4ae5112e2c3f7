"""When something was saved is told on the procedure's day, as all other days are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from cities.choices import Role
from commitments.models import Requirement
from office import days
from office.models import Installation
from progress.actions import answer_requirement, comment_on
from tests.factories import commitments
from tests.factories.cities import CityFactory
from tests.factories.progress import evidence_of

pytestmark = pytest.mark.django_db
MOVED = timedelta(days=400)


@pytest.fixture
def moved():
    """A demonstration whose days have passed."""
    Installation.objects.create(pk=1, is_demonstration=True, offset_days=MOVED.days)
    days.forget()


def is_now(moment, offset):
    """Within an hour: the clocks may have been changed in between."""
    return abs(moment - timezone.now() - offset) < timedelta(hours=1, minutes=1)


@pytest.fixture
def saved(member_of):
    """A function: an answer, a comment and a piece of evidence, saved now by a city's editor."""

    def save():
        commitments.six()
        city = CityFactory(name="Östhafen")
        editor = member_of(city, Role.EDITOR, second_factor=False)
        asked = Requirement.objects.get(code="R1.1")
        answer = answer_requirement(
            city=city, requirement=asked, by=editor, version=0, step=1, text="Said."
        )
        comment = comment_on(city=city, requirement=asked, text="Is it so?", by=editor)
        version = evidence_of(city, by=editor).versions.get()
        answer.refresh_from_db()
        return editor, answer, comment, version

    return save


def test_outside_a_demonstration_it_is_the_real_moment_and_asks_nothing(
    saved, django_assert_num_queries
):
    _editor, answer, comment, version = saved()

    for moment in (answer.changed_at, answer.versions.get().at, comment.at, version.added_at):
        assert is_now(moment, timedelta())
    with django_assert_num_queries(0):
        days.now()


def test_in_a_demonstration_it_is_told_on_its_day(client, sign_in, moved, saved):
    editor, answer, comment, version = saved()
    today = date_format(days.today(), "j F Y")

    page = sign_in(client, editor).get(f"/record/{answer.city.slug}/r/R1.1/").text

    for moment in (answer.changed_at, answer.versions.get().at, comment.at, version.added_at):
        assert is_now(moment, MOVED)
    assert f"Last saved {today}" in page
    assert date_format(timezone.localdate(), "j F Y") not in page


def test_this_moment_and_this_day_are_of_one_day(moved):
    assert timezone.localtime(days.now(), days.ZONE).date() == days.today()


def test_a_database_may_become_a_demonstration_once(monkeypatch):
    before = days.now()
    Installation.objects.create(pk=1, is_demonstration=True, offset_days=3)
    unasked = days.now()
    monkeypatch.setattr(days, "ASK_AGAIN", -1)

    assert is_now(unasked, before - timezone.now())
    assert is_now(days.now(), timedelta(days=3))
    monkeypatch.setattr(days, "ASK_AGAIN", 60)
    assert days.days_may_move()
