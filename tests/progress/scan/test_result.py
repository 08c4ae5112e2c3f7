"""What a quick scan shows, in words."""

import pytest
from django.urls import reverse

from progress.edition import edition_of
from progress.scan.keeping import Said
from progress.scan.result import open_in, result_of
from tests.factories.commitments import full

pytestmark = pytest.mark.django_db


def in_words(edition, said):
    return [
        (pillar.title, part.heading, [one.requirement.code for one in part.found])
        for pillar in result_of(edition, said)
        for part in pillar.parts
    ]


def test_nothing_answered_shows_nothing(six):
    assert result_of(edition_of(six), {}) == []


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        (Said(step=0), "Where to begin"),
        (Said(step=1), "Has begun"),
        (Said(step=2), "Stands already"),
        (Said(step=3), "Stands already"),
        (Said(unknown=True), "To find out"),
        (Said(words="Nobody at the table knew."), "To find out"),
    ],
)
def test_a_step_is_said_in_words(six, said, heading):
    ((_pillar, shown, codes),) = in_words(edition_of(six), {"R1.1": said})

    assert (shown, codes) == (heading, ["R1.1"])


def test_pillars_stand_in_the_edition_s_order(six):
    said = {"H1.1": Said(step=0), "R1.1": Said(step=3), "R1.2": Said(step=0)}

    shown = in_words(edition_of(six), said)

    assert [(heading, codes) for _pillar, heading, codes in shown] == [
        ("Stands already", ["R1.1"]),
        ("Where to begin", ["R1.2"]),
        ("Where to begin", ["H1.1"]),
    ]


def test_what_is_still_open_is_known(six):
    assert open_in(edition_of(six), {"R1.1": Said(step=1), "H1.1": Said()}) == ["R1.2", "H1.1"]


def test_the_page_names_the_questions_that_are_still_open(send, opened, six):
    asks = edition_of(six).scan

    page = send(opened.words.words, "result", asked="R1.1", **{"step-R1.1": "2"})

    assert "2 questions are still open:" in page.text
    assert f"<li>{asks['R1.2']}</li><li>{asks['H1.1']}</li>" in page.text
    assert f"<li>{asks['R1.1']}</li>" not in page.text


def test_no_total_stands_on_the_page(send, scan):
    page = send(scan.words.words, "result")

    assert "Where to begin" in page.text
    assert not any(sign in page.text for sign in ("of 3", "1 of", "%", "score", "points"))


def test_the_page_links_each_question_to_its_commitment(send, scan, six):
    page = send(scan.words.words, "result")

    for code in ("R1", "H1"):
        address = reverse("commitments:commitment", args=[six.code, six.edition, code])
        assert f'href="{address}"' in page.text


def test_the_first_edition_asks_sixteen_questions(db):
    edition = edition_of(full())

    assert len(edition.scan) == 16
    assert set(edition.scan) <= set(edition.requirements)


def test_each_answer_says_how_far_it_is_and_what_is_promised_stands_above(send, scan, six):
    page = send(scan.words.words, "R1.1").text
    requirement = edition_of(six).requirements["R1.1"]

    assert f"promises:</span> {requirement.text}" in page
    assert [
        line in page
        for line in (
            "Not there yet: No rule.",
            "It has begun: A rule is being written.",
            "It works: The rule is in force and front-line staff know it.",
            "It works for everybody, and lasts: Those concerned confirm that it works.",
        )
    ] == [True] * 4


def test_the_result_and_the_sheet_say_it_in_the_same_words(client, send, scan):
    line = "It works for everybody, and lasts: Those concerned confirm that it works."

    assert line in send(scan.words.words, "result").text
    assert line in client.get(reverse("scan:sheet")).text
