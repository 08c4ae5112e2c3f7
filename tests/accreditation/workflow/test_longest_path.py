"""The longest way through the procedure ends before the committee meets (design §5).

Each step is taken on the last day it may be; a step taken by its clock is taken the day after.
"""

from datetime import date, timedelta

import pytest

from accreditation import clocks
from tests.factories.commitments import full

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
EVERY_DAY = [date(2027, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]


def by_clock(due):
    """The day on which a clock takes its step: the one after the window."""
    return due.day + DAY


def longest_path(terms, panel, filed):
    """Step → day, from a filing on the last day to the final report."""
    way = {"submit": filed}
    way["return"] = clocks.completeness_check(terms, way["submit"]).day
    way["submit again"] = clocks.repair(terms, way["return"]).day
    way["admit"] = clocks.completeness_check(terms, way["submit again"]).day
    way["close hearing"] = by_clock(clocks.hearing(terms, way["admit"]))
    way["reply"] = by_clock(clocks.reply(terms, way["close hearing"]))
    way["draw"] = drawn = way["reply"]
    for number in range(1, panel.redraws_max + 1):
        lodged = clocks.objection(terms, drawn).day
        drawn = clocks.objection_settled(terms, lodged).day
        way[f"redraw {number}"] = drawn
    way["confirm panel"] = by_clock(clocks.objection(terms, drawn))
    way["complete"] = clocks.desk_review(terms, way["confirm panel"]).day
    way["settle"] = clocks.settling(terms, way["draw"], way["complete"]).day
    way["final report"] = by_clock(clocks.fact_check(terms, way["settle"]))
    return way


@pytest.fixture
def edition(db):
    return full()


def test_each_step_of_the_walk_follows_the_one_before(edition):
    way = longest_path(edition.clocks, edition.panel, date(2027, 5, 1))

    days = list(way.values())

    assert days == sorted(days)
    assert [name for name in way if name.startswith("redraw")] == ["redraw 1", "redraw 2"]


def test_on_whatever_day_the_committee_meets_the_longest_path_is_over_in_time(edition):
    terms = edition.clocks
    before = timedelta(days=terms.days("panel_report_before_session"))

    late = {
        meets: (way["final report"], meets - before)
        for meets in EVERY_DAY
        if (way := longest_path(terms, edition.panel, clocks.filing_closes(terms, meets)))[
            "final report"
        ]
        > meets - before
    }

    assert late == {}


def test_there_is_room_for_one_more_objection_that_is_rejected_on_its_last_day(edition):
    """After the last redraw the city may object once more; the panel is then confirmed later."""
    terms = edition.clocks
    before = timedelta(days=terms.days("panel_report_before_session"))
    more = timedelta(days=terms.days("panel_objection_decision"))

    ends = [
        meets
        - before
        - more
        - longest_path(terms, edition.panel, clocks.filing_closes(terms, meets))["final report"]
        for meets in EVERY_DAY
    ]

    assert min(ends) >= timedelta(0)


def test_the_session_says_who_attends_after_the_filing_has_closed(edition):
    terms = edition.clocks

    assert all(
        clocks.filing_closes(terms, meets) < clocks.attendance(terms, meets) < meets
        for meets in EVERY_DAY
    )
