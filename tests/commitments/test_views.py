import pytest
from django.urls import reverse

from commitments.loading import load
from commitments.models import Framework
from tests.documents import SIX
from tests.factories.commitments import full, ninety, six, sixteen

pytestmark = pytest.mark.django_db


def test_without_an_edition_the_page_says_so(client):
    page = client.get(reverse("commitments:framework"))

    assert page.status_code == 200
    assert "There is no edition to read yet" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/framework/hrc-six/2/",
        "/framework/other/1/",
        "/framework/hrc-six/1/X1/",
        "/framework/hrc-six/2/R1/",
        "/framework/hrc-six/1/R1.1/",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    six()

    assert client.get(address).status_code == 404


def test_an_edition_is_read_by_pillar_with_every_commitment(client):
    framework = full()

    page = client.get(reverse("commitments:framework"))

    assert all(pillar.title in page.text for pillar in framework.pillars.all())
    assert all(one.get_absolute_url() in page.text for one in framework.commitments.all())


def test_a_published_edition_comes_before_one_in_consultation(client):
    published = six()
    full()

    page = client.get(reverse("commitments:framework"))

    assert page.context["framework"] == published


def test_an_edition_in_consultation_is_marked_on_each_page(client):
    framework = full()
    commitment = framework.commitments.first()

    for address in (framework.get_absolute_url(), commitment.get_absolute_url()):
        assert "This edition is in consultation" in client.get(address).text


def test_a_published_edition_is_no_pilot(client):
    assert "in consultation" not in client.get(six().get_absolute_url()).text


def test_a_retired_edition_is_still_read_and_says_so(client, tmp_path):
    path = tmp_path / "six.yaml"
    path.write_text(SIX.read_text().replace("state: published", "state: retired"))
    framework = load(path).framework

    assert "This edition was retired on" in client.get(framework.get_absolute_url()).text


def test_levels_are_said_in_words(client):
    page = client.get(six().get_absolute_url())

    assert "Each core requirement is at least “Started”." in page.text
    assert "Every requirement of H1 is at least “Started”." in page.text
    assert "In each pillar at least one requirement is “Embedded”." in page.text
    assert "as many as the size class asks (S: 1, M: 1, L: 2)" in page.text


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("area=elections", None),
        ("area=registry", {"S1"}),
        ("charter=46", None),
        ("charter=53", {"S1"}),
        ("sdg=5", {"S7"}),
    ],
)
def test_commitments_are_narrowed_by_area_article_and_goal(client, query, codes):
    framework = full()

    page = client.get(f"{framework.get_absolute_url()}?{query}")

    chapters = page.context["chapters"]
    shown = {entry.commitment.code for chapter in chapters for entry in chapter.entries}
    everything = {one.code for one in framework.commitments.all()}
    assert shown == everything if codes is None else codes <= shown < everything


def test_nothing_that_fits_is_said_plainly(client):
    page = client.get(f"{full().get_absolute_url()}?area=registry&sdg=13")

    assert "No commitment names all of this" in page.text


def test_an_edition_without_links_offers_nothing_to_choose(client):
    assert "<select" not in client.get(sixteen().get_absolute_url()).text


def test_one_commitment_shows_everything_the_document_says_of_it(client):
    framework = full()
    commitment = framework.commitments.get(code="S1")

    page = client.get(commitment.get_absolute_url())

    for text in (
        "We promise to respect every human right",
        "takes the EU Charter",
        "One clear yardstick",
        "Basic services reach people without an address",
        "People without papers or address are turned away.",
        "Structure",
        "Council decision and minutes",
        "Share of local rules checked",
        "A quotation from a treaty on the website.",
        "A short council decision based on a shared text",
        "have you, or someone you know,".capitalize(),
        "Human dignity",
        "Legal identity for all",
        "Council, elections and local democracy",
        "Universal Declaration of Human Rights",
        "Foundations: EU Charter",
        "FRA expert meeting on human rights cities",
    ):
        assert text in page.text


def test_optional_parts_stand_only_where_the_document_has_them(client):
    framework = ninety()
    page = client.get(framework.commitments.get(code="Q1").get_absolute_url())

    for heading in ("Why it helps", "Good to know", "evidence", "measured", "Where it comes from"):
        assert heading not in page.text


def test_commitments_lead_to_their_neighbours_across_pillars(client):
    framework = six()
    addresses = {one.code: one.get_absolute_url() for one in framework.commitments.all()}

    first, middle = client.get(addresses["R1"]), client.get(addresses["H1"])

    assert 'rel="prev"' not in first.text
    assert addresses["R2"] in first.text
    assert addresses["R2"] in middle.text
    assert addresses["H2"] in middle.text


@pytest.mark.parametrize("make", [six, full])
def test_an_edition_costs_the_same_however_long(client, make, django_assert_num_queries):
    address = make().get_absolute_url()

    # edition, other editions, mappings, commitments, catalogues, steps, levels, place
    with django_assert_num_queries(8):
        client.get(address)


@pytest.mark.parametrize(("make", "code"), [(six, "R2"), (full, "S1")])
def test_a_commitment_costs_the_same_however_much_it_asks(
    client, make, code, django_assert_num_queries
):
    address = make().commitments.get(code=code).get_absolute_url()

    with django_assert_num_queries(9):
        client.get(address)


def test_the_pages_set_no_cookie_and_ask_for_no_session(client):
    address = six().get_absolute_url()

    page = client.get(address)

    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_a_page_cannot_be_posted_to(client):
    assert client.post(six().get_absolute_url()).status_code == 405


def test_current_is_nothing_without_editions():
    assert Framework.objects.current() is None
