"""Keeping what is being typed: as a draft while it is one, aside where it would overwrite."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress import actions
from progress.actions import ChangedMeanwhile, Incomplete, Typed, agree, answer_requirement
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion, Aside
from tests.at_once import at_once
from tests.factories.progress import lead_for

LONG = "We open the doors each morning and write down who could not come in. " * 4


@pytest.fixture
def typed(city, requirement):
    """A function: what the lead typed on R1.1."""

    def of(text="", *, version=0, sitting="a", turn=1, by=None, same=(0, 0), **words):
        return Typed(
            city=city, requirement=requirement(), by=by or lead_for(city), version=version,
            words={"text": text, **words}, sitting=sitting, turn=turn, same=same,
        )  # fmt: skip

    return of


@pytest.fixture
def say(city, requirement):
    """A function: an answer to R1.1, saved by hand."""

    def save(**words):
        words = {"version": 0, "requirement": requirement(), "by": lead_for(city), **words}
        return answer_requirement(city=city, **words)

    return save


def texts():
    return list(AnswerVersion.objects.order_by("version").values_list("text", flat=True))


@pytest.mark.parametrize("state", [AnswerState.READY, AnswerState.AGREED])
def test_an_answer_that_was_saved_by_hand_keeps_its_state_while_somebody_types(say, typed, state):
    answer = say(step=1, text="As we agreed.", state=AnswerState.READY)
    if state == AnswerState.AGREED:
        agree(answers=[answer], by=answer.changed_by)
    seen = Answer.objects.get().version

    kept = actions.autosave(typed("As we agr", version=seen))

    answer = Answer.objects.get()
    assert (answer.state, answer.text, answer.version) == (state, "As we agreed.", seen)
    assert (kept.aside.text, kept.is_overtaken) == ("As we agr", False)


def test_what_came_before_is_known_and_whether_somebody_pressed_a_button(city, requirement, typed):
    actions.autosave(typed("Typed."))
    by_itself = actions.autosave(typed("Typed."))
    actions.save_typed(typed("Typed.", version=1), state=AnswerState.DRAFT)

    by_hand = actions.autosave(typed("Typed."))

    assert (by_itself.is_known, by_itself.is_by_hand) == (True, False)
    assert (by_hand.is_known, by_hand.is_by_hand) == (True, True)


def test_who_types_on_an_old_version_overwrites_nothing_and_loses_nothing(say, typed, someone):
    say(text="One.")
    say(text="Two.", version=1, by=someone)

    kept = actions.autosave(typed("One and", version=1))

    assert Answer.objects.get().text == "Two."
    assert (kept.aside.text, kept.aside.version, kept.is_overtaken) == ("One and", 1, True)


def test_a_form_saved_by_itself_unheard_is_saved_by_hand_all_the_same(typed):
    """The line went before the answer came, so the form still shows the version before."""
    actions.autosave(typed("Mine.", turn=3))

    actions.save_typed(typed("Mine.", turn=3, step=1), state=AnswerState.READY)

    answer = Answer.objects.get()
    assert (answer.text, answer.state, answer.version) == ("Mine.", AnswerState.READY, 2)
    assert not Aside.objects.exists()


def test_what_was_saved_by_hand_is_not_saved_again_from_an_old_page(say, typed):
    actions.save_typed(typed("Mine.", turn=3, step=1), state=AnswerState.READY)

    with pytest.raises(ChangedMeanwhile):
        actions.save_typed(typed("Mine.", turn=3, step=1), state=AnswerState.DRAFT)


def test_saving_by_hand_sets_aside_what_loses(say, typed, someone):
    say(text="Theirs.", by=someone)

    with pytest.raises(ChangedMeanwhile) as changed:
        actions.save_typed(typed("Mine.", sitting="", turn=0), state=AnswerState.DRAFT)
    with pytest.raises(ChangedMeanwhile):
        actions.save_typed(typed("Mine.", sitting="", turn=0), state=AnswerState.DRAFT)

    assert Answer.objects.get().text == "Theirs."
    assert (changed.value.aside, changed.value.aside.text) == (Aside.objects.get(), "Mine.")


@pytest.mark.parametrize(
    ("words", "field"),
    [({"special": "unknown", "step": 1}, "step"), ({"text": "a\x00b"}, "text")],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(typed, words, field):
    text = words.pop("text", "")

    with pytest.raises(Incomplete) as incomplete:
        actions.autosave(typed(text, **words))

    assert list(incomplete.value.errors) == [field]
    assert not Answer.objects.exists()
    assert not Aside.objects.exists()


def test_what_is_typed_becomes_a_draft_and_one_version(typed):
    for turn, text in enumerate(["W", "We", "We do", "We do it."], start=1):
        version = actions.autosave(typed(text, version=turn - 1, turn=turn)).version

    answer = Answer.objects.get()
    assert (answer.text, answer.state, answer.version) == ("We do it.", AnswerState.DRAFT, version)
    assert texts() == ["We do it."]


def test_another_persons_version_is_never_gone_on_in(typed, someone):
    actions.autosave(typed("Mine"))
    actions.autosave(typed("Mine, and theirs", version=1, sitting="b", by=someone))

    assert texts() == ["Mine", "Mine, and theirs"]


@pytest.mark.parametrize("text", ["", "Something else.", LONG[:40] + "x" * 300, LONG.upper()])
@pytest.mark.parametrize("same", [(0, 0), (40, 0), (10_000, 10_000)])
def test_a_long_text_that_is_taken_out_stays_a_version(typed, text, same):
    actions.autosave(typed(LONG))

    actions.autosave(typed(text, version=1, turn=2, same=same))

    assert texts() == [LONG, text]


def test_a_word_that_is_corrected_makes_no_version(typed):
    actions.autosave(typed(LONG))

    text = LONG.replace("doors", "gates", 1)
    actions.autosave(typed(text, version=1, turn=2, same=(12, len(LONG) - 17)))

    assert len(texts()) == 1


def test_after_ten_minutes_another_version_begins(typed):
    actions.autosave(typed("Early."))
    AnswerVersion.objects.update(autosaved_since=timezone.now() - timedelta(minutes=11))

    actions.autosave(typed("Early. Late.", version=1, turn=2))

    assert texts() == ["Early.", "Early. Late."]


def test_what_was_saved_by_hand_is_a_version_of_its_own(typed):
    actions.autosave(typed(LONG))
    actions.save_typed(typed(f"{LONG} Yes.", version=1, turn=2), state=AnswerState.DRAFT)
    actions.autosave(typed(f"{LONG} Yes. And", version=2, turn=3))

    assert texts() == [f"{LONG} Yes.", f"{LONG} Yes. And"]


def test_what_is_sent_again_over_a_bad_line_is_no_conflict(typed):
    actions.autosave(typed("We do"))

    unheard = actions.autosave(typed("We do it", turn=2))  # the first answer never arrived
    again = actions.autosave(typed("We do it", turn=2))
    late = actions.autosave(typed("We", turn=1))

    assert {unheard.version, again.version, late.version} == {2}
    assert Answer.objects.get().text == "We do it"
    assert not Aside.objects.exists()


def test_a_form_of_one_person_is_not_continued_by_another(typed, someone):
    actions.autosave(typed("Mine"))

    kept = actions.autosave(typed("Theirs", turn=2, by=someone))

    assert Answer.objects.get().text == "Mine"
    assert kept.aside.by == someone


def test_a_form_saved_while_its_autosave_is_under_way_is_no_conflict(typed):
    actions.autosave(typed("We d"))

    saved = actions.save_typed(typed("We do.", turn=2, step=1), state=AnswerState.READY)

    assert (saved.version, saved.state) == (2, AnswerState.READY)


def test_what_is_set_aside_grows_in_its_place_until_it_is_decided(say, typed, someone):
    say(text="Theirs.", by=someone)
    aside = actions.autosave(typed("Mi")).aside

    actions.autosave(typed("Mine", turn=2), aside=aside)
    actions.save_typed(typed("Both.", version=1, turn=3), state=AnswerState.DRAFT, aside=aside)

    assert Answer.objects.get().text == "Both."
    aside = Aside.objects.get()
    assert (aside.text, aside.decided_at is None) == ("Mine", False)


def test_a_long_text_taken_out_of_what_was_set_aside_can_still_be_read(say, typed, someone):
    say(text="Theirs.", by=someone)
    aside = actions.autosave(typed(LONG)).aside

    now = actions.autosave(typed("Short.", turn=2), aside=aside).aside

    assert set(Aside.objects.values_list("text", flat=True)) == {LONG, "Short."}
    assert list(Aside.objects.open()) == [now]


def test_a_save_from_another_form_leaves_what_autosave_kept_a_version_of_its_own(typed):
    actions.autosave(typed(f"One. {LONG}"))

    actions.save_typed(typed(f"Two. {LONG}", version=1, sitting="another"), state=AnswerState.DRAFT)

    kept = set(AnswerVersion.objects.values_list("text", flat=True))
    assert kept == {f"One. {LONG}", f"Two. {LONG}"}


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_write_at_once_one_wins_each_round_and_no_text_is_lost(
    city, requirement, member_of
):
    """A hundred rounds, each begun by everybody from the version that stands, by hand or not."""
    asked = requirement()
    writers = [member_of(city, "editor", name=f"Writer {number}") for number in range(8)]

    def write(number, version):
        typed = Typed(
            city=city, requirement=asked, by=writers[number], version=version,
            words={"text": f"{version}-{number} {LONG}"}, sitting=f"{version}-{number}", turn=1,
        )  # fmt: skip
        if version % 2:
            return actions.autosave(typed).aside is None
        try:
            return bool(actions.save_typed(typed, state=AnswerState.DRAFT))
        except ChangedMeanwhile:
            return False

    for version in range(100):
        outcomes = at_once(8, lambda number, version=version: write(number, version))
        assert sorted(outcomes) == [False] * 7 + [True]

    kept = {*AnswerVersion.objects.values_list("text", flat=True),
            *Aside.objects.values_list("text", flat=True)}  # fmt: skip
    assert kept == {f"{version}-{number} {LONG}" for version in range(100) for number in range(8)}
    assert AnswerVersion.objects.count() == 100
