"""HTML becomes a tagged PDF, and nothing is fetched on the way."""

import gc
from io import BytesIO

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from office import charts, pdf

PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body>{body}</body></html>"
)


def page(body, lang="en", title="Tried"):
    return PAGE.format(lang=lang, title=title, body=body)


def read(made):
    return PdfReader(BytesIO(made.content))


@pytest.mark.parametrize("address", ["http://localhost:1/x.png", "file:///etc/hostname"])
def test_what_would_have_to_be_fetched_is_an_error(address):
    with pytest.raises(FatalURLFetchingError):
        pdf.write(page(f'<p>Before</p><img alt="" src="{address}">'))


def test_settings_of_the_process_are_put_back_when_it_fails():
    usual = gc.get_threshold()

    with pytest.raises(TypeError):
        pdf.write(None, progress=lambda _percent: None)

    assert gc.get_threshold() == usual


def test_a_document_is_tagged_and_names_its_language_and_title():
    made = pdf.write(page("<h1>Titlu</h1>", lang="mt", title="Ħamrun"))

    catalogue = read(made).trailer["/Root"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "mt"
    assert read(made).metadata.title == "Ħamrun"


def test_letters_of_all_our_languages_can_be_read_back():
    words = "Ħamrun Għawdex Αθήνα София Győr Łódź Ştefan Ģertrūde Ñ ß Æ Œ ő ų ț"

    made = pdf.write(page(f"<p>{words}</p>"))

    assert read(made).pages[0].extract_text().split()[: len(words.split())] == words.split()


def test_progress_only_rises_and_stays_below_the_end():
    said = []

    pdf.write(page("<p>Words.</p>" * 3000), progress=said.append)

    assert said == sorted(said)
    assert said[0] < 10
    assert 80 < said[-1] < 100


def test_the_same_text_gives_the_same_bytes():
    assert pdf.write(page("<p>Words.</p>")) == pdf.write(page("<p>Words.</p>"))


def test_a_bar_has_a_cell_for_each_requirement():
    svg = charts.distribution([1, 0, 2, 3], [1], longest=7)

    assert svg.count("<rect") == 7
    assert svg.count("stroke-dasharray") == 1
    assert svg.count(charts.COLOURS[100]) == 3


def test_steps_have_the_same_colours_as_on_screens(settings):
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    style = (settings.BASE_DIR / "static" / "css" / "report.css").read_text()

    for hundredths, colour in charts.COLOURS.items():
        assert f"--scale-{hundredths}: {colour};" in tokens
        assert f".scale-{hundredths} {{ background: {colour}; }}" in style
