"""What a year has brought: what is late, new, moved, not known yet, or has lain."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.choices import Ask
from office.days import today
from progress.edition import edition_of
from progress.models import Answer, Measure, Reading, Series
from progress.records import measures_as_said
from progress.year import lines_since
from tests.factories.progress import AnswerFactory

DAY = timedelta(days=1)


@pytest.fixture
def lines(city, six):
    """A function: the lines since a year ago, with the plan as it was told then."""

    def read(before=()):
        return lines_since(city, six, today() - 365 * DAY, before)

    return read


@pytest.fixture
def measure(city):
    """A function: a measure of the city."""

    def make(**facts):
        return Measure.objects.create(city=city, **{"title": "Open a desk", **facts})

    return make


def test_an_empty_record_has_nothing_to_look_at(lines):
    assert lines() == []


def test_a_measure_that_goes_its_way_is_no_line(lines, measure):
    measure(due_on=today())
    measure(title="Old", state="done", due_on=today() - DAY)

    assert lines() == []


def test_a_late_measure_says_since_when(lines, measure):
    late = measure(due_on=today() - DAY)

    (line,) = lines()

    assert line.key == f"measure-{late.pk}:late"
    assert line.says.startswith("It is late: it was due on")


def test_a_recommendation_stays_until_it_is_answered(lines, measure):
    open_one = measure(origin="HRC-1/F1")

    assert "recommended it; what was done is not said yet" in lines()[0].says
    open_one.account = "We did."
    open_one.save()
    assert lines() == []


def test_what_was_told_last_year_and_has_changed_says_how(lines, measure, city):
    held = measure(due_on=today() + DAY)
    gone = measure(title="Paint it", origin="HRC-1/F2", account="Soon.")
    before = measures_as_said(city)
    held.due_on += DAY
    held.save()
    gone.title, gone.state = "Paint it blue", "dropped"
    gone.save()
    measure(title="New")

    moved, dropped = sorted(lines(before), key=lambda line: line.title)

    assert moved.says.startswith("Its day has moved from")
    assert dropped.says == "It is new that it stands at: Dropped, with reasons."


def test_something_more_to_say_is_another_line(lines, measure, city):
    held = measure(due_on=today() - DAY)
    before = measures_as_said(city)
    first = lines(before)[0].key
    held.state = "under_way"
    held.save()

    assert lines(before)[0].key != first


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (None, "There is no reading yet."),
        (400, "The latest reading is of"),
        (5, "There is a new reading, of"),
    ],
)
def test_what_is_measured_says_when_it_was_measured_last(lines, city, days, says):
    series = Series.objects.create(city=city, name="Children with a place")
    for back in [] if days is None else [days, days + 1]:
        Reading.objects.create(series=series, on=today() - back * DAY, value=1)

    (line,) = lines()

    assert line.title == "Children with a place"
    assert line.says.startswith(says)


@pytest.mark.parametrize(("days", "count"), [(-1, 1), (0, 0)])
def test_what_was_to_be_known_by_now_stands(lines, city, six, requirement, days, count):
    special = next(one for one in edition_of(six).specials.values() if Ask.UNTIL in one.asks)
    AnswerFactory(
        city=city, requirement=requirement(), step=None, special=special.key, how="We ask.",
        until=today() + days * DAY,
    )  # fmt: skip

    found = lines()

    assert len(found) == count
    assert all(line.says.startswith("You wanted to know by") for line in found)


def test_answers_nobody_has_changed_for_a_year_stand_by_commitment(lines, city, six, requirement):
    for code in ("R1.1", "R1.2", "H1.1"):
        AnswerFactory(city=city, requirement=requirement(code))
    old = Answer.objects.filter(requirement__commitment__code="R1")
    old.update(changed_at=timezone.now() - 400 * DAY)

    (line,) = lines()

    assert line.key == "answers-R1"
    assert line.says.startswith("2 answers have not been changed since")


@pytest.mark.parametrize("count", [1, 3])
def test_the_lines_cost_the_same_however_many(
    lines, measure, city, six, requirement, count, django_assert_num_queries
):
    for code in ("R1.1", "R1.2", "H1.1")[:count]:
        AnswerFactory(city=city, requirement=requirement(code))
        measure(title=code, due_on=today() - DAY)
        Series.objects.create(city=city, name=code)
    Answer.objects.update(changed_at=timezone.now() - 400 * DAY)
    since = today() - 365 * DAY
    edition_of(six)

    with django_assert_num_queries(5):  # day, measures, series, answers, old answers
        found = lines_since(city, six, since, [])

    assert len(found) > count
