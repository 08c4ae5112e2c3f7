"""Files are whole or not there, and private."""

import stat
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from office import files


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_write_that_fails_leaves_nothing(place, monkeypatch):
    def is_full(_handle):
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", is_full)

    with pytest.raises(OSError, match="disk full"):
        files.keep("reports", b"words", ".pdf")

    assert [path for path in place.rglob("*") if path.is_file()] == []


def test_a_file_stands_under_the_hash_of_what_it_holds(place):
    name = files.keep("reports", b"words", ".pdf")

    digest = sha256(b"words").hexdigest()
    assert name == f"reports/{digest[:2]}/{digest}.pdf"
    with default_storage.open(name) as file:
        assert file.read() == b"words"


def test_a_file_is_for_us_alone(place):
    name = files.keep("reports", b"words", ".pdf")

    assert stat.S_IMODE(Path(place / name).stat().st_mode) == 0o600


def test_keeping_it_twice_is_keeping_it_once(place):
    assert files.keep("reports", b"words", ".pdf") == files.keep("reports", b"words", ".pdf")
    assert len([path for path in place.rglob("*") if path.is_file()]) == 1
