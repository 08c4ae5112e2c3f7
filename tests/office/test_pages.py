"""Reading one's letters, waiting for a document, checking a code."""

import pytest
from django.urls import reverse

from office import letters, making
from office.models import Letter, Report
from office.models.report import ReportState
from office.reports import as_plain
from tests.accreditation.reports.samples import certificate_facts


def write(to, subject="Panel report"):
    context = {"report": {"title": subject, "about": "HRC-2027-0001", "code": "ABCD"}}
    return letters.write(
        to=to, template="mail/report_ready.txt", context=context, link="/office/letters/"
    )


@pytest.fixture
def reader(client, sign_in, someone):
    """A client of somebody who is signed in."""
    return sign_in(client, someone)


@pytest.fixture
def report(new_report, only_theirs, someone):
    """A report that only ``someone`` may read."""
    return new_report(facts=as_plain(certificate_facts()), permission=only_theirs(someone))


PAGES = ["report", "report_state", "report_download"]


# --- letters -------------------------------------------------------------------------------------


def test_letters_ask_for_signing_in(client, db):
    page = client.get(reverse("office:letters"))

    assert page.status_code == 302
    assert page.url.startswith(reverse("account_login"))


def test_a_letter_to_somebody_else_is_as_if_it_did_not_exist(reader, secretariat):
    letter = write(secretariat)

    theirs = reader.get(letter.get_absolute_url())
    none = reader.get(reverse("office:letter", args=[letter.pk + 1000]))

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert Letter.objects.get().read_at is None


@pytest.mark.parametrize("query", ["before=x", "after=-1", "before=99999999999999999999999", ""])
def test_an_address_that_was_tampered_with_shows_the_newest(reader, someone, query):
    write(someone)

    page = reader.get(f"{reverse('office:letters')}?{query}")

    assert "Panel report" in page.text


def test_no_letters_are_explained(reader):
    assert "No letters" in reader.get(reverse("office:letters")).text


def test_a_letter_is_read_by_being_opened(reader, someone):
    letter = write(someone)

    assert "Unread" in reader.get(reverse("office:letters")).text
    page = reader.get(letter.get_absolute_url())

    assert "that you asked for is ready" in page.text
    assert 'href="/office/letters/"' in page.text
    assert "Unread" not in reader.get(reverse("office:letters")).text


def test_long_lists_are_read_page_by_page(reader, someone):
    written = [write(someone, f"No. {number:03}") for number in range(45)]
    address = reverse("office:letters")

    first = reader.get(address)
    second = reader.get(f"{address}?before={written[25].pk}")
    back = reader.get(f"{address}?after={written[24].pk}")

    assert "No. 044" in first.text
    assert "No. 024" not in first.text
    assert f"?before={written[25].pk}" in first.text
    assert "No. 024" in second.text
    assert back.text.count("No. ") == first.text.count("No. ")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(reader, someone, count, django_assert_num_queries):
    for number in range(count):
        write(someone, f"No. {number}")
    reader.get(reverse("office:letters"))

    with django_assert_num_queries(2):  # session with its person, letters
        page = reader.get(reverse("office:letters"))

    assert page.text.count("No. ") == count


# --- documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_document_one_may_not_read_is_as_if_it_did_not_exist(
    client, sign_in, secretariat, report, name
):
    sign_in(client, secretariat)

    theirs = client.get(reverse(f"office:{name}", args=[report.pk]))
    none = client.get(reverse(f"office:{name}", args=[report.pk + 1000]))

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert theirs.content == none.content


def test_a_stranger_cannot_have_it_made_again(client, sign_in, secretariat, report):
    Report.objects.update(state=ReportState.FAILED)
    sign_in(client, secretariat)

    page = client.post(reverse("office:report_retry", args=[report.pk]))

    assert page.status_code == 404
    assert Report.objects.get().state == ReportState.FAILED


def test_a_document_about_something_that_is_gone_does_not_exist(reader, report):
    Report.objects.update(about_key="0")

    assert reader.get(report.get_absolute_url()).status_code == 404


def test_a_document_that_is_not_ready_cannot_be_downloaded(reader, report):
    assert reader.get(reverse("office:report_download", args=[report.pk])).status_code == 404


def test_a_failure_is_shown_with_a_way_on(reader, report):
    Report.objects.update(state=ReportState.FAILED, problem="It could not be made.")

    page = reader.get(report.get_absolute_url())
    after = reader.post(reverse("office:report_retry", args=[report.pk]), follow=True)

    assert "It could not be made." in page.text
    assert "Try again" in page.text
    assert "is being made once more" in after.text
    assert Report.objects.get().state == ReportState.ASKED


def test_while_it_is_made_the_page_says_how_far_it_is(reader, report):
    Report.objects.update(state=ReportState.BEING_MADE, percent=42)

    page = reader.get(report.get_absolute_url())
    part = reader.get(reverse("office:report_state", args=[report.pk]))

    assert 'value="42"' in page.text
    assert "See how far it is now" in page.text
    assert 'hx-trigger="load delay:2s"' in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize(("tell", "sentence"), [
    (False, "the document is kept here"), (True, "you will be told when it is ready"),
])  # fmt: skip
def test_only_who_will_be_told_reads_so(reader, report, someone, tell, sentence):
    Report.objects.update(asked_by=someone, tell=tell)

    assert sentence in reader.get(report.get_absolute_url()).text


def test_a_finished_document_is_downloaded_and_never_shown_in_place(reader, report):
    making.make(report.pk)

    page = reader.get(reverse("office:report_state", args=[report.pk]))
    file = reader.get(reverse("office:report_download", args=[report.pk]))

    assert "hx-get" not in page.text
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="2027-1-tried-report.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"


# --- checking a code -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ABCD-EFGH-JKLM", "\x00", "١٢٣", "x" * 20_000])
def test_a_code_nobody_gave_is_not_known(client, db, code):
    page = client.get(reverse("office:check"), {"code": code})

    assert "We know no document with this code" in page.text


def test_a_document_that_is_not_finished_is_not_known(client, report):
    page = client.get(reverse("office:check"), {"code": report.code})

    assert report.title not in page.text


def test_a_code_is_known_however_it_is_typed(client, report):
    making.make(report.pk)
    report.refresh_from_db()

    page = client.get(reverse("office:check"), {"code": report.code.lower().replace("-", " ")})

    assert report.title in page.text
    assert report.sha256 in page.text
