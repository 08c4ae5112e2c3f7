"""Tables of readings: what they propose, and that nothing changes without a click."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cities.choices import Role
from commitments.models import CatalogueEntry
from office.models import TrailEntry
from office.workflow import Refused
from progress import tasks
from progress.actions import accept_readings
from progress.actions import brought as bringing
from progress.indicators.writing import example
from progress.models import BroughtTable, ProposedReading, Reading, Series
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import full
from tests.factories.progress import lead_for
from tests.progress.indicators.conftest import HEAD


def proposed(table):
    return [
        (each.name, each.period, each.group, each.value, each.people, each.few)
        for each in table.proposals.order_by("line")
    ]


def test_a_table_changes_nothing_by_itself(bring):
    table = bring(',Places,percent,10.2,R1.1,2025,,"48,5",900,Office\n')

    assert proposed(table) == [("Places", "2025", "", Decimal("48.5"), 900, False)]
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ("X9,,,,,2025,,1,,", "code", "has no indicator X9"),
        (",Places,parsecs,,,2025,,1,,", "unit", "in which unit"),
        (",Places,,,,2025,,1,,", "unit", "in which unit"),
        (",Places,percent,99.9,,2025,,1,,", "targets", "no SDG target 99.9"),
        (",Places,percent,,X1,2025,,1,,", "requirements", "no requirement X1"),
        (",Places,percent,,,2025,martians,1,20,", "group", "no group"),
        (",Places,percent,,,2025,roma,1,,", "people", "how many people"),
        (",Places,percent,,,2025,,101,,", "value", "lies between"),
        (",Held,count,,,2025,,1,,", "unit", "in another unit here: percent"),
        (",HELD,%,,,2024,,1,,", "period", "stands in line 2 already"),
    ],
)
def test_what_does_not_fit_is_left_out_with_its_line_and_column(
    bring, series_of, line, column, sentence
):
    series_of("Held")

    table = bring(f",Held,percent,,,2024,,40,,\n{line}\n")

    assert table.proposals.count() == 1
    (fault,) = table.faults
    assert (fault["line"], fault["column"]) == (3, column)
    assert sentence in fault["sentence"]


def test_of_few_people_nothing_is_kept_even_as_a_proposal(bring):
    table = bring(
        ",Places,percent,,,2025,roma,66.7,3,\n"
        ",Places,percent,,,2025,women,few,,\n"
        ",Places,percent,,,2025,older,25,12,\n"
    )

    assert [row[3:] for row in proposed(table)] == [(None, None, True)] * 3


def test_a_row_of_everybody_says_that_it_lacks_of_how_many_people_it_is(
    as_lead, city, bring, address
):
    table = bring(",Places,percent,,,2025,,48,,\n,Held,count,,,2025,,48,,\n")

    page = as_lead.get(address("brought_readings", table.pk)).text

    assert page.count("of how many people is not said") == 1


def test_what_stands_is_not_proposed_and_what_differs_is(bring, series_of, found):
    series = series_of("Places")
    found(series, 48, 900, source="Office")
    found(series, 40, 900, on=date(2024, 12, 31))

    table = bring(
        ",places,percent,,,2025,,48.0,900,Office\n,Places,,,,2024,,41,900,\n"
    )  # fmt: skip

    assert table.same == 1
    assert proposed(table) == [("Places", "2024", "", Decimal(41), 900, False)]
    assert table.proposals.get().seen == 1


def test_columns_that_are_not_there_change_nothing(bring, series_of, found):
    found(series_of("Places"), 48, 900, source="Office")

    table = bring(b"indicator,period,value\nPlaces,2025,48\n")

    assert (table.same, table.proposals.count()) == (1, 0)


def test_the_same_table_twice_proposes_nothing_new(bring):
    line = ",Places,percent,,,2025,,48,900,\n"
    bring(line)

    again = bring(line, "again.csv")

    assert (again.same, again.proposals.count()) == (1, 0)


def test_the_example_can_be_brought(bring):
    table = bring(example(), framework=full())

    assert table.faults == []
    assert {each.name for each in table.proposals.all()} == {
        "Children under 3 and 3 to 6 in early years services, by family income",
        "Households that kept their home",
    }


def test_a_record_holds_so_many_tables_and_no_more(bring, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_TABLES", 1)
    bring(",Places,percent,,,2025,,48,900,\n")

    with pytest.raises(Refused, match="wait here already"):
        bring(",Places,percent,,,2025,,49,900,\n")


def test_tables_go_after_thirty_days(bring):
    bring(",Places,percent,,,2025,,48,900,\n")
    BroughtTable.objects.update(brought_at=timezone.now() - timedelta(days=31))

    tasks.sweep()

    assert not ProposedReading.objects.exists()


def uploaded(text, name="readings.csv"):
    return {"file": SimpleUploadedFile(name, (HEAD + text).encode(), "text/csv")}


def test_a_table_is_looked_through_and_taken_one_by_one(as_lead, series_of, found, address):
    found(series_of("Places"), 40, 900)
    lines = ",Places,percent,,,2025,,48,900,\n,New,count,,,2025,,30,,\n,New,count,,,2024,,20,,\n"

    page = as_lead.post(address("bring_readings"), uploaded(lines), follow=True)
    table = BroughtTable.objects.get()
    where = address("brought_readings", table.pk)
    first = ProposedReading.objects.get(line=2)
    as_lead.post(where, {"take": f"{first.pk}.1", "do": "accept"})
    left = ProposedReading.objects.get(line=4)
    as_lead.post(where, {"take": f"{left.pk}.0", "do": "decline"})
    done = as_lead.post(where, {"do": "accept_all"}, follow=True)

    assert "3 readings wait" in page.text
    assert "New here" in page.text
    assert "40\u00a0%, of 900 people" in page.text
    stand = Reading.objects.order_by("series__name").values_list("series__name", "value")
    assert list(stand) == [("New", Decimal(30)), ("Places", Decimal(48))]
    assert not BroughtTable.objects.exists()
    assert done.redirect_chain[-1][0] == address("indicators")


def test_all_of_one_indicator_are_taken_at_once(as_lead, address, bring):
    table = bring(
        ",A,count,,,2024,,20,,\n,A,count,,,2025,,30,,\n,B,count,,,2025,,40,,\n"
    )  # fmt: skip
    where = address("brought_readings", table.pk)
    key = as_lead.get(where).text.partition('name="of" value="')[2][:12]

    as_lead.post(where, {"of": key})

    assert set(Reading.objects.values_list("series__name", flat=True)) == {"A"}
    assert "Accept the 1 without a conflict" in as_lead.get(where).text


def test_what_was_saved_meanwhile_is_not_overwritten(as_lead, address, bring, series_of, found):
    series = series_of("Places")
    found(series, 40, 900)
    table = bring(",Places,percent,,,2025,,48,900,\n")
    where = address("brought_readings", table.pk)
    key = table.proposals.get().pk
    found(series, 41, 900, version=1)

    all_of_them = as_lead.post(where, {"do": "accept_all"}, follow=True)
    stale = as_lead.post(where, {"take": f"{key}.1", "do": "accept"}, follow=True)
    standing = Reading.objects.get().value
    as_lead.post(where, {"take": f"{key}.2", "do": "accept"})

    assert "Nothing was changed" in all_of_them.text
    assert "was changed in between." in stale.text
    assert "Two numbers" in stale.text
    assert standing == Decimal(41)
    assert Reading.objects.get().value == Decimal(48)


def test_what_could_not_be_read_is_said_where(as_lead, address, six):
    page = as_lead.post(
        address("bring_readings"), uploaded(",A,count,,,2025,,2.5,,\n,B,count,,,2025,,3,,\n"),
        follow=True,
    )  # fmt: skip
    put_away = as_lead.post(page.request["PATH_INFO"], {"do": "put_away"}, follow=True)

    assert "Line 2" in page.text
    assert "A number of people or things is a whole one." in page.text
    assert "The table is put away." in put_away.text
    assert not BroughtTable.objects.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.csv", b"PK\x03\x04\x00"), "This is no CSV file."),
        (SimpleUploadedFile("a.exe", b"indicator"), "Choose a file that ends in"),
        (SimpleUploadedFile("a.csv", b"x" * 1_000_001), "1 MB"),
        (SimpleUploadedFile("a.csv", b""), "is empty"),
        (None, "This field is required."),
    ],
)
def test_what_is_no_table_gets_a_sentence(as_lead, address, six, file, sentence):
    page = as_lead.post(address("bring_readings"), {"file": file} if file else {})

    assert page.status_code == 200
    assert sentence in page.text


def test_who_only_reads_brings_nothing_and_sees_no_proposal(client, city, address, bring, sign_in):
    table = bring(",Places,percent,,,2025,,48,900,\n")
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    assert client.get(address("bring_readings")).status_code == 200
    assert client.post(address("bring_readings"), uploaded("")).status_code == 403
    assert client.get(address("brought_readings", table.pk)).status_code == 403
    table.city = CityFactory()
    table.save()
    assert client.get(address("brought_readings", table.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_looking_through_costs_the_same_however_much_is_proposed(
    as_lead, address, bring, series_of, count, django_assert_num_queries
):
    for number in range(count):
        series_of(f"S{number}")
    table = bring("".join(f",S{number},percent,,,2025,,48,900,\n" for number in range(count)))
    as_lead.get(address("brought_readings", table.pk))

    # session with its person, roles, edition, table, proposals, groups, series, readings, counts
    with django_assert_num_queries(10):
        as_lead.get(address("brought_readings", table.pk))


def test_what_cannot_be_saved_undoes_no_other_and_leaves_no_trail(city, bring):
    table = bring(",A,count,,,2025,,30,,\n,B,count,,,2025,roma,30,40,\n")
    CatalogueEntry.objects.filter(code="roma").delete()

    outcome = accept_readings(
        proposals=[(each, 0) for each in table.proposals.order_by("line")], by=lead_for(city)
    )

    assert outcome.accepted == 1
    assert outcome.left == ["“B”, 2025 could not be saved: The catalogue knows no such group."]
    assert list(Series.objects.values_list("name", flat=True)) == ["A"]
    assert TrailEntry.objects.filter(step="begin_series").count() == 1
