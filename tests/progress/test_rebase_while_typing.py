"""A record moves to a newer edition while somebody has a form open, or words set aside."""

from dataclasses import replace

from progress.actions import Typed, autosave
from progress.models import Answer
from tests.factories.progress import answered, lead_for


def test_a_form_that_stayed_open_cannot_write_into_the_archive(city, six, newer, move, requirement):
    typed = Typed(
        city=city, requirement=requirement("R1.2"), by=lead_for(city), version=0, sitting="a",
        turn=1, words={"text": "Being typed."},
    )  # fmt: skip
    autosave(typed)
    move()

    kept = autosave(replace(typed, turn=2, words={"text": "Being typed still."}))

    assert set(Answer.objects.values_list("text", flat=True)) == {"Being typed."}
    assert kept.aside.text == "Being typed still."


def test_words_set_aside_go_along(city, six, newer, move, requirement):
    answered(city, six, evidence=False)
    typed = Typed(
        city=city, requirement=requirement("R1.2"), by=lead_for(city), version=0,
        words={"text": "Set aside."},
    )  # fmt: skip
    aside = autosave(typed).aside

    move()

    aside.refresh_from_db()
    assert aside.requirement.framework == newer
