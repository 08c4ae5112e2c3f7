"""How files of a form come in, and where none does."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import resolve

from accounts.models import User
from office.intake import kinds
from office.workflow import Refused
from tests.factories.people import UserFactory

ROOM = "/record/anywhere/evidence/new/"
TAKING = [
    ROOM,
    "/record/anywhere/evidence/several/",
    "/record/anywhere/evidence/7/",
    "/record/anywhere/r/A1/",
    "/record/anywhere/spreadsheet/",
    "/record/anywhere/indicators/table/bring/",
    "/team/anywhere/hand-over/",
]
MOST = 3 * 1024 * 1024


@pytest.fixture
def received(settings):
    """A function: a file of so many bytes as a form brings it."""
    settings.EVIDENCE_MAX_BYTES = MOST
    requests = []

    def receive(*sizes):
        sent = {"file": [SimpleUploadedFile("plan.txt", b"x" * size) for size in sizes]}
        request = RequestFactory().post(ROOM, sent)
        request.user, request.resolver_match = User(), resolve(ROOM)
        requests.append(request)
        files = request.FILES.getlist("file")
        return files if len(sizes) > 1 else files[0]

    yield receive
    for request in requests:
        request.close()


def test_of_a_file_that_is_far_too_large_no_more_is_written_than_may_be_kept(received):
    file = received(2 * MOST)

    written = os.path.getsize(file.temporary_file_path())

    assert written <= MOST + 64 * 1024
    with pytest.raises(Refused, match="This file has 6 MB"):
        kinds.check(file)


def test_a_file_of_the_right_size_is_whole(received):
    file = received(MOST)

    assert kinds.check(file) == "txt"
    assert file.read() == b"x" * MOST


def test_files_that_are_too_much_together_are_not_written_and_say_so(received, settings):
    settings.FILES_AT_ONCE_MAX_BYTES = MOST + 2 * 64 * 1024

    first, second = received(MOST, MOST)

    written = sum(os.path.getsize(each.temporary_file_path()) for each in (first, second))
    assert written <= settings.FILES_AT_ONCE_MAX_BYTES
    assert kinds.check(first) == "txt"
    with pytest.raises(Refused, match="too large to be sent at once"):
        kinds.check(second)


# --- who may send any ----------------------------------------------------------------------------


@pytest.fixture
def temporary(settings, tmp_path):
    """A function: what was written for files of a form, though it is gone when the form is."""
    folder = tmp_path / "coming-in"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return lambda: folder.stat().st_mtime_ns


def a_large_file():
    return SimpleUploadedFile("plan.txt", b"x" * MOST)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/voices/receipt/", "/nowhere/", "/scan/", ROOM]
)
def test_a_stranger_writes_nothing_wherever_files_are_sent(temporary, address):
    before = temporary()

    Client(enforce_csrf_checks=True).post(address, {"file": a_large_file()})

    assert temporary() == before


@pytest.mark.django_db
def test_a_page_without_files_lets_nobody_write_any(temporary, client, sign_in):
    sign_in(client, UserFactory())
    before = temporary()

    client.post("/accounts/profile/", {"file": a_large_file()})

    assert temporary() == before


def test_every_page_whose_form_has_files_is_marked():
    unmarked = [each for each in TAKING if not getattr(resolve(each).func, "takes_files", False)]

    assert unmarked == []
