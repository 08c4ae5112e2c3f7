from datetime import timedelta

import pytest
from django.urls import reverse

from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState
from accreditation.models import Settlement
from office.days import today
from register import drawing
from register.choices import Standing
from register.keyset import SIZE
from tests.factories.accreditation_committee import made, make_case, make_label
from tests.factories.cities import CityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
CITIES = "/cities/"


@pytest.fixture(autouse=True)
def drawn_anew():
    drawing.forget()


def names_of(client, query=""):
    drawing.forget()
    return [row.name for row in client.get(f"{CITIES}?{query}").context["rows"]]


def said_of(client, name, query=""):
    drawing.forget()
    rows = client.get(f"{CITIES}?{query}").context["rows"]
    return next(row for row in rows if row.name == name)


def test_a_private_trial_record_is_never_listed(client, private, self_declared):
    for query in ("", "q=canary", "state=takes-part", "country=AT", "sort=decision"):
        assert private.name not in client.get(f"{CITIES}?{query}").text


def test_without_a_city_the_page_says_what_to_do(client):
    assert "No city or region is listed yet" in client.get(CITIES).text


def test_when_nothing_fits_there_is_a_way_out(client, self_declared):
    page = client.get(f"{CITIES}?q=nowhere")

    assert "No city or region is all of this" in page.text
    assert f'href="{CITIES}">Show all' in page.text


@pytest.mark.parametrize(
    "query",
    ["country=ZZ", "kind=castle", "state=best", "level=Z", "size=9", "commitment=Q9",
     "sort=rank", "after=~~~", "before=x", "q=%00", "q=%FF%FE", "after=a~%00", f"q={'x' * 5000}",
     "level=%27%3B--", "country=AT&country=FR"],
)  # fmt: skip
def test_bad_input_never_breaks_the_page(client, self_declared, query):
    assert client.get(f"{CITIES}?{query}").status_code == 200


def test_a_name_is_found_by_plain_letters(client):
    CityFactory(name="Ängelholm", confirmed=True)
    CityFactory(name="Łódź", confirmed=True)

    assert names_of(client, "q=angel") == ["Ängelholm"]
    assert names_of(client, "q=LODZ") == ["Łódź"]


def test_names_are_sorted_as_people_do(client):
    for name in ("Zagreb", "Łódź", "Ängelholm", "Bergen"):
        CityFactory(name=name, confirmed=True)

    assert names_of(client) == ["Ängelholm", "Bergen", "Łódź", "Zagreb"]


def test_country_kind_and_size_narrow_the_list(client, session):
    CityFactory(name="Small", confirmed=True, country="AT", population=900)
    CityFactory(name="Large", confirmed=True, country="FR", population=900_000, kind="region")

    assert names_of(client, "country=FR") == ["Large"]
    assert names_of(client, "kind=municipality") == ["Small"]
    for size in session.framework.size_classes.all():
        fits = [
            name
            for name, people in (("Large", 900_000), ("Small", 900))
            if size.min <= people and (size.max is None or people <= size.max)
        ]
        assert names_of(client, f"size={size.code}") == fits


def test_a_city_is_accredited_only_while_its_label_is_valid(client, label):
    name = label.city.name
    assert names_of(client, "state=accredited") == [name]

    label.state = LabelState.SUSPENDED
    label.save()
    assert names_of(client, "state=accredited") == names_of(client, "level=B") == []
    assert said_of(client, name).said == "Label suspended"
    assert said_of(client, name).standing == Standing.SUSPENDED

    label.state, label.valid_until = LabelState.VALID, today() - timedelta(days=1)
    label.granted_on = today() - timedelta(days=9)
    label.save()
    assert names_of(client, "state=accredited") == names_of(client, "level=B") == []
    assert said_of(client, name).seal == ""
    assert "Label expired on" in said_of(client, name).said


def test_level_is_that_of_the_label(client, label):
    assert names_of(client, "level=B") == [label.city.name]
    assert names_of(client, "level=A") == []


def test_a_self_declared_city_shows_no_level(client, self_declared):
    row = said_of(client, "Declaria")

    assert (row.said, row.seal) == ("Self-declared, not accredited", "")
    assert names_of(client, "state=self-declared") == ["Declaria"]


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (S.DRAFT, "Preparing"),
        (S.SUBMITTED, "Preparing"),
        (S.HEARING, "Open for contributions"),
        (S.SETTLING, "Under review"),
        (S.CHALLENGED, "Before the committee"),
        (S.DECIDED, "Before the committee"),
    ],
)
def test_of_an_open_application_the_public_sees_the_stage(client, session, state, stage):
    application = make_case(session, state=state)

    assert said_of(client, application.city.name).said == f"Application: {stage}"
    assert names_of(client, "state=under-way") == [application.city.name]


def test_a_withdrawn_application_counts_as_never_made(client, session):
    application = make_case(session, state=S.WITHDRAWN)

    assert said_of(client, application.city.name).said == "Takes part"
    assert names_of(client, "state=under-way") == []


def test_what_the_committee_recommends_is_seen_nowhere_before_it_is_published(client, session):
    application = make_case(session)
    made(application, code="A")

    page = client.get(CITIES).text

    assert "Before the committee" in page
    assert "CANARY-REASONS" not in page
    assert "Level A" not in page.split("<ul class")[-1]
    assert names_of(client, "level=A") == names_of(client, "commitment=R1") == []


def test_the_application_of_an_unconfirmed_authority_is_its_own_affair(client, session):
    application = make_case(session, state=S.DRAFT)
    city = application.city
    city.self_declared, city.confirmed_how, city.confirmed_on = True, "", None
    city.save()

    assert said_of(client, city.name).said == "Self-declared, not accredited"
    assert names_of(client, "state=under-way") == names_of(client, "state=takes-part") == []


def test_wholly_embedded_is_what_a_published_decision_found_at_the_top_step(client, session):
    low, high, mixed = (make_label(session) for _n in range(3))
    Settlement.objects.filter(application__city=high.city).update(found="3")
    Settlement.objects.filter(
        application__city=mixed.city, requirement__code__in=["R1.1", "R2.1"]
    ).update(found="3")
    unpublished = make_case(session, step="3")

    assert names_of(client, "commitment=R1") == [high.city.name]
    assert names_of(client, "commitment=R2") == [high.city.name, mixed.city.name]
    assert unpublished.city.name in names_of(client)
    assert low.city.name in names_of(client)


def test_sorted_by_decision_the_newest_comes_first_and_the_undecided_last(client, session):
    older, newer = make_label(session), make_label(session)
    older.decision.decided_on = today() - timedelta(days=30)
    older.decision.save()
    CityFactory(name="Aaa undecided", confirmed=True)

    names = names_of(client, "sort=decision")

    assert names == [newer.city.name, older.city.name, "Aaa undecided"]


def test_filters_live_in_the_address_of_every_part(client):
    for number in range(2 * SIZE):
        CityFactory(name=f"Town {number:02}", confirmed=True)
        CityFactory(name=f"Else {number:02}", confirmed=True, country="FR")

    page = client.get(f"{CITIES}?country=AT&q=town")
    further = client.get(CITIES + page.context["after_url"])

    assert [row.name for row in further.context["rows"]] == [
        f"Town {number:02}" for number in range(SIZE, 2 * SIZE)
    ]
    assert "Narrowed to name with “town”; country: Austria." in further.text
    back = client.get(CITIES + further.context["before_url"])
    assert [row.name for row in back.context["rows"]] == [f"Town {n:02}" for n in range(SIZE)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(client, session, count, django_assert_num_queries):
    for _n in range(count):
        make_label(session)
    client.get(reverse("register:about"))  # knows by now whether this is a demonstration
    client.get(f"{CITIES}?q=nowhere")  # has read the edition by now

    with django_assert_num_queries(3):  # edition, day, cities
        page = client.get(CITIES)

    assert page.text.count("directory__row") == count


def test_the_same_facts_are_drawn_once_and_new_ones_at_once(client, label):
    before = client.get(CITIES)
    again = client.get(CITIES)
    label.state = LabelState.SUSPENDED
    label.save()
    after = client.get(CITIES)

    assert again.content == before.content
    assert again.templates == []
    assert "Label suspended" in after.text
