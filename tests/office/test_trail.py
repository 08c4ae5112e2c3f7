"""Written once, chained by hash, and every change is found."""

import contextlib

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from office import trail, triggers
from office.actors import PROCEDURE, acting
from office.models import TrailEntry, TrailHead, TrailNote


@pytest.fixture
def entries(subject, secretariat):
    """Three entries, the second with a note."""
    trail.record(subject, "first", by=PROCEDURE)
    trail.record(subject, "second", by=acting(secretariat), note="Because of the rain.")
    trail.record(subject, "third", by=acting(secretariat))
    return TrailEntry.objects.all()


def change(table, column, value, key):
    """What someone with the database in their hands could do."""
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key}", [value])  # noqa: S608
    triggers.put_back()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    ["UPDATE office_trailentry SET step = 'x'", "DELETE FROM office_trailentry"],
)
def test_the_database_refuses_to_change_or_remove_an_entry(entries, statement):
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert entries.count() == 3


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("step", "another", "Entry 2: its step differs from its payload."),
        ("payload", "{}", "Entry 2: its digest is not that of its payload."),
        ("previous", "f" * 64, "Entry 2: it does not follow the entry before it."),
        ("day", "1999-01-01", "Entry 2: its time differs from its payload."),
    ],
)
def test_a_changed_entry_is_named(entries, column, value, fault):
    change("office_trailentry", column, value, "number = 2")

    assert trail.first_fault() == fault


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("note", "Because of the sun.", "Entry 2: its note was changed."),
        ("actor_name", "Somebody Else", "Entry 2: its name was changed."),
    ],
)
def test_changed_words_are_named(entries, column, value, fault):
    change("office_trailnote", column, value, "entry_id = 2")

    assert trail.first_fault() == fault


def test_a_person_exchanged_for_another_is_named(entries, someone):
    TrailNote.objects.filter(entry=2).update(actor=someone)

    assert trail.first_fault() == "Entry 2: its person was changed."


def test_a_missing_entry_is_named(entries):
    TrailNote.objects.filter(entry=2).delete()
    triggers.lift()
    TrailEntry.objects.filter(number=2).delete()
    triggers.put_back()

    assert trail.first_fault() == "Entry 3: entry 2 is missing before it."


def test_a_tail_cut_off_shows_at_the_head(entries):
    TrailNote.objects.filter(entry=3).delete()
    triggers.lift()
    TrailEntry.objects.filter(number=3).delete()
    triggers.put_back()

    assert trail.first_fault() == "The chain ends at entry 2; its head says 3."


def test_the_command_names_the_fault(entries):
    change("office_trailentry", "step", "another", "number = 1")

    with pytest.raises(CommandError, match="Entry 1: its step differs"):
        call_command("verify_trail")


def test_what_is_undone_leaves_no_entry(subject):
    with transaction.atomic():
        trail.record(subject, "first", by=PROCEDURE)
        transaction.set_rollback(True)

    assert not TrailEntry.objects.exists()


def test_erased_words_are_no_fault(entries):
    TrailNote.objects.filter(entry=2).update(actor=None, actor_name="", note="")

    assert trail.first_fault() == ""


def test_the_chain_of_what_was_recorded_is_unbroken(entries, capsys):
    call_command("verify_trail")

    assert capsys.readouterr().out.startswith("3 entries, chain unbroken. ")
    assert TrailHead.objects.get().number == 3


def test_a_payload_holds_nobody_by_name(entries, secretariat):
    payload = entries.get(number=2).payload

    assert secretariat.name not in payload
    assert "rain" not in payload


def test_steps_that_cause_others_stand_before_them(subject):
    with transaction.atomic(), trail.gathered():
        trail.record(subject, "cause", by=PROCEDURE)
        with trail.gathered():
            trail.record(subject, "effect", by=PROCEDURE)

    assert [entry.step for entry in TrailEntry.objects.all()] == ["cause", "effect"]


def test_a_missing_trigger_is_named_by_a_system_check(entries):
    triggers.lift()

    found = triggers.check_triggers(databases=["default"])

    triggers.put_back()
    assert [error.id for error in found] == ["office.E001", "office.E001"]
    assert triggers.check_triggers(databases=["default"]) == []


def test_what_is_removed_before_the_end_is_still_named(subject):
    key = str(subject.pk)

    with transaction.atomic(), trail.gathered():
        trail.record(subject, "remove", by=PROCEDURE)
        subject.delete()

    assert TrailEntry.objects.get().subject_key == key


def test_what_a_part_had_recorded_before_it_failed_is_no_more(subject):
    with transaction.atomic(), trail.gathered():
        trail.record(subject, "first", by=PROCEDURE)
        with contextlib.suppress(ValueError), transaction.atomic(), trail.gathered():
            trail.record(subject, "undone", by=PROCEDURE)
            raise ValueError
        trail.record(subject, "last", by=PROCEDURE)

    assert [entry.step for entry in TrailEntry.objects.all()] == ["first", "last"]


def test_what_is_written_while_the_head_is_held_is_seen_by_every_test(subject, written_late):
    with transaction.atomic():
        trail.record(subject, "first", by=PROCEDURE)
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            raise ValueError("no")
        subject.save()

    assert len(written_late) == 1
    assert "UPDATE" in written_late.pop()


@pytest.mark.parametrize("undone", [True, False])
def test_once_its_transaction_has_ended_the_head_is_free(subject, written_late, undone):
    with transaction.atomic():
        with contextlib.suppress(ValueError), transaction.atomic():
            trail.record(subject, "first", by=PROCEDURE)
            if undone:
                raise ValueError
        subject.save()

    assert bool(written_late) is not undone
    written_late.clear()


def test_gathered_everything_else_is_written_first(subject, written_late):
    with transaction.atomic(), trail.gathered():
        trail.record(subject, "first", by=PROCEDURE)
        subject.save()

    assert written_late == []
