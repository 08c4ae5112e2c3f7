"""The pages of what is measured, and what each of them costs."""

from datetime import date
from decimal import Decimal

import pytest

from cities.choices import Role
from progress.models import Reading, Series
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import full

TYPED = {"version": 0, "period": "2025", "group": "", "value": "48,5", "people": "900"}


@pytest.fixture
def series(series_of):
    return series_of()


@pytest.fixture
def as_observer(client, city, sign_in):
    return sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)


def test_another_citys_indicator_is_not_there(as_lead, series, found, address):
    reading = found(series, 40, 500)
    Series.objects.update(city=CityFactory())

    for name, args in (("indicator", []), ("indicator_words", []), ("indicator_end", []),
                       ("indicator_reading", [reading.pk])):  # fmt: skip
        assert as_lead.post(address(name, series.pk, *args)).status_code == 404


def test_who_only_reads_is_told_so(as_observer, series, found, address):
    reading = found(series, 40, 500)

    assert as_observer.get(address("indicator", series.pk)).status_code == 200
    for name, args in (("indicator_new", []), ("indicator_words", [series.pk]),
                       ("indicator_reading", [series.pk, reading.pk])):  # fmt: skip
        refused = as_observer.get(address(name, *args))
        assert refused.status_code == 403
        assert "You can read this record." in refused.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"period": "2027"}, "This lies ahead."),
        ({"value": ""}, "Write the value, or tick"),
        ({"value": "480"}, "a value lies between -100 and 100"),
        ({"value": "many"}, "is no number that can be read"),
        ({"people": "4.5"}, "A number of people is a whole one."),
        ({"people": "", "group": "roma"}, "how many people of this group"),
        ({"group": "martians"}, "Select a valid choice"),
        ({"source": "x" * 301}, "at most 300 characters"),
        ({"value": "4\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_stays_in_the_form(
    as_lead, series, address, typed, sentence
):
    page = as_lead.post(address("indicator", series.pk), TYPED | typed)

    assert page.status_code == 200
    assert sentence in page.text
    assert not Reading.objects.exists()


def test_a_reading_is_added_with_the_comma_of_its_reader(as_lead, series, address):
    page = as_lead.post(address("indicator", series.pk), TYPED, follow=True)

    assert Reading.objects.get().value == Decimal("48.5")
    assert "The reading is saved." in page.text
    assert "48.5\u00a0%" in page.text
    assert 'role="img" aria-label="Everybody: 48.5\u00a0% (2025)"' in page.text


def test_a_second_reading_of_a_time_and_group_is_a_correction(as_lead, series, found, address):
    found(series, 40, 500)

    page = as_lead.post(address("indicator", series.pk), TYPED)

    assert "Correct that one below." in page.text


def test_few_people_are_said_and_not_kept(as_lead, series, address):
    few = TYPED | {"group": "roma", "value": "50", "people": "4"}

    page = as_lead.post(address("indicator", series.pk), few, follow=True)

    assert "so its numbers were not kept." in page.text
    assert "Tells of fewer than 10 people" in page.text
    assert Reading.objects.get().few


def test_a_share_that_tells_of_few_people_is_not_kept_either(as_lead, series, address):
    """A quarter of twelve people are three."""
    page = as_lead.post(
        address("indicator", series.pk), TYPED | {"value": "25", "people": "12"}, follow=True
    )

    said = " ".join(page.text.split())
    assert "may tell, of fewer than 10 people, so its numbers were not kept. A share is" in said
    reading = Reading.objects.get()
    assert (reading.few, reading.value, reading.people) == (True, None, None)


def test_what_was_kept_before_is_not_told_either(as_lead, series, found, address):
    found(series, 40, 500)
    Reading.objects.update(value=25, people=12)

    pages = [as_lead.get(address(name, *args)).text
             for name, args in (("indicator", [series.pk]), ("indicators", []))]  # fmt: skip

    assert all("Tells of fewer than 10 people" in page for page in pages)
    assert not any("25\u00a0%" in page for page in pages)


def test_a_number_beside_groups_is_one_of_people_and_may_be_too_few(
    as_lead, series_of, found, address
):
    series = series_of("Evictions", unit="count")
    found(series, 3)
    alone = as_lead.get(address("indicators")).text
    found(series, few=True, group="roma")

    pages = [as_lead.get(address(name, *args)).text
             for name, args in (("indicator", [series.pk]), ("indicators", []))]  # fmt: skip

    assert "Tells of fewer" not in alone
    assert all("Tells of fewer than 10 people" in page for page in pages)


def test_where_a_total_does_not_say_of_how_many_groups_wait_for_it(
    client, city, series, found, address, sign_in, lead_of
):
    found(series, 61.25, 400, group="women")
    where = address("indicator", series.pk)
    lead = sign_in(client, lead_of(city))

    saved = lead.post(where, TYPED | {"people": ""}, follow=True).text
    mine = lead.get(where).text
    theirs = sign_in(
        client, MembershipFactory(city=city, role=Role.OBSERVER).user
    ).get(where).text  # fmt: skip

    assert "It does not say of how many people it is." in saved
    assert "of how many people it is (2025). Without that" in mine
    assert "61.25" in mine
    assert "of how many people it is (2025), so groups of that time are kept back" in theirs
    assert "61.25" not in theirs
    assert "48.5" in theirs


def test_what_is_kept_back_is_shown_to_those_who_write_alone(
    client, city, series, found, address, sign_in, lead_of
):
    found(series, 50, 100)
    found(series, 61.25, 96, group="women")
    found(series, 99, 4, group="roma")
    observer = MembershipFactory(city=city, role=Role.OBSERVER).user

    theirs = sign_in(client, observer).get(address("indicator", series.pk)).text
    mine = sign_in(client, lead_of(city)).get(address("indicator", series.pk)).text

    assert "61.25" in mine
    assert "(kept back)" in mine
    assert "61.25" not in theirs
    assert theirs.count(">Kept back<") == 2  # which of them is few cannot be told
    assert "Tells of fewer" not in theirs
    assert "99\u00a0%" not in mine


def test_a_correction_shows_what_was_saved_meanwhile(as_lead, series, found, address):
    reading = found(series, 40, 500)
    found(series, 41, 500, version=1)
    where = address("indicator_reading", series.pk, reading.pk)

    page = as_lead.post(where, {"version": 1, "value": "42", "people": "500"})
    done = as_lead.post(where, {"version": 2, "value": "42", "people": "500"}, follow=True)
    gone = as_lead.post(where, {"version": 3, "do": "take_back"}, follow=True)

    assert "Somebody saved this while you were writing" in page.text
    assert 'name="version" value="2"' in page.text
    assert "The reading is saved." in done.text
    assert "The reading is taken back" in gone.text
    assert "Version 4" in as_lead.get(where).text


def test_one_of_the_editions_indicators_brings_its_name_and_unit(as_lead, city, address):
    full()

    listed = as_lead.get(address("indicators"))
    form = as_lead.get(f"{address('indicator_new')}?of=S1.i2")
    as_lead.post(f"{address('indicator_new')}?of=S1.i2", {"version": 0, "targets": "16.9"})

    assert "Nothing is measured here yet." in listed.text
    assert f"{address('indicator_new')}?of=S1.i2" in listed.text
    assert 'name="unit"' not in form.text
    series = Series.objects.get()
    assert (series.code, series.unit, series.targets) == ("S1.i2", "count", ["16.9"])


def test_an_indicator_of_ones_own_says_what_it_belongs_to(as_lead, address, six):
    typed = {"version": 0, "name": "Places", "unit": "count", "requirements": "r1.1; R2.1",
             "targets": "10.2"}  # fmt: skip
    where = address("indicator_new")

    wrong = as_lead.post(where, typed | {"requirements": "X9", "targets": "99.9"})
    done = as_lead.post(where, typed, follow=True)

    assert "This edition has no requirement X9." in wrong.text
    assert "The catalogue has no SDG target 99.9." in wrong.text
    assert "Now add what you found." in done.text
    series = Series.objects.get()
    assert (series.requirements, series.targets) == (["R1.1", "R2.1"], ["10.2"])


def test_what_is_measured_is_said_anew(as_lead, series, address):
    where = address("indicator_words", series.pk)
    typed = {"name": "Places", "unit": "count", "what": "One\nTwo"}

    done = as_lead.post(where, typed | {"version": 1}, follow=True)
    late = as_lead.post(where, typed | {"version": 1, "name": "Late"})

    assert "What is measured is saved." in done.text
    assert "Somebody saved this while you were writing" in late.text
    assert Series.objects.get().name == "Places"


def test_an_indicator_without_readings_goes(as_lead, series, found, address):
    found(series, 40)
    kept = as_lead.post(address("indicator_end", series.pk), follow=True)
    Reading.objects.all()[0].versions.all().delete()
    Reading.objects.all().delete()

    page = as_lead.post(address("indicator_end", series.pk), follow=True)

    assert "they stay" in kept.text
    assert "is no longer measured here." in page.text


def test_a_requirement_leads_to_what_is_measured_of_its_commitment(as_lead, series_of, address):
    series_of("Asked in", requirements=["R1.1"])
    series_of("Elsewhere", requirements=["H1.1"])

    page = as_lead.get(address("requirement", "R1.1"))
    there = as_lead.get(f"{address('indicators')}?commitment=R1")

    assert f"{address('indicators')}?commitment=R1" in page.text
    assert "Asked in" in there.text
    assert "Elsewhere" not in there.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_much_is_measured(
    as_lead, series_of, found, address, count, django_assert_num_queries
):
    for number in range(count):
        series = series_of(f"Series {number}")
        for year in range(count):
            found(series, 40, 500, on=date(2020 + year, 12, 31))
    as_lead.get(address("indicators"))

    # session with its person, roles, edition, readings, series
    with django_assert_num_queries(5):
        page = as_lead.get(address("indicators"))

    assert page.text.count("<polyline") == (count if count > 1 else 0)


@pytest.mark.parametrize("count", [1, 3])
def test_one_indicator_costs_the_same_however_long_it_is(
    as_lead, series, found, address, count, django_assert_num_queries
):
    for year in range(count):
        for group in ("", "women", "roma"):
            found(series, 40, 500, on=date(2020 + year, 12, 31), group=group)
    as_lead.get(address("indicator", series.pk))

    # session with its person, roles, edition, series, groups, the day, readings
    with django_assert_num_queries(7):
        as_lead.get(address("indicator", series.pk))
