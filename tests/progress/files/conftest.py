"""What tests of files share."""

import socket
import struct
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from progress.files import storing
from tests.factories.progress import waiting_evidence
from tests.progress.files.places import place_of


@pytest.fixture
def waiting(city):
    """A function: a version whose file, of this name and content, is still to be checked."""

    def add(name, content, **facts):
        upload = SimpleUploadedFile(name, content, "text/html")
        return waiting_evidence(city, file=upload, **facts).versions.get()

    return add


@pytest.fixture
def lying_apart():
    """A function: how many files lie apart now."""
    before = set(place_of(storing.APART).glob("*"))
    return lambda: len(set(place_of(storing.APART).glob("*")) - before)


class Scanner:
    """Speaks as ClamAV's daemon does, and gives the answer it is told to give."""

    def __init__(self):
        self.answer, self.seen = b"stream: OK\x00", b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as told:
                if told.read(10) != b"zINSTREAM\x00":
                    continue
                content = b""
                while size := struct.unpack(">I", told.read(4))[0]:
                    content += told.read(size)
                self.seen = content
                client.sendall(self.answer)

    def stop(self):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()


@pytest.fixture
def scanner(settings):
    """A virus scanner the platform has been told to ask."""
    running = Scanner()
    settings.CLAMD = running.address
    yield running
    running.stop()
