"""What is said at once, before anything is kept: name, size, beginning, and room in the record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from office.intake.kinds import check, shown_name
from office.workflow import Refused
from progress.actions import add_version, attach_evidence, retire_evidence, use_evidence_again
from progress.models import Evidence
from tests.factories.progress import A_PDF, a_picture, evidence_of, lead_for, pdf

BAD = {
    "empty.pdf": b"",
    "page.html": b"<html>",
    "drawing.svg": b"<svg/>",
    "program.exe": b"MZ",
    "macro.docm": b"PK\x03\x04",
    "noextension": A_PDF,
    "pdf": A_PDF,
    "renamed.pdf": a_picture("PNG"),
    "renamed.png": A_PDF,
    "renamed.docx": A_PDF,
    "pdf.txt": A_PDF,
    "archive.csv": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_whose_beginning_gives_it_away_is_refused_and_not_kept(city, name, lying_apart):
    upload = SimpleUploadedFile(name, BAD[name], "application/pdf")

    with pytest.raises(Refused) as refused:
        attach_evidence(city=city, by=lead_for(city), title="T", language="de", file=upload)

    assert refused.value.reasons[0].endswith(".")
    assert not Evidence.objects.exists()
    assert lying_apart() == 0


def test_a_huge_file_is_refused_with_its_size(settings):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024

    with pytest.raises(Refused) as refused:
        check(pdf(content=A_PDF + b"x" * 1024 * 1024 * 2))

    assert refused.value.reasons == [
        "This file has 3 MB; a file may have 1 MB. Make it smaller, or divide it."
    ]


def test_names_in_capitals_and_both_endings_of_a_photo_are_known():
    assert check(pdf("REPORT.PDF")) == "pdf"
    assert check(SimpleUploadedFile("a.jpeg", a_picture("JPEG"))) == "jpg"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Temp\\Bericht.pdf", "Bericht.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("\u202egnp.pdf", "gnp.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("....pdf", "document.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("lpt1.old.pdf", "document lpt1.old.pdf"),
        ("Konzept.pdf", "Konzept.pdf"),
        ("tool.exe.pdf", "tool.exe.pdf"),
    ],
)
def test_hostile_names_do_no_harm(given, shown):
    assert shown_name(given, "pdf") == shown


def test_a_record_holds_so_many_files(city, settings, lying_apart):
    settings.EVIDENCE_MAX_FILES = 2
    first = evidence_of(city)
    add_version(evidence=first, by=lead_for(city), file=pdf())
    kept = lying_apart()

    with pytest.raises(Refused) as refused:
        add_version(evidence=first, by=lead_for(city), file=pdf())

    assert refused.value.reasons == [
        "The record holds 2 files, and can hold 2. Take evidence that is no longer used out of "
        "use, then try again."
    ]
    assert lying_apart() == kept


def test_a_record_holds_so_many_megabytes(city, settings):
    settings.EVIDENCE_MAX_TOTAL_BYTES = 2 * 1024 * 1024
    evidence_of(city, file=pdf(content=A_PDF + b"x" * 1024 * 1024))

    with pytest.raises(Refused) as refused:
        evidence_of(city, file=pdf(content=A_PDF + b"y" * 1024 * 1024))

    assert refused.value.reasons == [
        "With this, the record would hold 3 MB; it can hold 2 MB. Take evidence that is no longer "
        "used out of use, or make the file smaller."
    ]


def test_a_link_takes_no_room(city, settings):
    settings.EVIDENCE_MAX_FILES = 1
    evidence = evidence_of(city)

    add_version(evidence=evidence, by=lead_for(city), url="https://example.org/")

    assert evidence.versions.count() == 2


def test_evidence_out_of_use_makes_room_until_it_is_used_again(city, settings):
    settings.EVIDENCE_MAX_FILES = 1
    first, lead = evidence_of(city), lead_for(city)
    retire_evidence(evidence=first, by=lead)
    evidence_of(city)

    with pytest.raises(Refused):
        use_evidence_again(evidence=first, by=lead)

    first.refresh_from_db()
    assert first.retired_on is not None
