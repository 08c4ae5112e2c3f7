"""What the reader says of files: none of the hostile ones passes, none of the good ones is kept."""

import io

import pytest

from office.intake.reader.choosing import readers_of
from office.intake.reader.unfit import Unfit
from office.intake.sentences import SENTENCES, refusal
from tests.progress.files.good import GOOD, odt, sheet, word
from tests.progress.files.hostile import HOSTILE
from tests.progress.files.reaching import SEEMING


def check(name, content):
    kind = name.rsplit(".", 1)[1]
    readers_of(kind)[0](kind, io.BytesIO(content))


def pages_of(kind, content, folder=""):
    first, *pages = readers_of(kind)[1](kind, io.BytesIO(content), str(folder))
    return first, pages


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_for_what_it_is(name):
    make, word_said = HOSTILE[name]

    with pytest.raises(Unfit) as unfit:
        check(name, make())

    assert unfit.value.code == word_said
    assert refusal(unfit.value.code, unfit.value.figures)[-1] == "."


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken(name):
    check(name, GOOD[name]())


@pytest.mark.parametrize("name", SEEMING)
def test_a_file_that_only_seems_to_reach_out_is_taken(name):
    check(name, SEEMING[name]())


def test_every_word_the_reader_says_has_a_sentence_and_is_tried():
    said = {word_said for _make, word_said in HOSTILE.values()}

    assert said | {"virus"} == set(SENTENCES)


@pytest.mark.parametrize("name", ["letter.docx", "letter.odt", "printed.pdf", "photo.jpg"])
def test_a_file_damaged_anywhere_is_refused_or_read_and_never_breaks_the_reader(name):
    content = GOOD[name]()

    for place in range(0, len(content), len(content) // 40):
        damaged = content[:place] + bytes(9) + content[place + 9 :]
        try:
            check(name, damaged)
        except Unfit as unfit:
            refusal(unfit.code, unfit.figures)


@pytest.mark.parametrize(
    ("kind", "make", "words"),
    [
        ("docx", word, ["Bericht", "Ein Absatz.", "Ħ ġ ő ț und Ω", "Zelle"]),
        ("xlsx", sheet, ["Jahr\tFälle", "2025\t9", "Straße\t-5"]),
        ("odt", odt, ["Ein Absatz."]),
        ("txt", GOOD["notes.txt"], ["Ein Wort. = 5 > 3 & <b>"]),
        ("csv", GOOD["latin.csv"], ["Straße;1"]),
        ("csv", GOOD["wide.csv"], ["Straße\t1"]),
    ],
)
def test_what_cannot_be_drawn_is_read_as_text(kind, make, words):
    first, pages = pages_of(kind, make())

    assert first == {"pages": 1, "shown": 1}
    assert [each for each in words if each not in pages[0]["text"]] == []
    assert pages[0]["image"] == ""


def test_a_long_text_is_shown_in_pages_up_to_a_bound():
    first, pages = pages_of("txt", b"A line of text.\n" * 20_000)

    assert first == {"pages": 21, "shown": 20}
    assert len(pages) == 20
    assert all(page["text"].endswith("\n") for page in pages)
