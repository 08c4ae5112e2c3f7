"""Totals beside groups: a plain number of everybody that turns out to be one of few people."""

from importlib import import_module

import pytest
from django.apps import apps

from progress.actions import accept_readings
from progress.indicators.proposed import laid_beside
from progress.models import ProposedReading, Reading, ReadingVersion
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db
migration = import_module("progress.migrations.0025_totals_beside_groups_are_of_people")
TOTAL, GROUP = ",Evictions,count,,,2025,,3,,\n", ",Evictions,count,,,2025,women,40,40,\n"

NOTHING = (None, None, True)


@pytest.fixture
def evictions(series_of):
    return series_of("Evictions", unit="count")


def kept(model=Reading):
    return list(model.objects.order_by("pk").values_list("value", "people", "few"))


def test_a_total_of_few_beside_a_group_is_not_kept(evictions, found):
    found(evictions, 40, 40, group="women")

    total = found(evictions, 3)

    assert (total.value, total.people, total.few) == NOTHING
    assert kept(ReadingVersion)[-1] == NOTHING


def test_a_first_group_takes_what_was_kept_of_few_with_it(evictions, found, bring):
    found(evictions, 12)
    found(evictions, 3, version=1)
    bring(TOTAL.replace(",3,", ",4,"))

    found(evictions, 40, 40, group="women")

    assert kept()[0] == NOTHING
    assert kept(ReadingVersion)[:2] == [NOTHING, NOTHING]
    assert kept(ProposedReading) == [NOTHING]


def test_an_earlier_version_of_few_goes_and_what_stands_stays(evictions, found):
    found(evictions, 3)
    found(evictions, 12, version=1)

    found(evictions, 40, 40, group="women")

    assert kept()[0] == (12, None, False)
    assert kept(ReadingVersion)[:2] == [NOTHING, (12, None, False)]


@pytest.mark.parametrize(
    ("value", "few"), [(0, False), (1, True), (9, True), (10, False), (3_000, False)]
)
def test_a_total_is_forgotten_as_it_would_not_be_kept(evictions, series_of, found, value, few):
    later = series_of("Evictions of later", unit="count")
    found(evictions, 40, 40, group="women")
    found(later, value)

    found(later, 40, 40, group="women")
    found(evictions, value)

    assert [each.few for each in Reading.objects.of_all()] == [few, few]


def test_what_is_of_no_people_is_kept_as_it_was_found(evictions, series_of, found):
    days = series_of("Days until a place", unit="days")
    found(days, 3, 40)
    found(evictions, 3)

    found(days, 3, 40, group="women")

    assert [each.few for each in Reading.objects.of_all()] == [False, False]


def test_beside_a_group_that_was_taken_back_a_total_stands_alone(evictions, found):
    found(evictions, 40, 40, group="women")
    found(evictions, group="women", version=1)

    total = found(evictions, 3)

    assert total.value == 3


@pytest.mark.parametrize("lines", [TOTAL + GROUP, GROUP + TOTAL])
def test_a_table_with_groups_proposes_no_total_of_few(bring, lines):
    table = bring(lines)

    assert [each.few for each in table.proposals.order_by("group")] == [True, False]


def test_a_table_beside_a_group_that_stands_proposes_no_total_of_few(bring, evictions, found):
    found(evictions, 40, 40, group="women")

    bring(TOTAL)

    assert kept(ProposedReading) == [NOTHING]


def test_a_group_that_is_accepted_takes_totals_of_few_that_wait_with_it(bring):
    waiting, groups = bring(TOTAL), bring(GROUP)
    proposal = groups.proposals.get()

    accept_readings(proposals=[(proposal, 0)], by=lead_for(groups.city))

    assert [(each.value, each.few) for each in waiting.proposals.all()] == [(None, True)]


def test_what_was_proposed_before_is_not_told_beside_groups(bring, evictions, found):
    found(evictions, 12)
    table = bring(TOTAL)
    found(evictions, 40, 40, group="women")
    ProposedReading.objects.update(value=3, few=False)
    Reading.objects.of_all().update(value=4)

    [part], _more = laid_beside(table)

    assert part.rows[0].says == part.rows[0].now == "Tells of fewer than 10 people"


def test_totals_of_few_kept_under_an_earlier_rule_are_forgotten(evictions, series_of, found, bring):
    alone = series_of("Evictions of no group", unit="count")
    found(alone, 3)
    found(evictions, 12)
    found(evictions, 3, version=1)
    bring(TOTAL.replace(",3,", ",4,"))
    bring(TOTAL.replace("Evictions", "Anew") + GROUP.replace("Evictions", "Anew"))
    found(evictions, 40, 40, group="women")
    told = {"value": 3, "few": False}
    Reading.objects.of_all().update(**told)
    ReadingVersion.objects.filter(reading__group="").update(**told)
    ProposedReading.objects.filter(group="").update(**told)

    migration.forget(apps, None)

    assert kept() == [(3, None, False), NOTHING, (40, 40, False)]
    assert kept(ReadingVersion) == [(3, None, False), NOTHING, NOTHING, (40, 40, False)]
    assert kept(ProposedReading) == [NOTHING, NOTHING, (40, 40, False)]
