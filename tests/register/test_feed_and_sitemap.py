"""The feed of decisions and the sitemap: what is published, under the platform's own address."""

from xml.etree import ElementTree

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState, Outcome
from accreditation.models import Decision, Label
from office.days import today
from office.models import Installation
from register import feed, sitemap
from tests.factories.accreditation_committee import made, make_case, make_label
from tests.factories.cities import CityFactory
from tests.factories.practices import draft_of_practice, practice_of

pytestmark = pytest.mark.django_db
FEED, SITEMAP, ROBOTS = "/data/decisions.atom", "/sitemap.xml", "/robots.txt"
ATOM, PLACES = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def atom(client, **asked):
    return ElementTree.fromstring(client.get(FEED, **asked).content)  # noqa: S314 -- our own


def entries(client):
    return atom(client).findall(f"{ATOM}entry")


def titles(client):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client)]


def places(client):
    found = ElementTree.fromstring(client.get(SITEMAP).content)  # noqa: S314 -- our own
    return [each.text for each in found.iter(f"{PLACES}loc")]


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.NO_LEVEL, Outcome.DEFERRED])
def test_before_release_nothing_of_a_decision_is_told(client, session, label, outcome):
    case = make_case(session)
    before = [client.get(address).content for address in (FEED, SITEMAP)]

    made(case, outcome=outcome, code="B")

    assert [client.get(address).content for address in (FEED, SITEMAP)] == before


def test_a_decision_that_is_not_published_yet_is_not_in_the_feed(client, session):
    make_case(session, state=S.DECIDED)

    assert entries(client) == []


def test_an_entry_says_what_was_decided_on_whom_when_and_why(client, label):
    Decision.objects.update(reasons="It answers <all> & more.\n\nSecond reason.")
    label.decision.refresh_from_db()

    (entry,) = entries(client)

    application = label.decision.application
    assert entry.findtext(f"{ATOM}title") == f"{label.city.name}: Level B"
    assert entry.find(f"{ATOM}link").get("href") == (
        f"http://localhost:8000/cities/{label.city.slug}/#{application.reference}"
    )
    day = label.decision.published_on.isoformat()
    assert entry.findtext(f"{ATOM}published").startswith(f"{day}T00:00:00+0")
    assert entry.findtext(f"{ATOM}summary") == (
        "<p>It answers &lt;all&gt; &amp; more.</p>\n\n<p>Second reason.</p>"
    )


def test_where_an_entry_leads_its_decision_stands(client, label):
    page = client.get(f"/cities/{label.city.slug}/").text

    assert f'id="{label.decision.application.reference}"' in page


def test_an_entry_says_what_has_become_of_the_label(client, label):
    Label.objects.update(state=LabelState.SUSPENDED, state_since=today())

    (entry,) = entries(client)

    assert entry.findtext(f"{ATOM}summary").startswith("<p>Label: Suspended</p>")


def test_a_sign_that_no_xml_can_hold_breaks_nothing(client, label):
    Decision.objects.update(reasons="Pasted\x0b from\uffff elsewhere.")

    (entry,) = entries(client)

    assert entry.findtext(f"{ATOM}summary") == "<p>Pasted from elsewhere.</p>"


def test_a_demonstration_says_so_in_each_title(client, accredited):
    assert atom(client).findtext(f"{ATOM}title").startswith("Demonstration: ")
    assert titles(client) == ["Demonstration: Walkham (invented): Level B"]


def test_the_feed_holds_the_newest_and_is_asked_for_by_its_tag_alone(client, session, monkeypatch):
    monkeypatch.setattr(feed, "NEWEST", 2)
    labels = [make_label(session) for _n in range(3)]

    page = client.get(FEED)

    newest = [f"{label.city.name}: Level B" for label in reversed(labels[1:])]
    assert titles(client) == newest
    assert "Last-Modified" not in page  # two decisions of one day would look alike
    assert client.get(FEED, headers={"if-none-match": page["ETag"]}).status_code == 304


@pytest.mark.parametrize("count", [1, 3])
def test_feed_and_sitemap_cost_the_same_however_many(
    client, session, count, django_assert_num_queries
):
    for _n in range(count):
        practice_of(make_label(session).city, session.framework)
    client.get("/about/")

    with django_assert_num_queries(2):  # day, decisions
        client.get(FEED)
    with django_assert_num_queries(4):  # commitments, cities, labels, practices
        client.get(SITEMAP)


def test_the_sitemap_names_every_page_and_each_can_be_read(client, label, self_declared):
    practice_of(label.city, label.level.framework)

    found = places(client)

    assert f"http://localhost:8000/cities/{label.city.slug}/" in found
    assert f"http://localhost:8000/cities/{self_declared.slug}/" in found
    assert f"http://localhost:8000/verify/{label.number}/" in found
    assert f"http://localhost:8000/practices/{label.city.slug}/1/" in found
    assert len(set(found)) == len(found)
    assert {client.get(each).status_code for each in found} == {200}


def test_no_private_record_and_no_draft_is_named(client, private, label):
    draft_of_practice(label.city, label.level.framework)

    found = "\n".join(places(client))

    assert private.slug not in found
    assert "/practices/" in found
    assert f"/practices/{label.city.slug}" not in found


def test_the_sitemap_ends_where_it_would_be_too_long(client, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 2)
    for name in ("One", "Three", "Two"):
        CityFactory(name=name, slug=name.lower(), confirmed=True)

    found = [each for each in places(client) if "/cities/" in each]

    assert [each.split("/cities/")[1] for each in found] == ["", "one/", "three/"]


@pytest.mark.parametrize("query", ["p=2", "p=0", "p=-1", "p=x", "p=%00"])
def test_a_part_that_is_not_there_is_not_found(client, query):
    assert client.get(f"{SITEMAP}?{query}").status_code == 404


def test_addresses_are_those_the_platform_is_known_by(client, label, settings):
    settings.PUBLIC_ADDRESS = "https://rights.example.org:8443"
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    asked = {"headers": {"host": "elsewhere.example"}}

    pages = [client.get(address, **asked).text for address in (FEED, SITEMAP)]

    assert not any("elsewhere.example" in page for page in pages)
    assert f"https://rights.example.org:8443/verify/{label.number}/" in pages[1]
    assert "https://rights.example.org:8443/data/decisions.atom" in pages[0]


def test_search_engines_find_the_sitemap_where_they_look_first(client):
    lines = client.get(ROBOTS).text.splitlines()

    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: http://localhost:8000{SITEMAP}"]


def test_search_engines_are_asked_to_leave_invented_cities_out(client):
    Installation.objects.create(pk=1, is_demonstration=True)

    assert client.get(ROBOTS).text == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("address", [FEED, SITEMAP, ROBOTS])
def test_nobody_is_asked_who_they_are(client, label, address):
    page = client.get(address)

    assert "public" in page["Cache-Control"]
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/decisions/", "/data/"])
def test_readers_of_feeds_find_it_on_the_pages_that_speak_of_it(client, address):
    page = client.get(address).text

    assert f'<link rel="alternate" type="application/atom+xml" href="{FEED}"' in page
    assert f'<a href="{FEED}">' in page
