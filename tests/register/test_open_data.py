"""The directory as files: everything a stranger may know, nothing else, in pieces."""

import csv
import io
import json
from datetime import timedelta

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState, Outcome
from accreditation.models import Application, Label
from office.days import today
from register import open_data
from tests.factories.accreditation_committee import made, make_case, make_label
from tests.factories.cities import CityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
CSV, GEOJSON = "/data/cities.csv", "/data/cities.geojson"
FILES = [CSV, GEOJSON]


def rows(client):
    text = client.get(CSV).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def row_of(client, city):
    return next(row for row in rows(client) if row["slug"] == city.slug)


def features(client):
    return json.loads(client.get(GEOJSON).getvalue())["features"]


@pytest.mark.parametrize("address", FILES)
def test_a_private_trial_record_is_in_no_file(client, private, self_declared, address):
    content = client.get(address).getvalue().decode()

    assert private.name not in content
    assert self_declared.name in content


def test_without_a_city_the_files_are_whole_and_empty(client):
    assert rows(client) == []
    assert features(client) == []


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.NO_LEVEL, Outcome.DEFERRED])
@pytest.mark.parametrize("address", FILES)
def test_before_release_the_files_are_the_same_to_the_byte(client, session, address, outcome):
    case = make_case(session)
    reported = client.get(address).getvalue()

    made(case, outcome=outcome, code="A" if outcome == Outcome.LEVEL else "B")

    assert client.get(address).getvalue() == reported


def test_a_withdrawn_application_counts_as_never_made(client, session):
    case = make_case(session, state=S.WITHDRAWN)

    row = row_of(client, case.city)

    assert (row["standing"], row["application_stage"]) == ("takes-part", "")


def test_the_stage_of_an_application_is_the_public_one(client, session):
    case = make_case(session)
    Application.objects.filter(pk=case.pk).update(state=S.SETTLING)

    row = row_of(client, case.city)

    assert (row["standing"], row["application_stage"]) == ("under-way", "review")


def test_a_label_past_its_time_has_expired_whether_its_clock_rang_or_not(client, label):
    yesterday = today() - timedelta(days=1)
    Label.objects.update(granted_on=yesterday - timedelta(days=9), valid_until=yesterday)

    row = row_of(client, label.city)

    assert (row["label_state"], row["label_valid"], row["level"]) == ("expired", "false", "")
    assert row["standing"] == "takes-part"


def test_a_suspended_label_gives_no_level(client, label):
    Label.objects.update(state=LabelState.SUSPENDED, state_since=today())

    row = row_of(client, label.city)

    assert (row["label_state"], row["label_valid"], row["level"]) == ("suspended", "false", "")
    assert row["standing"] == "suspended"


def test_a_label_with_a_remark_is_valid(client, label):
    Label.objects.update(state=LabelState.ON_HOLD, state_since=today())

    row = row_of(client, label.city)

    assert (row["label_state"], row["label_valid"], row["level"]) == ("on_hold", "true", "B")


def test_a_row_says_all_that_its_columns_promise(client, label):
    city = label.city
    city.latitude, city.longitude = "47.0707", "-15.4395"
    city.save()

    row = row_of(client, city)

    assert row == {
        "slug": city.slug,
        "name": city.name,
        "kind": "municipality",
        "country": "AT",
        "population": str(city.population),
        "latitude": "47.0707",
        "longitude": "-15.4395",
        "standing": "accredited",
        "application_stage": "",
        "label_number": label.number,
        "label_valid": "true",
        "level": "B",
        "label_state": "valid",
        "label_valid_until": label.valid_until.isoformat(),
        "label_renewal_filed": "false",
        "self_declared": "false",
        "invented": "false",
        "demonstration": "false",
        "as_of": today().isoformat(),
        "page": f"http://localhost:8000/cities/{city.slug}/",
        "label_page": f"http://localhost:8000/verify/{label.number}/",
    }
    assert list(row) == list(open_data.COLUMNS)


def test_both_files_say_the_same(client, label, self_declared):
    told = rows(client)

    for row, feature in zip(told, features(client), strict=True):
        said = feature["properties"]
        assert said == {
            name: {"": None, "true": True, "false": False}.get(value, value)
            for name, value in row.items()
            if name not in ("latitude", "longitude")
        } | {"population": said["population"]}


def test_a_point_has_its_longitude_first_and_who_has_none_is_there_without(client):
    CityFactory(name="Here", confirmed=True, latitude="48.5", longitude="-3.25")
    CityFactory(name="Nowhere yet", confirmed=True)

    places = {each["properties"]["name"]: each["geometry"] for each in features(client)}

    assert places == {
        "Here": {"type": "Point", "coordinates": [-3.25, 48.5]},
        "Nowhere yet": None,
    }


def test_a_name_that_a_spreadsheet_would_run_is_text_there_and_itself_elsewhere(client):
    CityFactory(name='=HYPERLINK("x")', confirmed=True)

    assert [row["name"] for row in rows(client)] == ['\'=HYPERLINK("x")']
    assert [each["properties"]["name"] for each in features(client)] == ['=HYPERLINK("x")']


def test_each_row_of_a_demonstration_says_so_and_what_is_invented(client, accredited):
    CityFactory(name="Real", self_declared=True)

    told = {row["name"]: (row["invented"], row["demonstration"]) for row in rows(client)}
    page = client.get(GEOJSON)

    assert told["Walkham"] == ("true", "true")
    assert told["Real"] == ("false", "true")
    assert 'filename="demonstration-cities-' in page["Content-Disposition"]
    assert json.loads(page.getvalue())["demonstration"] is True


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("count", [1, 3])
def test_a_file_costs_the_same_however_many(
    client, session, count, address, django_assert_num_queries
):
    for _n in range(count):
        make_label(session)
    client.get("/about/")

    with django_assert_num_queries(2):  # day, a piece
        content = client.get(address).getvalue().decode()

    assert content.count("/verify/HRC-") == count


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_pieces_hold_every_city_once_in_the_order_of_names(client, monkeypatch, count):
    monkeypatch.setattr(open_data, "PIECE", 2)
    for name in ["Zagreb", "Łódź", "A~b~1", "A~b~1", "Bergen"][:count]:
        CityFactory(name=name, confirmed=True)

    names = [row["name"] for row in rows(client)]

    expected = sorted(["Zagreb", "Łódź", "A~b~1", "A~b~1", "Bergen"][:count], key=sort_key)
    assert names == expected
    assert [each["properties"]["name"] for each in features(client)] == expected


def sort_key(name):
    return {"A~b~1": 0, "Bergen": 1, "Łódź": 2, "Zagreb": 3}[name]


@pytest.mark.parametrize("address", FILES)
def test_other_sites_may_read_the_files_and_nobody_is_asked_who_they_are(client, label, address):
    page = client.get(address)

    assert page["Access-Control-Allow-Origin"] == "*"
    assert "public" in page["Cache-Control"]
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert client.post(address).status_code == 405


def test_the_page_explains_every_column_and_decides_no_licence(client):
    page = client.get("/data/").text

    assert [f"<dt>{name}</dt>" in page for name in open_data.COLUMNS] == [True] * 21
    assert "has not been decided yet" in page
    assert all(f'href="{address}"' in page for address in FILES)


def test_the_foot_of_every_page_leads_there(client):
    assert 'href="/data/"' in client.get("/privacy/").text.split("<footer")[1]
