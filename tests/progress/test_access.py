"""Who reads a record, and who writes in it."""

import pytest

from cities.choices import Role
from progress.actions import add_measure, begin_series
from progress.models import Answer
from tests.factories.cities import CityFactory
from tests.factories.progress import answered, evidence_of, lead_for

pytestmark = pytest.mark.usefixtures("catalogues")


def every_page(city):
    """(name, further arguments) of each page of a record with something in it."""
    evidence = evidence_of(city)
    measure = add_measure(city=city, by=lead_for(city), title="A measure")
    series = begin_series(city=city, by=lead_for(city), name="Places", unit="count")
    return [
        ("record", []),
        ("commitment", ["R1"]),
        ("requirement", ["R1.1"]),
        ("versions", ["R1.1"]),
        ("agree", []),
        ("evidence", []),
        ("evidence_new", []),
        ("evidence_detail", [evidence.pk]),
        ("groups", []),
        ("group", ["roma"]),
        ("measures", []),
        ("measure_new", []),
        ("measure", [measure.pk]),
        ("indicators", []),
        ("indicator_new", []),
        ("indicator", [series.pk]),
        ("indicator_words", [series.pk]),
        ("bring_readings", []),
    ]


def test_a_visitor_is_asked_to_sign_in(client, city, six, address):
    for name, args in every_page(city):
        assert client.get(address(name, *args)).status_code == 302


@pytest.mark.parametrize("who", ["someone", "secretariat", "neighbour"])
def test_a_stranger_sees_what_they_see_of_a_city_that_is_not_there(
    client, city, six, address, who, request, sign_in, member_of
):
    answered(city, six)
    people = {"neighbour": lambda: member_of(CityFactory(), Role.LEAD)}
    sign_in(client, people[who]() if who in people else request.getfixturevalue(who))

    for name, args in every_page(city):
        page = client.get(address(name, *args))
        nowhere = client.get(address(name, *args).replace(city.slug, "nowhere"))

        assert page.status_code == nowhere.status_code == 404
        assert page.content == nowhere.content


def test_somebody_who_left_the_team_is_a_stranger(client, city, member_of, sign_in, address):
    editor = member_of(city, Role.EDITOR)
    sign_in(client, editor)
    assert client.get(address("record")).status_code == 200

    editor.memberships.update(until="2026-01-01")

    assert client.get(address("record")).status_code == 404


def test_an_observer_reads_and_never_writes(client, city, six, address, member_of, sign_in):
    answered(city, six)
    sign_in(client, member_of(city, Role.OBSERVER))
    before = list(Answer.objects.values())

    for name, args in every_page(city):
        page = client.get(address(name, *args))
        for_writers = name.endswith(("agree", "_new", "_words"))
        assert page.status_code == (403 if for_writers else 200), name
        if name in ("requirement", "evidence_new", "evidence_detail", "group", "measure"):
            refused = client.post(address(name, *args), {"version": 1, "step": 3})
            assert refused.status_code == 403
            assert "You can read this record." in refused.text

    assert list(Answer.objects.values()) == before


def test_an_editor_does_not_agree(client, city, six, address, member_of, sign_in):
    answered(city, six)
    sign_in(client, member_of(city, Role.EDITOR))

    assert client.get(address("agree")).status_code == 403
    assert client.post(address("agree_one", "R1.1"), {"version": 1}).status_code == 403
    assert "Agree this answer" not in client.get(address("requirement", "R1.1")).text


def test_every_page_opens_for_the_lead_empty_or_full(as_lead, city, six, address):
    for name in ("record", "evidence", "groups", "measures", "agree"):
        assert as_lead.get(address(name)).status_code == 200

    answered(city, six)
    for name, args in every_page(city):
        assert as_lead.get(address(name, *args)).status_code == 200, name


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("commitment", ["X9"]),
        ("requirement", ["X9.9"]),
        ("versions", ["R1.1"]),
        ("evidence_detail", [999]),
        ("group", ["martians"]),
        ("measure", [999]),
    ],
)
def test_what_is_not_there_is_not_found(as_lead, address, name, args):
    assert as_lead.get(address(name, *args)).status_code == 404
