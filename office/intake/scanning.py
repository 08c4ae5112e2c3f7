"""The virus scanner: ClamAV's daemon, where the setting CLAMD names its address."""

import socket
import struct
from pathlib import Path

from django.conf import settings

SECONDS = 60
CHUNK = 64 * 1024
ANSWER_MAX = 4096


class ScannerDown(Exception):
    """There should be a scanner, and it gave no verdict."""


def is_used() -> bool:
    return bool(settings.CLAMD)


def found_in(file: Path) -> str:
    """The name of what was found, or nothing. Raises ScannerDown where there is no verdict."""
    try:
        with _connected() as scanner, file.open("rb") as content:
            scanner.sendall(b"zINSTREAM\x00")
            while chunk := content.read(CHUNK):
                scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
            scanner.sendall(struct.pack(">I", 0))
            answer = _answer(scanner)
    except OSError as problem:
        raise ScannerDown(str(problem)) from problem
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")[:100]
    raise ScannerDown(answer[:200])  # too large for it, still loading, or something else


def _connected() -> socket.socket:
    """``unix:/run/clamav/clamd.ctl`` or ``host:3310``."""
    address = settings.CLAMD
    if address.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(address.removeprefix("unix:"))
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = address.rpartition(":")
    if not port.isdecimal():
        raise ScannerDown(f"CLAMD names no port: {address}")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(scanner: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\x00") and len(answer) < ANSWER_MAX:
        more = scanner.recv(ANSWER_MAX)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\x00\n").decode("utf-8", "replace")
