"""How files of a form come in."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from office.intake import kinds
from office.workflow import Refused

MOST = 3 * 1024 * 1024


@pytest.fixture
def received(settings):
    """A function: a file of so many bytes as a form brings it."""
    settings.EVIDENCE_MAX_BYTES = MOST
    requests = []

    def receive(size):
        sent = {"file": SimpleUploadedFile("plan.txt", b"x" * size)}
        requests.append(RequestFactory().post("/", sent))
        return requests[-1].FILES["file"]

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
