"""Reading before anybody else does, and what that must not reveal."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.choices import PostKind
from office.days import today
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.voices import contribution_of, let_all_pass, make_window, release, speak
from voices import actions, sealing
from voices.choices import Readers, Screened
from voices.models import Alert, Contribution
from voices.released import voices_for
from voices.screening import everything_screened, hearings_to_screen, is_shortened

pytestmark = pytest.mark.django_db
TEXT = "My neighbour Eva, who works at the town hall, was sent away. The form was missing."


@pytest.fixture
def said(window):
    return contribution_of(speak(window, TEXT))


@pytest.fixture
def desk(client, screener, sign_in):
    return sign_in(client, screener)


@pytest.mark.parametrize("kind", [PostKind.SECRETARIAT, PostKind.AUDITOR, PostKind.TECHNICAL_ADMIN])
def test_only_screeners_learn_that_there_is_a_desk(client, window, said, holder_of, sign_in, kind):
    sign_in(client, holder_of(kind))
    addresses = [
        reverse("screening:desk"),
        reverse("screening:window", args=[window.pk]),
        reverse("screening:contribution", args=[window.pk, said.pk]),
    ]

    unknown = client.get("/screening/nothing/")

    for address in addresses:
        page = client.get(address)
        assert (page.status_code, page.content) == (404, unknown.content)


def test_only_screeners_decide(said, secretariat):
    with pytest.raises(PermissionDenied):
        actions.let_pass(contribution=said, text=TEXT, by=secretariat)


@pytest.mark.parametrize(
    "shorter",
    [
        TEXT + " I agree.",
        TEXT.replace("Eva", "Anna"),
        "[…] The form was missing. My neighbour […]",
        "[…]",
        "",
        "Nothing of this.",
    ],
)
def test_a_screener_can_add_nothing(shorter):
    assert not is_shortened(TEXT, shorter)


@pytest.mark.parametrize(
    "shorter",
    [
        TEXT,
        TEXT.replace("Eva, who works at the town hall,", "[…]"),
        "[…] The form was missing.",
        "My neighbour […]",
        "My […], who works […], was sent away. […]",
    ],
)
def test_a_screener_can_take_words_out(shorter):
    assert is_shortened(TEXT, shorter)


def test_words_put_into_somebodys_mouth_are_refused_on_the_page(desk, window, said):
    address = reverse("screening:contribution", args=[window.pk, said.pk])

    page = desk.post(address, {"to": "pass", "text": "All is well."})

    assert page.status_code == 409
    assert "Nothing can be added." in page.text
    said.refresh_from_db()
    assert said.screened == "waiting"


def test_the_original_stays_sealed_when_words_are_taken_out(said, screener):
    actions.let_pass(contribution=said, text="[…] The form was missing.", by=screener)

    said.refresh_from_db()
    assert sealing.opened(said.sealed)["text"] == TEXT
    assert sealing.opened(said.shortened)["text"] == "[…] The form was missing."


def test_decisions_enter_the_trail_as_one_batch_by_the_screener(window, screener):
    for _time in range(6):
        speak(window)
    entries = TrailEntry.objects.count()

    let_all_pass(window, screener)

    entry = TrailEntry.objects.of(window).get()
    assert TrailEntry.objects.count() == entries + 1
    assert (entry.step, entry.words.actor) == ("screen", screener)


@pytest.mark.parametrize(
    ("passed", "held", "told"),
    [
        (1, 0, "Can be released: fewer than five. Held back: fewer than five."),
        (7, 1, "Can be released: five to nineteen. Held back: fewer than five."),
        (8, 0, "Can be released: five to nineteen. Held back: fewer than five."),
        (0, 20, "Can be released: fewer than five. Held back: twenty or more."),
    ],
)
def test_no_number_in_the_trail_lets_another_be_worked_out(window, screener, passed, held, told):
    for _time in range(held):
        one = contribution_of(speak(window))
        actions.hold(contribution=one, reason="It names a child.", by=screener)
    for _time in range(passed):
        one = contribution_of(speak(window))
        actions.let_pass(contribution=one, text="The lift at the town hall is broken.", by=screener)

    actions.record_decisions(window=window, by=screener)

    assert TrailEntry.objects.of(window).get().words.note == told


def test_a_hearing_is_not_closed_before_everything_is_screened(window, said, screener):
    actions.let_pass(contribution=said, text=TEXT, by=screener)  # and not recorded

    with pytest.raises(Refused) as refused:
        release(window)

    assert refused.value.reasons == ["Not every contribution has been screened yet."]
    window.refresh_from_db()
    assert window.closed_on is None


def test_nothing_waits_once_it_is_recorded(window, said, screener):
    let_all_pass(window, screener)

    assert list(everything_screened(window.city)) == []
    assert hearings_to_screen() == []


def test_nobody_records_what_another_has_decided(window, said, screener, holder_of):
    actions.let_pass(contribution=said, text=TEXT, by=screener)

    with pytest.raises(Refused):
        actions.record_decisions(window=window, by=holder_of(PostKind.SCREENER))


def test_after_the_release_nothing_is_decided_any_more(window, said, screener):
    let_all_pass(window, screener)
    release(window)

    with pytest.raises(Refused):
        actions.hold(contribution=said, reason="Too late.", by=screener)


def test_what_is_held_back_reaches_nobody(window, said, screener):
    actions.hold(contribution=said, reason="It names a person.", by=screener)
    actions.record_decisions(window=window, by=screener)
    release(window)

    assert [voices_for(window.pk, readers) for readers in Readers] == [[], [], []]


def test_a_lost_key_is_said_plainly_on_the_desk(desk, window, said, settings):
    settings.VOICES_KEY = settings.DATA / "no-such-key"

    page = desk.get(reverse("screening:contribution", args=[window.pk, said.pk]))
    first = desk.get(reverse("screening:desk"))

    assert "these words are lost" in page.text
    assert "What was said cannot be opened" in first.text


def test_while_the_key_is_there_the_desk_speaks_of_none(desk, said):
    assert "cannot be opened" not in desk.get(reverse("screening:desk")).text


def test_words_that_are_lost_can_be_held_back_so_that_the_hearing_closes(
    desk, window, said, screener, settings
):
    settings.VOICES_KEY = settings.DATA / "no-such-key"
    address = reverse("screening:contribution", args=[window.pk, said.pk])

    refused = desk.post(address, {"to": "pass", "text": "Anything."})
    held = desk.post(address, {"to": "hold", "reason": "The key is lost."})

    said.refresh_from_db()
    assert refused.status_code != 302
    assert held.status_code == 302
    assert said.screened == Screened.HELD


def test_what_its_author_took_back_meanwhile_is_not_decided(said, screener):
    seen = Contribution.objects.get(pk=said.pk)
    said.delete()

    with pytest.raises(Refused, match="taken it back"):
        actions.hold(contribution=seen, reason="It names a person.", by=screener)


def test_screening_by_the_pages(desk, window, said, screener):
    address = reverse("screening:window", args=[window.pk])
    listed = desk.get(address)
    one = reverse("screening:contribution", args=[window.pk, said.pk])

    desk.post(one, {"to": "pass", "text": TEXT.replace("Eva", "[…]")})
    page = desk.post(address, follow=True)

    assert "Not read yet" in listed.text
    assert "Recorded: 1." in page.text
    said.refresh_from_db()
    assert (said.screened, said.is_recorded, said.screened_by) == ("passed", True, screener)


def test_a_screener_calls_for_help(desk, window, said, screener, mailoutbox):
    one = reverse("screening:contribution", args=[window.pk, said.pk])

    desk.post(one, {"to": "alert", "words": "She may be in danger."})

    alert = Alert.objects.get()
    letter = screener.letters.get()
    assert sealing.opened(alert.sealed) == {"text": "She may be in danger."}
    assert window.city.name not in letter.subject + letter.body
    assert "danger" not in letter.subject + letter.body


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_however_many_hearings(
    desk, window, count, django_assert_num_queries
):
    for _time in range(count - 1):
        speak(make_window(framework=window.framework))
    desk.get(reverse("screening:desk"))

    with django_assert_num_queries(3):
        desk.get(reverse("screening:desk"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_hearing_costs_the_same_however_many_spoke(
    desk, window, count, django_assert_num_queries
):
    for _time in range(count):
        speak(window)
    address = reverse("screening:window", args=[window.pk])
    desk.get(address)

    with django_assert_num_queries(5):
        desk.get(address)


def test_closing_mixes_the_rows_and_keeps_every_one(window, screener):
    receipts = [speak(window, f"Voice number {number}.") for number in range(12)]
    actions.report_reprisal(
        text="Help.", contact="", window=window, contribution=contribution_of(receipts[0])
    )
    let_all_pass(window, screener)

    release(window)

    assert Contribution.objects.count() == 12
    assert Alert.objects.get().contribution == contribution_of(receipts[0])
    assert Contribution.objects.filter(window__released_on=today()).count() == 12
