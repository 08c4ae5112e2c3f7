"""What stands in the documents, read back from the PDFs themselves."""

from datetime import date
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from office import pdf
from office.models import Report
from office.reports import as_plain
from tests.accreditation.reports import letters, samples

CODE = "ABCD-EFGH-JKLM"
LETTER = "reports/decision_letter.html"


def document(title, template, facts):
    """A document as the worker makes it: its pages as text, and its structure."""
    report = Report(
        title=title,
        template=template,
        language="en",
        facts=as_plain(facts),
        facts_digest=samples.HASH,
        about="HRC-2027-0001",
        code=CODE,
        asked_on=date(2027, 9, 14),
    )
    html = render_to_string(template, {"report": report, "facts": report.facts})
    reader = PdfReader(BytesIO(pdf.write(html).content))
    return reader, [page.extract_text() for page in reader.pages]


def words(pages):
    """The text in one line, as a reader follows it over lines and pages."""
    return " ".join(" ".join(pages).replace("\u00ad", "").split())


@pytest.fixture(scope="module")
def self_assessment():
    facts = samples.self_assessment_facts()
    return document("Self-assessment", "reports/self_assessment.html", facts)


@pytest.fixture(scope="module")
def panel_report():
    facts = samples.panel_report_facts()
    return document("Panel report", "reports/panel_report.html", facts)


@pytest.fixture(scope="module")
def draft():
    facts = samples.panel_report_facts(final=False)
    return document("Panel report, draft", "reports/panel_report.html", facts)


@pytest.fixture(scope="module")
def certificate():
    return document("Certificate", "reports/certificate.html", samples.certificate_facts())


@pytest.fixture(scope="module")
def lowest():
    facts = samples.certificate_facts(lowest=True)
    return document("Certificate", "reports/certificate.html", facts)


@pytest.fixture(scope="module")
def letter():
    return document("Decision", LETTER, letters.letter_facts(challenged=True))


@pytest.fixture(
    params=["self_assessment", "panel_report", "draft", "certificate", "lowest", "letter"]
)
def any_document(request):
    return request.getfixturevalue(request.param)


def test_every_document_is_tagged_with_language_and_title(any_document):
    reader, _pages = any_document
    catalogue = reader.trailer["/Root"]

    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en"
    assert "Stadtgemeinde Östhafen" in reader.metadata.title
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_page_bears_code_hash_and_number(any_document):
    _reader, pages = any_document

    for number, page in enumerate(pages, start=1):
        assert CODE in page
        assert samples.HASH in page
        assert f"{number} / {len(pages)}" in page


def test_every_page_is_marked(any_document):
    _reader, pages = any_document

    for page in pages:
        assert "demonstration" in page.lower()
        assert "pilot" in page.lower()
        assert "invented" in page.lower()


def test_a_certificate_is_one_page_that_points_at_the_proof(certificate):
    _reader, pages = certificate
    text = words(pages)

    assert len(pages) == 1
    assert "HRC-7KQM-2W9D" in text
    assert "https://cities.example.org/verify/HRC-7KQM-2W9D/" in text
    assert "The page at this address is the proof; nothing here is signed." in text
    assert "It certifies the authority, not the city or region as a whole" in text


def test_a_letter_without_level_says_what_stands_and_that_one_can_apply_again():
    _reader, pages = document("Decision", LETTER, letters.letter_facts("no_level"))
    text = words(pages)

    assert "No level for now." in text
    assert "You can apply again in any session that is open for filing" in text
    assert "You did not challenge the recommendation." in text
    assert "HRC-7KQM-2W9D" not in text


@pytest.mark.parametrize(
    ("public", "sentence"),
    [(True, "so anybody can read it"), (False, "so only you and those who worked on it")],
)
def test_a_letter_with_feedback_says_who_reads_it(public, sentence):
    facts = letters.letter_facts("feedback", public=public)
    _reader, pages = document("Decision", LETTER, facts)
    text = words(pages)

    assert "Feedback, without a level." in text
    assert sentence in text
    assert "Worked out from the findings" not in text


def test_a_letter_with_a_level_says_why_how_and_what_follows(letter):
    _reader, pages = letter
    text = words(pages)

    assert "Level B." in text
    assert "HRC-7KQM-2W9D, valid until 30 November 2032" in text
    assert "The board settled it on 30 November 2027: Upheld: Level B." in text
    assert "Nobody who had recommended took part in it." in text
    assert "Say of each recommendation who sees to it. 1 March 2028" in text


def test_a_self_assessment_has_every_requirement_with_its_step(self_assessment):
    _reader, pages = self_assessment
    text = words(pages)

    for commitment in samples.edition()["commitments"]:
        assert commitment["title"] in text
        for requirement in commitment["requirements"]:
            assert requirement["code"] in text


def test_a_self_assessment_shows_evidence_and_sign_off(self_assessment):
    _reader, pages = self_assessment
    text = words(pages)

    assert "Housing strategy 2025–2030, p. 12, §3" in text
    assert "a decision of City council of 24 February 2027" in text
    assert "Law: Housing Act, section 12" in text


def test_contents_name_the_page_of_each_part(panel_report):
    _reader, pages = panel_report
    title = "Concerns and recommendations"
    number = words(pages[1:2]).split(title)[0].split()[-1]

    assert title in words([pages[int(number) - 1]])


def test_bookmarks_lead_to_parts_and_commitments(panel_report):
    reader, _pages = panel_report
    titles = [item.title for item in reader.outline if not isinstance(item, list)]

    assert titles[:3] == ["Panel report", "Contents", "Summary for residents"]


@pytest.mark.parametrize("word", ["ranking", "altogether", "sum of", "on average"])
def test_nothing_is_added_up_or_ranked(panel_report, self_assessment, word):
    for _reader, pages in (panel_report, self_assessment):
        assert word not in words(pages).lower()


def test_a_panel_report_gives_both_reasons_of_what_it_passed_on(panel_report):
    _reader, pages = panel_report
    text = words(pages)
    line = text[text.index("S7.2 Local") : text.rindex("S7.3 ")]

    assert "Passed on to the committee" in line
    assert "Started · The social affairs department" in line
    assert "In place · The social affairs department" in line


def test_a_panel_report_carries_names_in_greek_cyrillic_and_maltese(panel_report):
    _reader, pages = panel_report
    text = words(pages)

    for name in ("Nóra Győri", "Πέτρος Παπαδάκης", "Иван Петров", "Ġorġ Ħaż-Żebbuġ"):
        assert name in text


def test_only_the_final_report_has_corrections_and_levels_worked_out(panel_report, draft):
    final, first = words(panel_report[1]), words(draft[1])

    assert "Annex: levels worked out" in final
    assert "Fact corrections by the authority" in final
    assert "Annex: levels worked out" not in first
    assert "Fact corrections by the authority" not in first
    assert "A draft for the authority" in first


def test_the_same_facts_give_the_same_text():
    facts = samples.certificate_facts()

    first = document("Certificate", "reports/certificate.html", facts)[1]
    second = document("Certificate", "reports/certificate.html", facts)[1]

    assert first == second


def structure(element, parent=""):
    """Each tag of the structure tree, below its parent's."""
    element = element.get_object()
    tag = element.get("/S", "")
    yield parent, tag, element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and ("/S" in kid or "/K" in kid):
            yield from structure(kid, tag)


def test_lists_hold_items_and_pictures_say_what_they_show(any_document):
    reader, _pages = any_document

    tags = list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))

    assert {tag for parent, tag, _one in tags if parent == "/L"} <= {"/LI", "/L", "/Caption"}
    assert {parent for parent, tag, _one in tags if tag == "/LI"} <= {"/L"}
    assert all(figure.get("/Alt") for _parent, tag, figure in tags if tag == "/Figure")
    assert [tag for _parent, tag, _one in tags if tag == "/H1"] == ["/H1"]
