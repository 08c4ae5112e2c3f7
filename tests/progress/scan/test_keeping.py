"""Answers of a quick scan: who opens them, and how long they are kept."""

from datetime import timedelta

import pytest
from django.conf import settings

from accounts.words import new_token
from office.days import today
from office.workflow import Refused
from progress.models import QuickScan
from progress.scan.keeping import Said, begin, erase, find, save
from progress.tasks import forget_scans

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["", "one two three", "one two three four five six", "日本 " * 6])
def test_wrong_words_open_nothing(scan, typed):
    assert find(typed) is None


def test_words_under_a_forgotten_key_open_nothing(scan, settings):
    settings.SECRET_KEY = "another"

    assert find(scan.words.words) is None


def test_words_given_under_an_earlier_key_still_open(scan, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert find(scan.words.words).said["R1.2"] == Said(step=0)


def test_the_database_alone_reads_nothing(scan):
    row = QuickScan.objects.values().get()

    kept = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode()
                    for v in row.values())  # fmt: skip
    assert b"clinic" not in kept
    assert not any(word.encode() in bytes(row["sealed"]) for word in scan.words.words.split())


def test_an_erased_scan_cannot_be_written_to(scan):
    erase(scan)

    with pytest.raises(Refused) as refused:
        save(scan, {"R1.1": Said(step=1)})

    assert refused.value.reasons == ["This scan was erased a moment ago."]
    assert not QuickScan.objects.exists()


def test_words_may_be_typed_in_any_way(scan):
    typed = "  " + scan.words.words.upper().replace(" ", ", ")

    assert find(typed).said == scan.said


def test_a_page_sent_twice_begins_one_scan(six):
    token = new_token()

    first, second = begin(token, six), begin(token, six)

    assert first.words.words == second.words.words
    assert QuickScan.objects.count() == 1


def test_two_who_answer_at_once_do_not_overwrite_each_other(opened):
    here, there = find(opened.words.words), find(opened.words.words)

    save(here, {"R1.1": Said(step=1)})
    save(there, {"R1.2": Said(step=2)})

    assert find(opened.words.words).said == {"R1.1": Said(step=1), "R1.2": Said(step=2)}


def test_what_was_answered_can_be_opened_again(opened):
    save(opened, {"R1.1": Said(step=1)})

    save(opened, {"R1.1": Said()})

    assert find(opened.words.words).is_empty


@pytest.mark.parametrize("words", ["=1+1", "שלום\u202e", "👍🏽", "x" * 20_000, "a\r\nb"])
def test_words_come_back_as_they_were_typed(opened, words):
    save(opened, {"R1.1": Said(words=words)})

    assert find(opened.words.words).said["R1.1"].words == words


def test_a_scan_is_kept_to_its_last_day_and_erased_after_it(scan):
    QuickScan.objects.update(kept_until=today())
    forget_scans()
    kept = QuickScan.objects.count()

    QuickScan.objects.update(kept_until=today() - timedelta(days=1))
    forget_scans()

    assert (kept, QuickScan.objects.count()) == (1, 0)


def test_each_answer_keeps_the_scan_for_ninety_days_more(scan):
    QuickScan.objects.update(kept_until=today())

    save(scan, {"R1.1": Said(step=1)})

    assert QuickScan.objects.get().kept_until == today() + timedelta(days=90)


def test_forgetting_is_asked_for_every_day():
    asked = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert "progress.tasks.forget_scans" in asked
