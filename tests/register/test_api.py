"""The interface for programs: the same truth as the pages, as its document promises."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accreditation.choices import LabelState, Outcome
from cities.choices import AuthorityKind
from register import api, published
from register.choices import Standing
from tests.factories.accreditation_committee import made, make_case, make_label
from tests.factories.cities import CityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
CITIES, DOCUMENT = "/api/v1/cities/", "/api/v1/openapi.json"
TYPES = {
    "string": str, "boolean": bool, "integer": int, "number": float, "array": list,
    "object": dict, "null": type(None),
}  # fmt: skip
FORMATS = {"date": date.fromisoformat, "uri": re.compile(r"http://localhost:8000/\S+").fullmatch}


def wrongs(document, schema, value, at="answer"):
    """In which ways the value is not what the schema says; so much of JSON Schema as we use."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if type(value) not in [TYPES[each] for each in types]:
        yield f"{at} is {type(value)}"
    elif value not in schema.get("enum", [value]) or not is_formed(schema, value):
        yield f"{at} is {value}"
    elif isinstance(value, dict):
        if not value.keys() == schema["properties"].keys() == set(schema["required"]):
            yield f"{at} has {sorted(value)}"
        for name, inner in schema["properties"].items():
            yield from wrongs(document, inner, value.get(name), f"{at}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from wrongs(document, schema["items"], each, at)


def is_formed(schema, value):
    return value is None or "format" not in schema or bool(FORMATS[schema["format"]](value))


def wrongs_of(client, path, address):
    """The same, for an answer of ours and what the document says of its address and code."""
    document, answer = client.get(DOCUMENT).json(), client.get(address)
    promised = document["paths"][path]["get"]["responses"][str(answer.status_code)]
    schema = promised["content"][answer["Content-Type"]]["schema"]
    return list(wrongs(document, schema, answer.json()))


def every_city(client):
    """By following “next” to the end."""
    found, address = [], CITIES
    while address:
        part = client.get(address).json()
        found += part["cities"]
        address = part["next"]
    return found


def test_a_private_trial_record_is_not_there(client, private, self_declared):
    assert [each["name"] for each in every_city(client)] == [self_declared.name]


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.NO_LEVEL, Outcome.DEFERRED])
def test_before_release_the_answer_is_the_same_to_the_byte(client, session, outcome):
    case = make_case(session)
    reported = client.get(CITIES).content

    made(case, outcome=outcome, code="B")

    assert client.get(CITIES).content == reported


@pytest.mark.parametrize("after", ["%00", "a~1", "../", "x" * 81, "%FF", "a b"])
def test_what_cannot_be_a_slug_is_refused_with_a_sentence(client, after):
    answer = client.get(f"{CITIES}?after={after}")

    assert answer.status_code == 400
    assert "cannot be the slug" in answer.json()["problem"]
    assert wrongs_of(client, CITIES, f"{CITIES}?after={after}") == []


def test_a_slug_that_is_gone_goes_on_from_where_it_stood(client):
    for slug in ("aa", "cc"):
        CityFactory(slug=slug, confirmed=True)

    answer = client.get(f"{CITIES}?after=bb").json()

    assert [each["slug"] for each in answer["cities"]] == ["cc"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_parts_hold_every_city_once(client, monkeypatch, count):
    monkeypatch.setattr(api, "PART", 2)
    slugs = [f"city-{number}" for number in range(count)]
    for slug in reversed(slugs):
        CityFactory(name="Alike", slug=slug, confirmed=True)

    assert [each["slug"] for each in every_city(client)] == slugs


@pytest.mark.parametrize("count", [1, 3])
def test_a_part_costs_the_same_however_many(client, session, count, django_assert_num_queries):
    for _n in range(count):
        make_label(session)
    client.get("/about/")

    with django_assert_num_queries(2):  # day, a part
        answer = client.get(CITIES)

    assert len(answer.json()["cities"]) == count


def test_cities_are_as_the_document_says(client, label, session):
    city = label.city
    city.latitude, city.longitude = "47.1", "-15.4"
    city.save()
    make_case(session)

    answer = client.get(CITIES).json()

    assert len(answer["cities"]) == 2
    assert wrongs_of(client, CITIES, CITIES) == []


def test_labels_are_as_the_document_says_and_as_their_page_has_them(client, label):
    address = f"/api/v1/labels/{label.number}/"

    assert wrongs_of(client, "/api/v1/labels/{number}/", address) == []
    assert client.get(address).json() == client.get(f"/verify/{label.number}.json").json()
    assert "no-cache" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("number", ["HRC-2222-2222", "abc"])
def test_a_number_that_no_label_has_is_not_found_as_the_document_says(client, number):
    address = f"/api/v1/labels/{number}/"

    assert client.get(address).status_code == 404
    assert wrongs_of(client, "/api/v1/labels/{number}/", address) == []


def test_words_of_the_document_are_those_of_the_procedure(client):
    schemas = client.get(DOCUMENT).json()["components"]["schemas"]
    city, label = schemas["City"]["properties"], schemas["Label"]["properties"]

    assert city["kind"]["enum"] == AuthorityKind.values
    assert {*city["standing"]["enum"], Standing.WITH_A_REMARK} == set(Standing.values)
    assert city["application_stage"]["enum"] == [*published.WAY[:-1], None]
    assert label["state"]["enum"] == LabelState.values
    assert set(city["label_state"]["enum"]) - {None} < set(label["state"]["enum"])


def test_the_document_explains_each_column_and_knows_its_own_address(client):
    document = client.get(DOCUMENT).json()

    assert document["servers"] == [{"url": "http://localhost:8000"}]
    assert list(document["paths"]) == [
        reverse("register:api_cities"),
        "/api/v1/labels/{number}/",
    ]
    assert all(
        each["description"]
        for each in document["components"]["schemas"]["City"]["properties"].values()
    )


@pytest.mark.parametrize("address", [CITIES, DOCUMENT])
def test_other_sites_may_ask_and_nobody_is_asked_who_they_are(client, label, address):
    page = client.get(address)

    assert page["Access-Control-Allow-Origin"] == "*"
    assert "max-age=60" in page["Cache-Control"]
    assert not page.cookies
    assert client.get(address, headers={"if-none-match": page["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405
