"""The only door out of the room."""

import ast
from datetime import timedelta

import pytest

from cities.models import City
from hrcities.settings import BASE_DIR
from office.days import today
from tests.factories.voices import contribution_of, let_all_pass, make_window, release, speak
from voices import actions
from voices.choices import Protection, Readers
from voices.models import Contribution
from voices.released import (
    hearing_of,
    open_hearings,
    quoting_reviewers_only,
    voices_for,
)

pytestmark = pytest.mark.django_db
SAID = {
    Protection.PUBLIC: "Said to everybody.",
    Protection.CITY: "Said to the city.",
    Protection.PANEL: "Said to the reviewers.",
}
READ = {
    Readers.PUBLIC: {SAID[Protection.PUBLIC]},
    Readers.CITY: {SAID[Protection.PUBLIC], SAID[Protection.CITY]},
    Readers.PANEL: set(SAID.values()),
}
LONG = "They told me to come back in three weeks and then the office was closed for good"


@pytest.fixture
def spoken(window, screener):
    """One of each protection, screened."""
    for protection, text in SAID.items():
        speak(window, text, protection, name="Anna Muster", commitments=("R1",))
    let_all_pass(window, screener)
    return window


@pytest.mark.parametrize("readers", Readers)
def test_nothing_leaves_before_its_release(spoken, readers):
    assert voices_for(spoken.pk, readers) == []


@pytest.mark.parametrize("readers", Readers)
def test_each_reads_what_the_authors_allowed(spoken, readers):
    release(spoken)

    assert {voice.text for voice in voices_for(spoken.pk, readers)} == READ[readers]


@pytest.mark.parametrize("readers", Readers)
def test_a_name_is_known_only_of_who_gave_it_to_everybody(spoken, readers):
    release(spoken)

    named = {voice.text: voice.name for voice in voices_for(spoken.pk, readers)}

    assert {text for text, name in named.items() if name} == {SAID[Protection.PUBLIC]}


@pytest.mark.parametrize("readers", Readers)
def test_a_voice_says_nothing_else_of_its_author(spoken, readers):
    release(spoken)

    known = {field for voice in voices_for(spoken.pk, readers) for field in vars(voice)}

    assert known == {"key", "text", "language", "commitments", "name"}


def test_the_order_is_always_the_same_and_not_that_of_time(window, screener):
    texts = [f"Voice {number}" for number in range(30)]
    for text in texts:
        speak(window, text)
    let_all_pass(window, screener)
    release(window)

    first, second = (
        [voice.text for voice in voices_for(window.pk, Readers.CITY)] for _time in range(2)
    )

    assert first == second
    assert first != texts


def test_shortened_words_are_what_is_read(window, screener):
    said = contribution_of(speak(window, "Eva fell on the stairs.", Protection.PUBLIC, name="X"))
    actions.let_pass(contribution=said, text="[…] fell on the stairs.", by=screener)
    actions.record_decisions(window=window, by=screener)
    release(window)

    read = {voices_for(window.pk, readers)[0].text for readers in Readers}

    assert read == {"[…] fell on the stairs."}


def test_what_a_lost_key_has_taken_is_not_among_them(spoken, settings):
    release(spoken)
    settings.VOICES_KEY = settings.DATA / "no-such-key"

    assert [voice.text for voice in voices_for(spoken.pk, Readers.PANEL)] == [
        SAID[Protection.PUBLIC]
    ]


def test_another_hearings_voices_stay_in_theirs(spoken):
    release(spoken)

    assert voices_for(make_window(framework=spoken.framework).pk, Readers.PANEL) == []


def test_words_for_reviewers_only_are_found_in_a_report(window, screener):
    speak(window, LONG, Protection.PANEL)
    let_all_pass(window, screener)
    release(window)
    texts = {
        "quoted": "A resident writes: “Come back in three weeks, and then the office was closed”.",
        "told in other words": "The office was closed without notice for good.",
        "of the city": "The city has an office.",
    }

    assert quoting_reviewers_only(window.pk, texts) == ["quoted"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("The mayor shouts at us.", "In one office, the mayor shouts at us, we were told."),
        ("The mayor shouts at us.", "THE MAYOR – SHOUTS “AT” US!"),
        ("Café fermé à midi", "It is a cafe\u0301 ferme\u0301 a\u0300 midi every day."),
        ("Die Straße stinkt.", "DIE STRASSE STINKT"),
        ("Mobbing.", "A resident calls it “mobbing”."),
        ("Mobbing.", "Mobbing"),
        ("Pure hell", "Somebody spoke of »pure hell« at work."),
    ],
)
def test_short_words_for_reviewers_only_are_found_whole(window, screener, said, text):
    speak(window, said, Protection.PANEL)
    let_all_pass(window, screener)
    release(window)

    assert quoting_reviewers_only(window.pk, {"finding": text}) == ["finding"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("The mayor shouts at us.", "The mayor speaks to us."),
        ("The mayor shouts at us.", "Shouts at us: the mayor."),
        ("Mobbing.", "The city has a rule against mobbing, and nobody to ask."),
        ("…", "The city has no ramp … yet."),
        ("The lift is broken.", "Two people say: “The lift is broken.”"),
    ],
)
def test_what_anybody_may_say_is_no_quotation(window, screener, said, text):
    speak(window, said, Protection.PANEL)
    speak(window, "It is true: the lift is broken.", Protection.CITY)
    let_all_pass(window, screener)
    release(window)

    assert quoting_reviewers_only(window.pk, {"finding": text}) == []


def test_what_the_city_may_read_too_can_be_quoted(window, screener):
    speak(window, LONG, Protection.PANEL)
    speak(window, LONG, Protection.CITY)
    let_all_pass(window, screener)
    release(window)

    assert quoting_reviewers_only(window.pk, {"finding": LONG}) == []


def test_a_city_that_was_never_heard_has_no_hearing(window):
    assert hearing_of(City(pk=0)) is None


def test_each_application_has_its_own_hearing(window, screener):
    release(window)
    later = make_window(window.city, window.framework)
    type(later).objects.filter(pk=later.pk).update(
        opens_on=today() + timedelta(days=400), closes_on=today() + timedelta(days=428)
    )

    assert hearing_of(window.city).window == later.pk
    assert hearing_of(window.city, since=today()).window == window.pk
    assert hearing_of(window.city, since=today() + timedelta(days=1)).window == later.pk


def test_an_open_hearing_is_announced_until_it_closes(window):
    assert [hearing.slug for hearing in open_hearings(today())] == [window.city.slug]

    release(window)

    assert open_hearings(today()) == []


def test_no_private_city_is_announced(window):
    City.objects.filter(pk=window.city_id).update(confirmed_on=None, confirmed_how="")

    assert open_hearings(today()) == []


def test_no_foreign_key_points_into_the_room_from_outside():
    from django.apps import apps  # noqa: PLC0415

    pointing = [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label != "voices"
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        and field.related_model._meta.app_label == "voices"
    ]  # fmt: skip

    assert pointing == []


def test_no_string_outside_names_a_model_of_the_room():
    """An import contract cannot see a name in a string, which ``apps.get_model`` could use."""
    names = {f"voices.{model.__name__.lower()}" for model in (Contribution,)}
    names |= {"voices.window", "voices.alert", "voices.models"}
    found = [
        f"{path.relative_to(BASE_DIR)}:{node.lineno}"
        for room in ("hrcities", "register", "accreditation", "progress", "cities", "commitments",
                     "office", "accounts", "scripts")
        for path in (BASE_DIR / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and any(name in node.value.lower() for name in names)
    ]  # fmt: skip

    assert found == []
