"""Saying where a city stands."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.choices import CountsAs
from office.models import TrailEntry
from office.workflow import Refused
from progress.actions import ChangedMeanwhile, Incomplete, agree, answer_requirement
from progress.choices import AnswerState
from progress.models import Answer, AnswerVersion
from tests.at_once import at_once
from tests.factories import commitments
from tests.factories.progress import answered, lead_for, special_of


@pytest.fixture
def say(city, requirement):
    """A function: the lead's answer to R1.1."""

    def save(**words):
        words = {"version": 0, "requirement": requirement(), "by": lead_for(city), **words}
        return answer_requirement(city=city, **words)

    return save


def test_who_saves_second_overwrites_nothing_and_sees_both_texts(say, someone):
    say(text="What the first one wrote.")

    with pytest.raises(ChangedMeanwhile) as changed:
        say(text="What the second one wrote.", by=someone)

    assert changed.value.current.text == "What the first one wrote."
    assert Answer.objects.get().text == "What the first one wrote."
    assert AnswerVersion.objects.count() == 1


@pytest.mark.parametrize("version", [1, 3, 99])
def test_a_version_that_never_was_is_a_conflict(say, version):
    with pytest.raises(ChangedMeanwhile):
        say(version=version)

    assert not AnswerVersion.objects.exists()


def test_an_old_version_is_a_conflict(say):
    say(text="One.")
    say(text="Two.", version=1)

    with pytest.raises(ChangedMeanwhile) as changed:
        say(text="Also two.", version=1)

    assert (changed.value.current.text, changed.value.current.version) == ("Two.", 2)


def test_the_same_form_sent_twice_has_one_effect(say):
    first, second = say(text="Once."), say(text="Once.")

    assert first.pk == second.pk
    assert AnswerVersion.objects.count() == 1


def test_every_saved_state_is_kept(say):
    for version, text in enumerate(["One.", "Two.", "Three."]):
        say(text=text, version=version)

    texts = AnswerVersion.objects.order_by("version").values_list("text", flat=True)
    assert list(texts) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"step": 9}, "step"),
        ({"special": "never"}, "special"),
        ({"text": "a\x00b"}, "text"),
        ({"law": "a\x00b"}, "law"),
        ({"state": AnswerState.READY}, "step"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(say, words, field):
    with pytest.raises(Incomplete) as incomplete:
        say(**words)

    assert list(incomplete.value.errors) == [field]
    assert not Answer.objects.exists()


def test_an_answer_is_not_agreed_by_saving_it(say):
    with pytest.raises(Refused):
        say(step=1, state=AnswerState.AGREED)


def test_own_powers_stand_beside_a_step_and_name_law_and_body(say, six):
    key = special_of(six).key

    with pytest.raises(Incomplete) as incomplete:
        say(special=key, state=AnswerState.READY)
    answer = say(special=key, step=1, law="Aliens Act", body="The State", text="We advise.",
                 state=AnswerState.READY)  # fmt: skip

    assert list(incomplete.value.errors) == ["step", "law", "body", "text"]
    assert (answer.step, answer.special) == (1, key)


def test_not_known_yet_has_a_date_and_no_step(say, six):
    key = special_of(six, CountsAs.LACKING).key

    with pytest.raises(Incomplete) as with_step:
        say(special=key, step=1)
    with pytest.raises(Incomplete) as without_date:
        say(special=key, state=AnswerState.READY)
    answer = say(special=key, how="A survey.", until=date(2027, 3, 1), state=AnswerState.READY)

    assert list(with_step.value.errors) == ["step"]
    assert list(without_date.value.errors) == ["how", "until"]
    assert answer.step is None


def test_not_applicable_has_no_step(city, db):
    edition = commitments.sixteen()
    requirement = edition.requirements.select_related("framework").first()
    special = special_of(edition, CountsAs.EXCLUDED)
    words = {"city": city, "requirement": requirement, "by": lead_for(city), "version": 0,
             "special": special.key, "text": "There is no coast."}  # fmt: skip

    with pytest.raises(Incomplete):
        answer_requirement(**words, step=min(requirement.labels))
    answer = answer_requirement(**words, state=AnswerState.READY)

    assert answer.step is None


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")))
def test_any_text_comes_back_as_it_was_typed(say, text):
    before = Answer.objects.first()

    say(text=text, version=before.version if before else 0)

    assert Answer.objects.get().text == (text if text.strip() else "")


@pytest.mark.postgres
@pytest.mark.parametrize(
    "text",
    [
        "ü" * 20_000,
        "العربية ‏وعברית‎",
        "👩🏽‍🦽 Għawdex Ħ ġ Ő ų ț",
        unicodedata.normalize("NFD", "Ängelholm"),
        "<script>alert('x')</script> {{ x }} %s",
    ],
)
def test_long_and_foreign_texts_are_kept(say, text):
    say(text=text)

    assert Answer.objects.get().text == text


def test_an_incomplete_answer_is_not_agreed_and_none_with_it(say, city, requirement):
    lead = lead_for(city)
    whole = say(step=1, state=AnswerState.READY)
    half = say(requirement=requirement("R1.2"))

    with pytest.raises(Refused) as refused:
        agree(answers=[whole, half], by=lead)

    assert refused.value.reasons == ["R1.2 is not answered in full yet."]
    assert set(Answer.objects.values_list("state", flat=True)) == {"ready", "draft"}
    assert not TrailEntry.objects.filter(step="agree").exists()


def test_an_answer_changed_meanwhile_is_not_agreed(say, city):
    read = say(step=1, state=AnswerState.READY)
    say(step=2, version=1, state=AnswerState.READY)

    with pytest.raises(ChangedMeanwhile):
        agree(answers=[read], by=lead_for(city))

    assert Answer.objects.get().state == AnswerState.READY


def test_agreeing_is_a_version_and_an_entry_in_the_trail(say, city):
    answer = say(step=1, state=AnswerState.READY)

    agree(answers=[answer], by=lead_for(city))
    agree(answers=[answer], by=lead_for(city))

    assert Answer.objects.get().state == AnswerState.AGREED
    assert AnswerVersion.objects.count() == 2
    assert TrailEntry.objects.filter(step="agree").count() == 1


def test_a_changed_answer_must_be_agreed_anew(say, city):
    agree(answers=[say(step=1, state=AnswerState.READY)], by=lead_for(city))

    say(step=2, version=2, state=AnswerState.READY)

    assert Answer.objects.get().state == AnswerState.READY


def test_a_whole_edition_is_answered_by_the_helper(city, six):
    answers = answered(city, six, agreed=True)

    assert len(answers) == 6
    assert {answer.state for answer in answers} == {AnswerState.AGREED}


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_once_one_wins_and_no_text_is_lost(city, requirement):
    """Ten rounds of six people, each beginning from the same version."""
    lead, asked = lead_for(city), requirement()
    for version in range(10):
        outcomes = at_once(
            6,
            lambda number, version=version: answer_requirement(
                city=city, requirement=asked, by=lead, version=version, text=f"{version}-{number}"
            ),
        )

        won = [each for each in outcomes if isinstance(each, Answer)]
        lost = [each for each in outcomes if isinstance(each, ChangedMeanwhile)]
        assert (len(won), len(lost)) == (1, 5)
        assert {each.current.text for each in lost} == {won[0].text}
    assert AnswerVersion.objects.count() == 10
