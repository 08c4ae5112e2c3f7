"""Practices as anybody reads them."""

import pytest

from accreditation.models import Settlement
from progress.workflow import PRACTICE
from register import drawing
from tests.factories.accreditation_committee import make_case, make_label
from tests.factories.cities import CityFactory
from tests.factories.practices import draft_of_practice, practice_of
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(session):
    """A city that anybody may see."""
    return CityFactory(name="Hafenau", slug="hafenau", confirmed=True)


@pytest.fixture
def framework(session):
    return session.framework


def listing(client, query=""):
    drawing.forget()
    return client.get(f"/practices/?{query}")


def test_drafts_and_what_was_taken_back_are_found_nowhere(client, listed, framework):
    draft_of_practice(listed, framework, "R1.1", title="CANARY-DRAFT")
    gone = practice_of(listed, framework, title="CANARY-GONE")
    PRACTICE.perform("withdraw", gone, by=lead_for(listed))

    page = client.get("/practices/")

    assert "CANARY" not in page.text
    assert "No practice has been published yet" in page.text
    assert client.get("/practices/hafenau/1/").status_code == 404
    assert client.get("/practices/hafenau/2/").status_code == 404


def test_a_city_that_is_no_longer_public_takes_its_practices_along(client, listed, framework):
    practice_of(listed, framework, title="CANARY-PRIVATE")
    listed.takes_part = False
    listed.save()

    assert "CANARY" not in client.get("/practices/").text
    assert client.get("/practices/hafenau/1/").status_code == 404


def test_a_published_practice_says_all_of_it(client, listed, framework):
    practice_of(listed, framework, result="<b>Twice</b> as many.")

    page = client.get("/practices/hafenau/1/").text

    assert "&lt;b&gt;Twice&lt;/b&gt; as many." in page
    assert "mailto:desk@example.org" in page
    assert "Told by Hafenau itself; no published decision has looked at it." in page


def test_only_what_a_published_decision_found_at_the_highest_step_is_said_so(
    client, session, framework
):
    found, below = make_label(session).city, make_label(session).city
    waiting = make_case(session, step="3").city
    Settlement.objects.filter(application__city=found).update(found="3")
    for city in (found, below, waiting):
        practice_of(city, framework, title=f"Desk of {city}")

    page = client.get("/practices/").text

    assert f"Found “Embedded” in {found} by the decision published" in page
    assert f"Told by {below} itself; the decision published" in page
    assert f"Told by {waiting} itself; no published decision has looked at it." in page
    assert [one for one in (found, below, waiting)
            if f"Desk of {one}" in listing(client, "found=top").text] == [found]  # fmt: skip
    assert f"Desk of {found}" in listing(client, "requirement=R1.1&found=top").text
    assert f"Desk of {found}" not in listing(client, "requirement=R1.2&found=top").text


def test_the_list_is_narrowed_by_what_it_bears_on_and_who_tells_it(client, listed, framework):
    other = CityFactory(confirmed=True, kind="county", country="SE", population=300_000)
    practice_of(listed, framework, "R1.1", title="Of Hafenau")
    practice_of(other, framework, "R2.1", title="Of the county")

    def found(query):
        page = listing(client, query).text
        return [title for title in ("Of Hafenau", "Of the county") if title in page]

    assert found("") == ["Of Hafenau", "Of the county"]
    assert found("commitment=R2") == ["Of the county"]
    assert found("requirement=R1.1") == ["Of Hafenau"]
    assert found("kind=county") == found("country=SE") == ["Of the county"]
    assert found("commitment=OLD9") == []
    assert found("city=hafenau") == ["Of Hafenau"]


def test_the_page_of_a_city_leads_to_what_it_tells(client, listed, framework):
    before = client.get("/cities/hafenau/").text
    practice_of(listed, framework)
    drawing.forget()
    after = client.get("/cities/hafenau/").text

    assert "/practices/?city=hafenau" not in before
    assert "/practices/?city=hafenau" in after


@pytest.mark.parametrize("query", [
    "commitment=%00", "requirement=%27%20OR", "kind=castle", "after=1~x", "before=~", "found=all",
    "requirement=" + "9" * 90,
])  # fmt: skip
def test_bad_input_never_breaks_the_page(client, listed, framework, query):
    practice_of(listed, framework)

    assert client.get(f"/practices/?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, listed, framework, count, django_assert_num_queries
):
    for number in range(count):
        practice_of(listed, framework, title=f"Desk {number}")
    listing(client)

    with django_assert_num_queries(3):  # edition, practices, links
        page = listing(client)

    assert page.text.count("decision__title") == count


def test_the_framework_leads_to_practices_on_a_commitment(client, framework):
    page = client.get(f"/framework/{framework.code}/{framework.edition}/R1/").text

    assert "/practices/?commitment=R1" in page
