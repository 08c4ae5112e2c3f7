"""The list of a record's parts: the same on every page, for whoever may open what it names."""

import re
from html import unescape

import pytest
from django.urls import reverse

from accreditation.urls import urlpatterns as of_accreditation
from cities.choices import Role
from cities.urls import urlpatterns as of_cities
from progress.parts import BELOW, PARTS, part_at
from progress.urls import urlpatterns as of_progress
from tests.factories.cities import MembershipFactory
from tests.factories.progress import answered, evidence_of

pytestmark = pytest.mark.usefixtures("catalogues")

LEADS_ONLY = ["Agree answers", "Hand-over file"]
NOT_PAGES = {  # they answer with a file or a piece, or lead on to another page
    "coordinated", "agree_one", "autosave", "chosen", "download", "drop_aside", "evidence_chosen",
    "evidence_page", "evidence_state", "evidence_use", "goals_table", "hand_over_download",
    "indicator_end", "manner", "mapped_sheet", "offer_help", "readings_example", "readings_table",
    "remind", "resolve_comment", "restore", "sheet_download", "take_out", "uncite",
}  # fmt: skip


def parts_in(page):
    """(label, how it is marked) of each line of the list."""
    (listed,) = re.findall(r'<nav class="parts".*?</nav>', page.text, re.DOTALL)
    lines = re.findall(r'<a href="[^"]+"(?: aria-current="(\w+)")?>([^<]+)</a>', listed)
    return [(unescape(label), marked) for marked, label in lines]


def test_an_editor_is_not_shown_what_only_the_lead_opens(client, city, address, sign_in, someone):
    MembershipFactory(city=city, user=someone, role=Role.EDITOR)
    sign_in(client, someone)

    shown = [label for label, _marked in parts_in(client.get(address("record")))]

    assert shown == [str(part.label) for part in PARTS if part.label not in LEADS_ONLY]


def test_every_page_of_a_record_belongs_to_a_part():
    names = {f"progress:{each.name}" for each in of_progress if each.name not in NOT_PAGES}

    assert {name for name in names if part_at(name) is None} == set()


def test_no_part_names_a_page_that_is_not_there():
    named = {name.partition(":")[2] for name in (*BELOW, *(part.address for part in PARTS))}
    there = {each.name for each in (*of_progress, *of_accreditation, *of_cities)}

    assert named - there == set()


@pytest.mark.parametrize("part", [part for part in PARTS if "application" not in part.address],
                         ids=lambda part: part.address)  # fmt: skip
def test_each_part_shows_all_parts_and_marks_itself(as_lead, city, part):
    page = as_lead.get(reverse(part.address, args=[city.slug]))

    shown = parts_in(page)
    assert [label for label, _marked in shown] == [str(each.label) for each in PARTS]
    assert [line for line in shown if line[1]] == [(str(part.label), "page")]


@pytest.mark.parametrize(
    ("name", "args", "label"),
    [("requirement", ["R1.1"], "The record at a glance"),
     ("commitment", ["R1"], "The record at a glance"), ("comments_on", ["R1.1"], "Open comments"),
     ("evidence_new", [], "Evidence"), ("group", ["roma"], "Results for groups at risk"),
     ("ask", ["R1.1"], "Questions"), ("measure_new", [], "Measures and recommendations")],
)  # fmt: skip
def test_a_page_below_a_part_marks_that_part(as_lead, city, six, address, name, args, label):
    answered(city, six)

    page = as_lead.get(address(name, *args))

    assert [line for line in parts_in(page) if line[1]] == [(label, "true")]


def test_the_list_stands_before_the_page_and_can_be_skipped(as_lead, city, address):
    evidence = evidence_of(city)

    page = as_lead.get(address("evidence_detail", evidence.pk)).text

    assert 'class="skip" href="#content"' in page
    assert page.index('class="parts"') < page.index('id="content"') < page.index("<h1")


@pytest.mark.parametrize("name", ["profile", "departments", "councils", "confirmation"])
def test_pages_of_the_authority_show_the_list_to_its_team(as_lead, city, name):
    page = as_lead.get(reverse(f"cities:{name}", args=[city.slug]))

    assert [line for line in parts_in(page) if line[1]] == [("Team", "true")]
    assert 'class="skip" href="#content"' in page.text


@pytest.mark.parametrize("name", ["departments", "councils", "confirmation"])
def test_whoever_only_looks_after_authorities_is_shown_no_parts(
    client, city, sign_in, secretariat, name
):
    page = sign_in(client, secretariat).get(reverse(f"cities:{name}", args=[city.slug]))

    assert page.status_code == 200
    assert 'class="parts"' not in page.text
    assert 'class="skip" href="#main"' in page.text
