"""A post office: takes every mail and writes its Message-ID down before it says so."""

import os
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Counter:
    """What aiosmtpd hands each mail to."""

    def __init__(self, book: Path):
        self.book = book

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        head = content.partition(b"\r\n\r\n")[0].splitlines()
        number = next(line for line in head if line.lower().startswith(b"message-id:"))
        with self.book.open("ab") as book:
            book.write(number.split(b":", 1)[1].strip() + b"\n")
            book.flush()
            os.fsync(book.fileno())
        return "250 taken"


def main(port: int, book: Path) -> None:
    Controller(Counter(book), hostname="127.0.0.1", port=port).start()
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
