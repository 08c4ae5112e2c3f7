"""What people see of a file: that it is being checked, why it was refused, and its pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cities.choices import Role
from progress.actions import add_version, attach_evidence
from progress.choices import PreviewState
from progress.files import checking
from progress.models import Citation, Evidence, EvidenceVersion
from tests.factories.progress import (
    A_PDF,
    a_picture,
    drawn,
    evidence_of,
    lead_for,
    pdf,
    waiting_evidence,
)

pytestmark = pytest.mark.usefixtures("six")


def of(name, evidence, *args):
    return reverse(f"progress:{name}", args=[evidence.city.slug, evidence.pk, *args])


def refused(city, sentence="This file holds macros. Save it without them."):
    evidence = waiting_evidence(city)
    checking.refuse(evidence.versions.get(), sentence)
    return evidence


def test_a_file_being_checked_says_so_and_how_to_look_again(as_lead, city):
    evidence = waiting_evidence(city)

    page = as_lead.get(of("evidence_detail", evidence))

    assert "Being checked" in page.text
    assert f'hx-get="{of("evidence_state", evidence, 1)}"' in page.text
    assert "<noscript>" in page.text
    assert "See how far it is now" in page.text
    assert f'href="{of("download", evidence, 1)}"' not in page.text


def test_a_file_that_waits_says_for_what(as_lead, city):
    evidence = waiting_evidence(city)
    EvidenceVersion.objects.update(sentence="The virus scanner does not answer now.")

    page = as_lead.get(of("evidence_state", evidence, 1))

    assert "The virus scanner does not answer now." in page.text
    assert page["Cache-Control"].count("no-store") == 1


def test_a_refused_file_says_why_and_what_is_kept(as_lead, city):
    evidence = refused(city)

    page = as_lead.get(of("evidence_detail", evidence))

    assert "This file holds macros. Save it without them." in page.text
    assert "What you wrote and where it is cited is kept." in page.text
    assert "hx-get" not in page.text.split("<main")[1]


def test_pages_being_drawn_are_counted(as_lead, city):
    evidence = evidence_of(city)
    EvidenceVersion.objects.update(preview=PreviewState.WAITING, pages_to_show=7)

    page = as_lead.get(of("evidence_state", evidence, 1))

    assert "1 of 7" in page.text
    assert "hx-trigger" in page.text


def test_a_file_that_is_ready_asks_for_nothing_more(as_lead, city):
    evidence = evidence_of(city)

    page = as_lead.get(of("evidence_state", evidence, 1))

    assert "Read it here" in page.text
    assert "hx-" not in page.text


def test_what_cannot_be_drawn_can_be_downloaded(as_lead, city):
    evidence = evidence_of(city)
    EvidenceVersion.objects.update(preview=PreviewState.FAILED)

    page = as_lead.get(of("evidence_state", evidence, 1))

    assert "Its pages cannot be shown here. Download it to read it." in page.text
    assert of("download", evidence, 1) in page.text


def test_a_refused_upload_keeps_what_was_typed(as_lead, city, address):
    typed = {"title": "My own title", "language": "de", "visibility": "public"}
    file = SimpleUploadedFile("a.pdf", b"MZ")

    page = as_lead.post(address("evidence_new"), {**typed, "file": file})

    assert "is not what its name says" in page.text
    assert 'value="My own title"' in page.text
    assert not Evidence.objects.exists()


def test_new_evidence_can_be_cited_while_it_is_being_checked(as_lead, city, address):
    words = {"version": 0, "step": 1, "text": "We do.", "state": "draft"}
    passage = {"cite-file": pdf(), "cite-locator": "p. 1", "cite-shows": "That."}

    page = as_lead.post(address("requirement", "R1.1"), {**words, **passage}, follow=True)

    assert Citation.objects.get().evidence.versions.get().is_being_checked
    assert "Being checked" in page.text


def test_the_list_says_what_is_not_ready_and_what_is_out_of_use(as_lead, city, address):
    refused(city)
    waiting_evidence(city)
    retired = evidence_of(city, title="Old plan")
    as_lead.post(of("evidence_use", retired))

    page = as_lead.get(address("evidence"))

    assert "Could not be taken" in page.text
    assert "Being checked" in page.text
    assert "No longer used" in page.text.rsplit("Old plan", 1)[0]


def test_evidence_out_of_use_is_not_offered_until_it_is_used_again(as_lead, city, address):
    evidence = evidence_of(city, title="Old plan")

    as_lead.post(of("evidence_use", evidence))
    without = as_lead.get(address("requirement", "R1.1"))
    as_lead.post(of("evidence_use", evidence), {"again": "yes"})
    again = as_lead.get(address("requirement", "R1.1"))

    assert "Old plan</option>" not in without.text
    assert "Old plan</option>" in again.text


def test_an_observer_takes_nothing_out_of_use(client, city, member_of, sign_in):
    evidence = evidence_of(city)
    sign_in(client, member_of(city, Role.OBSERVER))

    page = client.post(of("evidence_use", evidence))

    evidence.refresh_from_db()
    assert (page.status_code, evidence.retired_on) == (403, None)


def test_the_pages_of_a_file_are_pictures_with_their_text(as_lead, city):
    evidence = evidence_of(city)

    page = as_lead.get(of("evidence_read", evidence, 1))
    picture = as_lead.get(of("evidence_page", evidence, 1, 1))

    assert f'<img class="page-of-file" src="{of("evidence_page", evidence, 1, 1)}"' in page.text
    assert "What it says." in page.text
    assert picture["Content-Type"] == "image/webp"
    assert picture["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert picture["Cache-Control"] == "private, no-store"
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"


def test_text_of_a_file_is_shown_and_never_run(as_lead, city):
    evidence = evidence_of(city)
    evidence.versions.get().pages.update(text="<script>alert(1)</script>", image="")

    page = as_lead.get(of("evidence_read", evidence, 1))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert" not in page.text


def test_what_is_not_shown_is_said(as_lead, city):
    evidence = evidence_of(city)
    EvidenceVersion.objects.update(pages_in_all=30)
    office = evidence_of(city)
    office.versions.update(filename="letter.docx")

    long = as_lead.get(of("evidence_read", evidence, 1))
    text = as_lead.get(of("evidence_read", office, 1))

    assert "The first page is shown here. What follows is in the file itself." in long.text
    assert "This is the text of the document alone." in text.text


def test_a_file_without_pages_says_so(as_lead, city):
    evidence = waiting_evidence(city)

    page = as_lead.get(of("evidence_read", evidence, 1))

    assert "There are no pages to be read here." in page.text
    assert as_lead.get(of("evidence_page", evidence, 1, 1)).status_code == 404


def test_a_page_of_text_alone_has_no_picture(as_lead, city):
    evidence = evidence_of(city)
    evidence.versions.get().pages.update(image="")

    assert as_lead.get(of("evidence_page", evidence, 1, 1)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_many_are_being_checked(
    as_lead, city, address, count, django_assert_max_num_queries
):
    for _number in range(count):
        waiting_evidence(city)

    with django_assert_max_num_queries(11):
        as_lead.get(address("evidence"))


@pytest.mark.parametrize("count", [1, 3])
def test_versions_and_pages_cost_the_same_however_many(
    as_lead, city, count, django_assert_max_num_queries
):
    evidence = attach_evidence(
        city=city, by=lead_for(city), title="T", language="de", url="https://example.org"
    )
    for number in range(count):
        version = add_version(evidence=evidence, by=lead_for(city), file=pdf(content=A_PDF))
        checking.release(version)
        drawn(version, pages=number + 1)

    with django_assert_max_num_queries(11):
        as_lead.get(of("evidence_detail", evidence))
    with django_assert_max_num_queries(9):
        as_lead.get(of("evidence_read", evidence, count + 1))


def test_a_picture_is_no_reason_to_keep_the_place_it_was_taken(as_lead, city):
    file = SimpleUploadedFile("photo.jpg", a_picture("JPEG"))
    evidence = evidence_of(city, file=file)

    page = as_lead.get(of("evidence_read", evidence, 1))

    assert "without what the file says of place, time and camera" in page.text
