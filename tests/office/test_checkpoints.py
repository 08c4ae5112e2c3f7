"""A tail of the trail that was cut off is missed, whatever was set back with it."""

import io
import logging
import re

import pytest
from django.core.management import CommandError, call_command
from nacl.signing import VerifyKey

from office import checkpoints, tasks, trail, triggers
from office.actors import PROCEDURE
from office.models import TrailCheckpoint, TrailEntry, TrailHead, TrailNote


@pytest.fixture(autouse=True)
def file(settings, tmp_path):
    settings.TRAIL_CHECKPOINTS = tmp_path / "data" / "trail-checkpoints"
    return settings.TRAIL_CHECKPOINTS


@pytest.fixture
def entries(subject):
    """Three entries."""
    for step in ("first", "second", "third"):
        trail.record(subject, step, by=PROCEDURE)


def cut_off(count=1):
    """What someone with the database in their hands could do: the head goes back as well."""
    triggers.lift()
    last = list(TrailEntry.objects.order_by("-number")[:count])
    TrailNote.objects.filter(entry__in=last).delete()
    for entry in last:
        entry.delete()
    triggers.put_back()
    end = TrailEntry.objects.order_by("-number").first()
    TrailHead.objects.update(number=end.number, digest=end.digest)


def verify(*lines):
    told = io.StringIO()
    call_command("verify_trail", checkpoint=list(lines), stdout=told)
    return told.getvalue()


@pytest.mark.postgres
def test_a_tail_that_was_cut_off_is_missed(entries):
    checkpoints.make()
    cut_off()

    with pytest.raises(CommandError, match=r"^Entry 3 is missing; it was the last one at "):
        verify()


def test_the_file_knows_though_the_database_was_made_to_forget(entries):
    checkpoints.make()
    cut_off()
    TrailCheckpoint.objects.all().delete()

    with pytest.raises(CommandError, match=r"^Entry 3 is missing"):
        verify()


def test_a_line_kept_elsewhere_knows_though_everything_here_forgot(entries, file):
    line = checkpoints.make()
    cut_off()
    TrailCheckpoint.objects.all().delete()
    file.unlink()

    assert "chain unbroken" in verify()
    with pytest.raises(CommandError, match=r"^Entry 3 is missing"):
        verify(line)


def test_a_tail_that_was_written_anew_is_not_taken_for_the_old_one(entries, subject):
    checkpoints.make()
    cut_off()
    trail.record(subject, "another", by=PROCEDURE)

    assert trail.first_fault() == ""
    with pytest.raises(CommandError, match=r"^Entry 3 is not the one that was there at "):
        verify()


def test_no_checkpoint_bears_out_what_somebody_did_to_the_chain(entries, caplog):
    checkpoints.make()
    cut_off()

    with pytest.raises(CommandError, match=r"^No checkpoint was made\. Entry 3 is missing"):
        call_command("checkpoint_trail")

    assert TrailCheckpoint.objects.count() == 1
    assert "The trail is not what its checkpoints say" in caplog.text


@pytest.mark.parametrize(
    "forged",
    [
        lambda line: line.replace(" 3 ", " 2 "),
        lambda line: line[:-1] + ("0" if line[-1] != "0" else "1"),
        lambda line: line[:-2],
        lambda line: line.rpartition(" ")[0] + " no-hex",
    ],
)
def test_a_line_that_was_changed_is_not_ours(entries, forged):
    line = checkpoints.make()

    with pytest.raises(CommandError, match="is not signed with a key of this installation"):
        verify(forged(line))


@pytest.mark.parametrize("line", ["", "nonsense", "trail-checkpoint-1 x y z s", "a 1 b c d e f"])
def test_what_is_no_checkpoint_is_named(entries, line):
    with pytest.raises(CommandError, match="is no checkpoint of the trail"):
        verify(line)


def test_another_key_signs_and_the_earlier_one_still_counts(entries, subject, settings):
    settings.TRAIL_KEYS = ["the first"]
    checkpoints.make()
    trail.record(subject, "fourth", by=PROCEDURE)
    settings.TRAIL_KEYS = ["the second", "the first"]
    checkpoints.make()

    assert "4 entries, chain unbroken. Checkpoints that hold: 2." in verify()
    settings.TRAIL_KEYS = ["the second"]
    with pytest.raises(CommandError, match="The checkpoint of entry 3 is not signed"):
        verify()


def test_an_empty_trail_has_none(db, file):
    assert checkpoints.make() == ""
    assert not file.exists()


def test_the_same_end_is_said_once_in_the_file_and_each_day_in_the_log(entries, file, caplog):
    caplog.set_level(logging.INFO, "office.checkpoints")

    tasks.checkpoint_trail()
    tasks.checkpoint_trail()

    (line,) = file.read_text().splitlines()
    assert [record.getMessage() for record in caplog.records] == [line, line]
    assert TrailCheckpoint.objects.get().line == line


def test_anybody_can_check_the_signature_with_the_printed_key(entries):
    told = io.StringIO()

    call_command("checkpoint_trail", stdout=told)

    line, said = told.getvalue().splitlines()
    words, _space, signature = line.rpartition(" ")
    key = re.search(r"[0-9a-f]{64}", said)[0]
    VerifyKey(bytes.fromhex(key)).verify(words.encode(), bytes.fromhex(signature))


def test_what_many_days_left_costs_no_more_than_one(entries, subject, django_assert_num_queries):
    for step in ("fourth", "fifth"):
        checkpoints.make()
        trail.record(subject, step, by=PROCEDURE)

    with django_assert_num_queries(2):
        assert checkpoints.first_fault() == ""
