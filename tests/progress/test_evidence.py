"""Which files are taken, where they lie, and how they leave."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cities.choices import Role
from office.models import TrailEntry
from office.workflow import Refused
from progress import files
from progress.actions import add_version, answer_requirement, attach_evidence, cite, uncite
from progress.models import Citation, Evidence, EvidenceVersion
from tests.factories.cities import CityFactory
from tests.factories.progress import A_PDF, evidence_of, lead_for, pdf

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def package(*names, **texts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        for name, text in texts.items():
            archive.writestr(name, text)
    return file.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
ODT = package("content.xml", mimetype=files.TYPES["odt"])
GOOD = {
    "report.pdf": A_PDF,
    "REPORT.PDF": A_PDF,
    "letter.docx": DOCX,
    "sheet.xlsx": XLSX,
    "letter.odt": ODT,
    "sheet.ods": package("content.xml", mimetype=files.TYPES["ods"]),
    "plan.png": PNG,
    "photo.jpg": b"\xff\xd8\xff\xe0" + b"x" * 10,
    "photo.jpeg": b"\xff\xd8\xff\xe0" + b"x" * 10,
    "rows.csv": "Straße;1\r\n".encode(),
    "latin.csv": "Straße;1\r\n".encode("latin-1"),
    "notes.txt": b"Ein Wort.\n",
}
BAD = {
    "empty.pdf": b"",
    "page.html": b"<html>",
    "drawing.svg": b"<svg/>",
    "program.exe": b"MZ",
    "noextension": A_PDF,
    "pdf": A_PDF,
    "renamed.pdf": PNG,
    "renamed.png": A_PDF,
    "page.txt": b"  <!DOCTYPE html><script>alert(1)</script>",
    "drawing.csv": b"<svg xmlns='x' onload='alert(1)'/>",
    "binary.txt": b"abc\x00def",
    "late.txt": b"a" * 5000 + b"\x00",
    "pdf.txt": A_PDF,
    "zip.docx": package("a.txt"),
    "sheet.docx": XLSX,
    "macro.docx": package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "path.docx": package("[Content_Types].xml", "word/document.xml", "../../etc/passwd"),
    "truncated.docx": DOCX[:-30],
    "nozip.xlsx": b"PK\x03\x04" + b"x" * 50,
    "other.odt": package("content.xml", mimetype="application/zip"),
    "none.odt": package("content.xml"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(city, name):
    upload = SimpleUploadedFile(name, BAD[name], "application/pdf")

    with pytest.raises(Refused) as refused:
        attach_evidence(city=city, by=lead_for(city), title="T", language="de", file=upload)

    assert refused.value.reasons[0].endswith(".")
    assert not Evidence.objects.exists()


def test_an_open_document_whose_compressed_part_is_damaged_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", files.TYPES["odt"])
        start = archive.getinfo("mimetype").header_offset + 30 + len("mimetype")
    content = bytearray(file.getvalue())
    content[start : start + 8] = b"\xff" * 8  # no deflate stream begins so

    with pytest.raises(Refused) as refused:
        files.check(SimpleUploadedFile("letter.odt", bytes(content)))

    assert refused.value.reasons == ["The content of this file is not what its name says (odt)."]


def test_a_zip_bomb_is_refused(city, monkeypatch):
    monkeypatch.setattr(files, "UNPACKED_MAX", 1)

    with pytest.raises(Refused):
        files.check(SimpleUploadedFile("letter.docx", DOCX))


def test_a_huge_file_is_refused_with_its_size(city, settings):
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024

    with pytest.raises(Refused) as refused:
        files.check(pdf(content=A_PDF + b"x" * 1024 * 1024 * 2))

    assert refused.value.reasons == ["This file has 3 MB; a file may have 1 MB."]


@pytest.mark.parametrize("words", [{}, {"url": "https://example.org", "file": "both"}])
def test_it_is_a_file_or_a_link(city, words):
    words = {**words, "file": pdf() if "file" in words else None}

    with pytest.raises(Refused):
        attach_evidence(city=city, by=lead_for(city), title="T", language="de", **words)


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken(city, name):
    upload = SimpleUploadedFile(name, GOOD[name], "text/html")

    evidence = evidence_of(city, file=upload)

    version = evidence.versions.get()
    with default_storage.open(version.file.name) as file:
        assert file.read() == GOOD[name]
    assert version.content_type in files.TYPES.values()


def test_a_file_lies_under_its_hash_once_and_for_nobody_else(city):
    one, two = (evidence_of(city).versions.get() for _ in range(2))

    stored = settings.MEDIA_ROOT / one.file.name

    assert one.sha256 in one.file.name
    assert one.file.name == two.file.name
    assert stored.stat().st_mode & 0o077 == 0
    assert not list((settings.MEDIA_ROOT / "evidence").glob(".new-*"))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Temp\\Bericht.pdf", "Bericht.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("\u202egnp.pdf", "gnp.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("....pdf", "document.pdf"),
    ],
)
def test_hostile_names_do_no_harm(given, shown):
    assert files.shown_name(given, "pdf") == shown


def test_a_newer_version_leaves_the_older_one(city):
    evidence = evidence_of(city)

    add_version(evidence=evidence, by=lead_for(city), url="https://example.org/2")

    assert list(evidence.versions.values_list("version", flat=True)) == [2, 1]
    steps = TrailEntry.objects.of(evidence).values_list("step", flat=True)
    assert list(steps) == ["attach_evidence", "add_version"]


@pytest.fixture
def answer(city, requirement):
    return answer_requirement(
        city=city, requirement=requirement(), by=lead_for(city), version=0, step=1
    )


def test_evidence_of_another_city_is_not_cited(answer):
    foreign = evidence_of(CityFactory())

    with pytest.raises(Refused):
        cite(answer=answer, evidence=foreign, locator="p. 1", shows="X", by=answer.changed_by)


def test_a_passage_is_cited_once(city, answer):
    words = {"answer": answer, "evidence": evidence_of(city), "by": lead_for(city)}
    cite(**words, locator="p. 1", shows="One.")

    with pytest.raises(Refused) as refused:
        cite(**words, locator="p. 1", shows="Two.")

    assert refused.value.reasons == ["This passage is cited here already."]


def test_a_citation_taken_back_leaves_evidence_and_trail(city, answer):
    evidence = evidence_of(city)
    citation = cite(
        answer=answer, evidence=evidence, locator="p. 1", shows="One.", by=lead_for(city)
    )

    uncite(citation=citation, by=lead_for(city))

    assert not Citation.objects.exists()
    steps = TrailEntry.objects.of(evidence).values_list("step", flat=True)
    assert list(steps) == ["attach_evidence", "cite", "uncite"]


def download_of(evidence, version=1):
    return reverse("progress:download", args=[evidence.city.slug, evidence.pk, version])


def test_a_stranger_downloads_nothing(client, city, six, someone, sign_in):
    evidence = evidence_of(city)
    sign_in(client, someone)

    assert client.get(download_of(evidence)).status_code == 404


def test_evidence_does_not_leave_through_another_citys_record(client, city, six, lead_of, sign_in):
    evidence, other = evidence_of(city), CityFactory()
    sign_in(client, lead_of(other))

    address = reverse("progress:download", args=[other.slug, evidence.pk, 1])

    assert client.get(address).status_code == 404


def test_a_link_or_a_lost_file_is_not_downloaded(client, city, six, lead_of, sign_in):
    evidence = evidence_of(city)
    add_version(evidence=evidence, by=lead_for(city), url="https://example.org/2")
    EvidenceVersion.objects.filter(version=1).update(file="evidence/lost.pdf")
    sign_in(client, lead_of(city))

    assert client.get(download_of(evidence, 1)).status_code == 404
    assert client.get(download_of(evidence, 2)).status_code == 404


def test_a_file_leaves_as_an_attachment_in_a_sandbox(client, city, six, member_of, sign_in):
    evidence = evidence_of(city, file=pdf('Größe\u202e "x".pdf'))
    sign_in(client, member_of(city, Role.OBSERVER))

    page = client.get(download_of(evidence))

    assert b"".join(page.streaming_content) == A_PDF
    assert page["Content-Disposition"].startswith("attachment;")
    assert page["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "private, no-store"
