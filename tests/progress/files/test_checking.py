"""From a file that lies apart to one that is released or refused, whatever fails on the way."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from office.intake import scanning
from office.models import Letter, TrailEntry
from progress.actions.evidence import attach_evidence
from progress.choices import CheckState
from progress.files import checking
from progress.models import EvidenceVersion
from progress.tasks import check_files, sweep
from tests.factories.progress import A_PDF, evidence_of, lead_for, waiting_evidence
from tests.progress.files.good import word
from tests.progress.files.hostile import HOSTILE
from tests.progress.files.places import place_of

MACRO = HOSTILE["vba.docx"][0]


def test_a_new_file_lies_apart_under_a_name_that_says_nothing(waiting):
    version = waiting("Bericht.pdf", A_PDF)

    assert version.state == CheckState.BEING_CHECKED
    assert version.file.name.startswith("quarantine/")
    assert "Bericht" not in version.file.name
    assert version.sha256 not in version.file.name
    assert place_of(version.file.name).stat().st_mode & 0o077 == 0


def test_the_worker_releases_a_good_file_under_its_hash(waiting, lying_apart):
    content = word()
    version = waiting("letter.docx", content)

    check_files()

    version.refresh_from_db()
    assert (version.state, version.sentence) == (CheckState.RELEASED, "")
    assert version.sha256 in version.file.name
    with default_storage.open(version.file.name) as file:
        assert file.read() == content
    assert lying_apart() == 0
    steps = TrailEntry.objects.of(version.evidence).values_list("step", flat=True)
    assert list(steps) == ["attach_evidence", "release_file"]


def test_a_refused_file_is_removed_and_the_sender_is_told(waiting, city, lying_apart):
    version = waiting("letter.docx", MACRO())

    check_files()

    version.refresh_from_db()
    assert version.state == CheckState.REFUSED
    assert version.sentence.startswith("This file holds macros")
    assert (version.file.name, lying_apart()) == ("", 0)
    letter = Letter.objects.get(to=lead_for(city))
    assert version.sentence in letter.body
    assert letter.link.endswith(f"/evidence/{version.evidence_id}/")
    steps = TrailEntry.objects.of(version.evidence).values_list("step", flat=True)
    assert list(steps) == ["attach_evidence", "refuse_file"]


def test_checking_twice_has_one_effect(waiting):
    version = waiting("letter.docx", MACRO())
    again = EvidenceVersion.objects.get(pk=version.pk)

    checking.refuse(version, "No.")
    checking.refuse(again, "No, again.")

    assert Letter.objects.count() == 1
    assert TrailEntry.objects.of(version.evidence).filter(step="refuse_file").count() == 1


def test_a_file_somebody_checks_is_left_to_them_until_they_go_silent(waiting):
    version = waiting("a.pdf", A_PDF)
    mine = EvidenceVersion.objects.filter(pk=version.pk)
    mine.update(claimed_until=timezone.now() + timedelta(minutes=1), attempts=1)
    assert checking.check_waiting() == 0

    mine.update(claimed_until=timezone.now() - timedelta(seconds=1))

    assert checking.check_waiting() == 1


def test_one_setting_says_when_a_checker_counts_as_gone(waiting, settings, monkeypatch):
    settings.CLAIM_SECONDS = 7
    version = waiting("a.pdf", A_PDF)
    held = []

    def look(_checked):
        version.refresh_from_db()
        held.append((version.claimed_until - timezone.now()).total_seconds())

    monkeypatch.setattr(checking, "check", lambda each: (look(each), checking.release(each)))

    check_files()

    assert [5 < seconds <= 7 for seconds in held] == [True]


@pytest.mark.parametrize(
    "mark", [checking.release, lambda version: checking.refuse(version, "Too late.")]
)
def test_a_slow_checker_does_not_overrule_a_later_one(waiting, mark):
    slow = waiting("a.pdf", A_PDF)
    EvidenceVersion.objects.update(attempts=2)

    mark(slow)

    assert EvidenceVersion.objects.get().state == CheckState.BEING_CHECKED
    assert place_of(slow.file.name).read_bytes() == A_PDF
    assert TrailEntry.objects.of(slow.evidence).count() == 1


def test_a_file_that_was_lost_is_asked_for_again(waiting, city):
    version = waiting("a.pdf", A_PDF)
    waiting("b.pdf", A_PDF)
    place_of(version.file.name).unlink()

    assert checking.check_waiting() == 1

    version.refresh_from_db()
    assert version.is_refused
    assert version.sentence == "This file was lost here; please send it again."
    assert version.sentence in Letter.objects.get(to=lead_for(city)).body


def test_a_file_that_no_backup_brought_back_is_asked_for_again(waiting, settings, tmp_path):
    version = waiting("a.pdf", A_PDF)
    settings.MEDIA_ROOT = tmp_path / "restored"
    (tmp_path / "restored" / "evidence").mkdir(parents=True)

    check_files()

    version.refresh_from_db()
    assert version.sentence == "This file was lost here; please send it again."


@pytest.mark.parametrize("is_there", [False, True])
def test_while_storage_is_away_no_file_is_lost(waiting, settings, tmp_path, is_there):
    version = waiting("a.pdf", A_PDF)
    settings.MEDIA_ROOT = tmp_path / "not mounted"
    if is_there:
        settings.MEDIA_ROOT.mkdir()  # where it would be mounted

    check_files()

    version.refresh_from_db()
    assert version.is_being_checked
    assert "nothing has to be sent again" in version.sentence


def test_a_reader_that_cannot_start_loses_nothing_and_releases_nothing(
    waiting, settings, tmp_path, lying_apart
):
    version = waiting("a.pdf", A_PDF)
    settings.BASE_DIR = tmp_path

    check_files()

    version.refresh_from_db()
    assert version.state == CheckState.BEING_CHECKED
    assert "nothing has to be sent again" in version.sentence
    assert version.claimed_until > timezone.now()
    assert lying_apart() == 1


# --- the virus scanner ---------------------------------------------------------------------------


def test_without_a_scanner_none_is_asked(settings):
    assert settings.CLAMD == ""
    assert not scanning.is_used()


def test_a_scanner_sees_the_whole_file_before_it_is_released(waiting, scanner):
    version = waiting("a.pdf", A_PDF)

    check_files()

    assert scanner.seen == A_PDF
    assert EvidenceVersion.objects.get(pk=version.pk).is_released


def test_what_a_scanner_finds_is_named_and_removed(waiting, scanner, lying_apart):
    scanner.answer = b"stream: Eicar-Test-Signature FOUND\x00"
    version = waiting("a.pdf", A_PDF)

    check_files()

    version.refresh_from_db()
    assert version.is_refused
    assert "“Eicar-Test-Signature”" in version.sentence
    assert lying_apart() == 0


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\x00", b"", b"\xff\xfe\x00", b"OK FOUND maybe"]
)
def test_a_scanner_without_a_verdict_lets_nothing_through(waiting, scanner, answer):
    scanner.answer = answer
    version = waiting("a.pdf", A_PDF)

    check_files()

    version.refresh_from_db()
    assert version.is_being_checked
    assert version.sentence.startswith("The virus scanner does not answer now.")


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "127.0.0.1:1", "clamd"])
def test_while_the_scanner_is_down_the_file_waits_and_the_sweep_tries_again(
    waiting, scanner, settings, address
):
    working, settings.CLAMD = settings.CLAMD, address
    version = waiting("a.pdf", A_PDF)
    check_files()
    version.refresh_from_db()
    assert (version.is_being_checked, version.attempts) == (True, 1)
    EvidenceVersion.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    settings.CLAMD = working
    sweep()

    version.refresh_from_db()
    assert (version.is_released, version.sentence) == (True, "")


# --- what is left behind --------------------------------------------------------------------------


def test_only_what_no_row_knows_is_tidied_away_and_only_after_a_day(waiting, lying_apart):
    known = waiting("a.pdf", A_PDF)
    fresh, old = (place_of(f"quarantine/{name}") for name in ("fresh", "old"))
    yesterday = time.time() - 25 * 60 * 60
    for place in (fresh, old):
        place.write_bytes(b"x")
    for place in (old, place_of(known.file.name)):
        os.utime(place, (yesterday, yesterday))

    checking.tidy()

    assert not old.exists()
    assert fresh.exists()
    assert place_of(known.file.name).exists()
    fresh.unlink()


def test_what_the_database_did_not_answer_for_is_kept(transactional_db, city, monkeypatch):
    """The row is written, and the answer to the commit never comes."""
    lead, upload, commit = lead_for(city), SimpleUploadedFile("a.pdf", A_PDF), connection._commit

    def commit_unheard():
        commit()
        raise OperationalError

    monkeypatch.setattr(connection, "_commit", commit_unheard)

    with pytest.raises(OperationalError):
        attach_evidence(city=city, by=lead, title="A", language="en", file=upload)

    monkeypatch.undo()
    version = EvidenceVersion.objects.get()
    assert place_of(version.file.name).read_bytes() == A_PDF


@pytest.mark.postgres
@pytest.mark.parametrize(
    "change",
    [
        "state = 'released'",  # and still apart
        "state = 'refused', sentence = ''",
        "state = 'good'",
        "preview = 'soon'",
        "file = ''",
        "url = 'https://example.org'",
        "sha256 = ''",
    ],
)
def test_the_database_keeps_what_must_always_hold(city, change):
    waiting_evidence(city)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE progress_evidenceversion SET {change}")  # noqa: S608


@pytest.mark.postgres
def test_a_file_is_claimed_and_marked_on_both_databases(city):
    waiting_evidence(city)
    evidence_of(city)

    assert checking.check_waiting() == 1
