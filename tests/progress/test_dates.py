"""The days of a record: what is still open, in words that tell nobody's answer or name."""

from datetime import date, timedelta

import pytest

from cities.choices import Role
from commitments.choices import Ask
from office.days import today
from progress.actions import add_measure, assign
from progress.dates import dates_of_record
from progress.edition import edition_of
from progress.models import Answer, Measure
from tests.factories.cities import MembershipFactory
from tests.factories.progress import AnswerFactory, answered, lead_for

DAY = date(2099, 3, 1)


@pytest.fixture
def given(city, six):
    """A function: gives a part of the record to somebody."""

    def make(code="R1", part="commitment", **holder):
        return assign(
            city=city, framework=six, part=part, code=code, by=lead_for(city), due_on=DAY, **holder
        )

    return make


@pytest.fixture
def editor(city):
    return MembershipFactory(city=city, role=Role.EDITOR, user__name="Ada Lovelace").user


def titles(city, six, reader):
    return [dated.title for dated in dates_of_record(city, six, reader)]


def test_an_empty_record_has_no_dates(city, six):
    assert dates_of_record(city, six, lead_for(city)) == []


@pytest.mark.parametrize("part", ["pillar", "commitment", "requirement"])
def test_what_was_given_to_somebody_stands_while_it_is_open(city, six, given, editor, part):
    code = {"pillar": "R", "commitment": "R1", "requirement": "R1.1"}[part]
    share = given(code, part, person=editor)

    (dated,) = dates_of_record(city, six, editor)

    assert (dated.key, dated.day) == (f"assignment-{share.pk}", DAY)
    assert dated.title.endswith("with you")
    assert "R1.1" in dated.note


def test_many_open_questions_are_counted(city, six, given, editor, monkeypatch):
    monkeypatch.setattr("progress.dates.MOST_NAMED", 0)
    given("R1.1", "requirement", person=editor)

    (dated,) = dates_of_record(city, six, editor)

    assert dated.note == "1 question is open"


def test_what_is_answered_is_not_due(city, six, given, editor):
    given(person=editor)
    answered(city, six, evidence=False)

    assert dates_of_record(city, six, editor) == []


def test_others_are_not_named(city, six, given, editor):
    given(person=editor)

    (title,) = titles(city, six, lead_for(city))

    assert "Ada" not in title
    assert title.endswith("one person of the team")


def test_what_is_not_known_yet_stands_with_the_day_and_not_with_the_words(city, six, requirement):
    special = next(one for one in edition_of(six).specials.values() if Ask.UNTIL in one.asks)
    AnswerFactory(
        city=city, requirement=requirement(), step=None, special=special.key, until=DAY,
        how="We ask Ada.", text="A secret.",
    )  # fmt: skip

    (dated,) = dates_of_record(city, six, lead_for(city))

    assert dated.day == DAY
    assert "R1.1" in dated.title
    assert "Ada" not in str(dated)
    assert "secret" not in str(dated)


def test_a_day_of_an_answer_that_is_known_by_now_is_none(city, six, requirement):
    AnswerFactory(city=city, requirement=requirement(), until=DAY)

    assert dates_of_record(city, six, lead_for(city)) == []


@pytest.mark.parametrize(("state", "stands"), [("planned", 1), ("done", 0), ("dropped", 0)])
def test_a_measure_stands_until_it_is_done(city, six, state, stands):
    measure = add_measure(city=city, by=lead_for(city), title="Open a desk", owner="Ada")
    Measure.objects.update(state=state, due_on=today() - timedelta(days=1))

    found = dates_of_record(city, six, lead_for(city))

    assert len(found) == stands
    assert all(dated.key == f"measure-{measure.pk}" for dated in found)
    assert "Ada" not in str(found)


def test_an_election_stands_until_it_is_over(city, six):
    city.next_election = today()
    here = titles(city, six, lead_for(city))
    city.next_election = today() - timedelta(days=1)

    assert here == ["Election of the council"]
    assert titles(city, six, lead_for(city)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_dates_cost_the_same_however_many(
    city, six, given, editor, count, django_assert_num_queries
):
    for code in ("R1.1", "R1.2", "H1.1")[:count]:
        given(code, "requirement", person=editor)
        add_measure(city=city, by=editor, title=code)
    Measure.objects.update(due_on=DAY)
    edition_of(six)

    with django_assert_num_queries(3):  # answers, assignments, measures
        found = dates_of_record(city, six, editor)

    assert len(found) == 2 * count
    assert not Answer.objects.exists()
