"""What is forgotten when, and the key that keeps the rest."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from office.days import today
from tests.factories.voices import contribution_of, let_all_pass, release, speak
from voices import actions, sealing
from voices.choices import Readers
from voices.models import Alert, Contribution, Window
from voices.released import voices_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(window, screener):
    """One said to everybody, one to reviewers, one held back; all released."""
    speak(window, "To everybody.", "public", name="Anna")
    speak(window, "To reviewers.", "panel")
    let_all_pass(window, screener)
    held = contribution_of(speak(window, "It names a child."))
    actions.hold(contribution=held, reason="It names a child.", by=screener)
    actions.record_decisions(window=window, by=screener)
    release(window)
    return window


def years_pass(window, days):
    """As if the hearing had been closed so long ago."""
    day = today() - timedelta(days=days)
    Window.objects.filter(pk=window.pk).update(
        opens_on=day, closes_on=day, closed_on=day, released_on=day
    )


@pytest.mark.parametrize(("days", "kept"), [(89, 3), (90, 2), (729, 2), (730, 1)])
def test_each_is_kept_as_long_as_the_page_promises(released, days, kept):
    years_pass(released, days)

    actions.forget()

    assert Contribution.objects.count() == kept


def test_what_is_public_stays(released):
    years_pass(released, 5000)

    actions.forget()

    assert [voice.text for voice in voices_for(released.pk, Readers.PANEL)] == ["To everybody."]


def test_of_what_is_public_no_original_is_kept(window, screener, client):
    receipt = speak(window, "Eva fell on the stairs.", "public", name="Anna")
    actions.let_pass(
        contribution=contribution_of(receipt), text="[…] fell on the stairs.", by=screener
    )
    actions.record_decisions(window=window, by=screener)
    release(window)
    years_pass(window, 730)

    actions.forget()

    kept = contribution_of(receipt)
    page = client.post(reverse("voices:receipt"), {"words": receipt}).text
    assert {bytes(each) for each in (kept.sealed, kept.shortened, kept.own, kept.answer)} == {b""}
    assert [voice.text for voice in voices_for(window.pk, Readers.PUBLIC)] == [
        "[…] fell on the stairs."
    ]
    assert "[…] fell on the stairs." in page


def test_what_a_restore_brought_back_is_forgotten_by_a_command(released):
    years_pass(released, 730)

    call_command("forget_voices")

    assert Contribution.objects.get().published["text"] == "To everybody."


def test_the_operator_is_told_where_people_speak_and_how_long_copies_are_kept(client):
    told = (settings.BASE_DIR / "docs/operate.md").read_text()

    page = client.get(reverse("voices:protection")).text

    assert f"nothing at all of `{reverse('voices:speak')}`" in told
    assert "five weeks" in told
    assert "five weeks" in page
    assert "manage.py forget_voices" in told


def test_alerts_that_were_seen_to_are_forgotten_and_others_are_not(window, screener):
    for _time in range(2):
        actions.report_reprisal(text="Help.", contact="", window=window)
    done = Alert.objects.first()
    actions.see_to_alert(alert=done, done="Called.", by=screener)
    Alert.objects.update(raised_on=today() - timedelta(days=800))
    Alert.objects.filter(pk=done.pk).update(handled_on=today() - timedelta(days=730))

    actions.forget()

    assert Alert.objects.get().handled_on is None


def test_an_open_hearing_loses_nothing_when_its_rows_are_mixed(window):
    receipts = {speak(window, f"Voice {number}.") for number in range(9)}

    actions.forget()

    assert {contribution_of(receipt).window for receipt in receipts} == {window}


@pytest.fixture
def key(settings, tmp_path):
    """Where a key would be made."""
    settings.VOICES_KEY = tmp_path / "keys" / "voices"
    return settings.VOICES_KEY


def test_a_key_is_made_for_its_owner_alone(key):
    call_command("make_voices_key")

    assert key.stat().st_mode & 0o777 == 0o600
    assert sealing.opened(sealing.seal({"text": "ü"})) == {"text": "ü"}


def test_a_key_is_made_once(key):
    call_command("make_voices_key")
    first = key.read_text()

    call_command("make_voices_key")

    assert key.read_text() == first


def test_no_second_key_is_made_while_words_are_sealed_to_a_lost_one(window, settings, tmp_path):
    speak(window)
    settings.VOICES_KEY = tmp_path / "voices"

    with pytest.raises(CommandError, match="Put it back"):
        call_command("make_voices_key")
    call_command("make_voices_key", the_old_one_is_lost=True)

    assert sealing.there_is_a_key()
    assert sealing.opened(Contribution.objects.get().sealed) is None


@pytest.mark.parametrize("left", ["", "damaged"])
def test_what_is_left_of_a_lost_key_is_kept_and_opens_again_once_it_is_found(key, left, capsys):
    call_command("make_voices_key")
    sealed, good = sealing.seal({"text": "before"}), key.read_text()
    public = sealing.public_file().read_text()
    key.unlink()
    if left:
        key.write_text(left)

    call_command("make_voices_key", the_old_one_is_lost=True)
    lost, after = sealing.opened(sealed), sealing.seal({"text": "after"})
    earlier = key.with_name("voices.earlier-1")

    assert lost is None
    assert key.with_name("voices.earlier-1.pub").read_text() == public
    assert (earlier.read_text() if left else "") == left
    assert str(earlier) in capsys.readouterr().out
    earlier.write_text(good)
    assert [sealing.opened(each)["text"] for each in (sealed, after)] == ["before", "after"]


def test_a_second_loss_keeps_what_is_left_of_the_first(key):
    sealed = []
    for _loss in range(3):
        call_command("make_voices_key", the_old_one_is_lost=True)
        sealed.append((sealing.seal({"text": "said"}), key.read_text()))
        key.unlink()

    kept = sorted(file.name for file in key.parent.iterdir())
    key.write_text(sealed[2][1])
    for number in (1, 2):
        key.with_name(f"voices.earlier-{number}").write_text(sealed[number - 1][1])

    assert kept == ["voices.earlier-1.pub", "voices.earlier-2.pub", "voices.pub"]
    assert all(sealing.opened(each) for each, _key in sealed)


def test_a_key_that_is_well_is_not_put_aside(key):
    call_command("make_voices_key")
    first = key.read_text()

    call_command("make_voices_key", the_old_one_is_lost=True)
    with pytest.raises(FileExistsError):
        sealing.make_another_key()

    assert key.read_text() == first


@pytest.mark.parametrize("beside", ["", "no key", "00" * 32])
def test_a_key_that_is_put_back_alone_is_enough(key, beside):
    sealing.make_key()
    sealed, public = sealing.seal({"text": "before"}), sealing.public_file().read_text()
    sealing.public_file().unlink()
    if beside:
        sealing.public_file().write_text(beside)  # of another key, or damaged

    after = sealing.seal({"text": "after"})
    call_command("make_voices_key")

    assert [sealing.opened(each)["text"] for each in (sealed, after)] == ["before", "after"]
    assert sealing.public_file().read_text() == public
    assert sealing.public_file().stat().st_mode & 0o777 == 0o600


def test_the_public_half_alone_still_takes_words(key):
    sealing.make_key()
    kept = key.read_text()
    key.unlink()

    sealed = sealing.seal({"text": "said"})

    key.write_text(kept)
    assert sealing.opened(sealed) == {"text": "said"}


def test_a_damaged_key_is_not_written_over(key):
    sealing.make_key()
    key.write_text("no key")

    with pytest.raises(CommandError, match="is damaged"):
        call_command("make_voices_key")

    assert key.read_text() == "no key"


@pytest.mark.parametrize("text", ["", "no key", "ab", "00" * 31])
def test_a_damaged_key_opens_nothing_and_breaks_nothing(key, text):
    sealing.make_key()
    sealed = sealing.seal({"text": "said"})
    key.write_text(text)

    assert sealing.opened(sealed) is None


def test_a_key_that_is_put_back_is_read_anew(key):
    sealing.make_key()
    sealed, good = sealing.seal({"text": "said"}), key.read_text()
    key.unlink()
    lost = sealing.opened(sealed)

    key.write_text(good)

    assert (lost, sealing.opened(sealed)) == (None, {"text": "said"})
