"""What a team sees of others like its city: counts, from five others on, and no names."""

import re

import pytest
from django.urls import reverse

from accreditation.choices import Purpose
from accreditation.models import Application, Filing, Settlement
from cities.choices import Role
from cities.models import City
from tests.factories.accreditation_committee import make_case, make_label, make_session
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import in_french, six
from tests.factories.progress import AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def city(session):
    return CityFactory(name="Hafenau", slug="hafenau", kind="municipality", population=9_000)


@pytest.fixture
def look(client, sign_in, city):
    """A function: the page as the city's observer sees it."""
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)
    return lambda query="": client.get(
        reverse("accreditation:comparison", args=[city.slug]) + query
    )


def decided(session, number, *, kind="municipality", population=9_000, step="2"):
    """So many cities with a published decision, all of it found at ``step``."""
    cities = [make_label(session).city for _each in range(number)]
    City.objects.filter(pk__in=[each.pk for each in cities]).update(kind=kind)
    for filing in Filing.objects.filter(application__city__in=cities):
        filing.profile |= {"kind": kind, "population": population}
        filing.save()
    Settlement.objects.filter(application__city__in=cities).update(found=step)
    return cities


def requirement_of(session, code="R1.1"):
    return session.framework.requirements.get(code=code)


def rows_of(page):
    """Code of a requirement → how many at each step."""
    return {
        stand.requirement.code: [each.count for each in stand.steps]
        for part in page.context["parts"]
        for stand in part.stands
    }


def test_four_others_are_too_few(session, look):
    decided(session, 4)

    page = look()

    assert page.context["group"] is None
    assert "4 others have a published decision so far; 5 are needed." in page.text
    assert "distribution" not in page.text.split("<main")[1]


def test_five_others_are_counted_at_each_step_and_not_named(session, look):
    cities = [*decided(session, 3), *decided(session, 2, step="1")]

    page = look()

    assert rows_of(page)["R1.1"] == [0, 2, 3, 0]
    assert [each.name for each in cities if each.name in page.text] == []


def test_the_city_itself_is_no_part_of_the_group(session, city, look):
    own, *_others = decided(session, 5)
    Application.objects.filter(city=own).update(city=city)

    assert look().context["group"] is None


def test_a_row_has_the_same_total_whatever_was_found(session, look):
    decided(session, 5)
    Settlement.objects.filter(requirement__code="R1.1").update(found="unknown")

    page = look()
    stand = page.context["parts"][0].stands[0]

    assert (stand.steps[2].count, stand.others) == (0, 5)
    assert "no step settled" in page.text


def test_what_is_not_decided_and_public_is_not_counted(session, look):
    kept, hidden, *_others = decided(session, 6)
    Application.objects.filter(city=kept).update(purpose=Purpose.FEEDBACK)
    City.objects.filter(pk=hidden.pk).update(takes_part=False)
    make_case(session)

    page = look()

    assert "4 others have a published decision so far" in page.text


def test_a_city_counts_once_by_its_last_decision(session, look):
    first, *_others = decided(session, 5)
    (later,) = decided(session, 1, step="3")
    Application.objects.filter(city=later).update(city=first)

    assert rows_of(look())["R1.1"] == [0, 0, 4, 1]


def test_a_kind_that_could_be_told_apart_is_not_shown(session, look):
    decided(session, 5)
    decided(session, 2, population=90_000)

    page = look("?by=kind")

    assert page.context["group"].by == "size"
    assert "beside the others shown they would tell of fewer than 5" in page.text


def test_with_four_others_the_own_step_is_not_marked_either(session, city, look):
    decided(session, 4)
    AnswerFactory(city=city, requirement=requirement_of(session), step=2)

    assert "marked with “you”" not in look().text


def test_the_own_step_is_marked_and_counted_nowhere(session, city, look):
    decided(session, 5, step="1")
    AnswerFactory(city=city, requirement=requirement_of(session), step=2)

    page = look()

    first, second, *_others = page.context["parts"][0].stands
    assert [each.is_here for each in first.steps] == [False, False, True, False]
    assert [each.count for each in first.steps] == [0, 5, 0, 0]
    assert not second.has_own
    assert page.text.count('<span class="badge badge--neutral">you</span>') == 1
    assert "Your own record names no step here." in page.text


def test_what_is_asked_stands_in_the_language_of_its_reader(session, city, look):
    in_french(session.framework)
    decided(session, 5)
    city.memberships.get().user.__class__.objects.update(reads_in="fr")

    page = look().text

    assert '<span lang="fr">Une règle écrite ouvre les services essentiels' in page
    assert '<span lang="fr">Commencé</span>' in page
    assert re.search(r'aria-label="R1.1 Une règle écrite[^"<]*: Pas encore 0, Commencé', page)


@pytest.mark.parametrize("query", ["?by=name", "?pillar=X", "?pillar=%00&by=%27"])
def test_bad_input_never_breaks_the_page(session, look, query):
    decided(session, 5)

    assert look(query).status_code == 200


def test_a_stranger_does_not_find_it(client, sign_in, city):
    sign_in(client, MembershipFactory(role=Role.LEAD).user)

    address = reverse("accreditation:comparison", args=[city.slug])

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [5, 8])
def test_it_costs_the_same_however_many_are_counted(
    session, look, count, django_assert_num_queries
):
    decided(session, count)
    look()

    # session, roles, edition of the record, who is counted, the record, what was found
    with django_assert_num_queries(6):
        look()
