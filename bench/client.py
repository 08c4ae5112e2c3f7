"""How many answers a second? Asked over connections that stay open, from one thread.

Plain requests: no If-None-Match, so that nothing is answered with “not modified”.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.settings import HOST

CONNECTIONS, PROCESSES = 4, 2
PATIENCE = 30


@dataclass
class Visitor:
    """One who asks for the same page again and again."""

    path: str
    cookies: str = ""
    expects: int = 200
    drawn_before: bool = False  # whether the server may use what it has drawn before

    def request(self) -> bytes:
        return ask("GET", self.path, self.cookies, drawn_before=self.drawn_before)

    def answered(self) -> None:
        """Called after each answer that was as expected."""


@dataclass
class Sample:
    """What was seen in one go."""

    seconds: float
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


class Connection:
    """A connection that stays open, and the answer that is coming in."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received, self.length = bytearray(), -1

    def send(self, request: bytes) -> None:
        self.received.clear()
        self.length = -1
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come; whether the answer is whole now."""
        part = self.socket.recv(1 << 20)
        if not part:
            raise ConnectionError("The server hung up.")
        self.received += part
        if self.length < 0 and (end := self.received.find(b"\r\n\r\n")) >= 0:
            head = bytes(self.received[:end]).lower()
            self.length = end + 4 + int(head.partition(b"content-length:")[2].split(None, 1)[0])
        return 0 <= self.length <= len(self.received)

    @property
    def state(self) -> int:
        return int(self.received[9:12])

    def fetch(self, path: str) -> str:
        """The body of one page."""
        self.send(ask("GET", path))
        while not self.receive():
            pass
        return bytes(self.received).partition(b"\r\n\r\n")[2].decode()

    def close(self) -> None:
        self.socket.close()


def ask(
    method: str,
    path: str,
    cookies: str = "",
    form: bytes = b"",
    *,
    drawn_before: bool = False,
    token: str = "",
) -> bytes:
    """A request as a browser behind the proxy sends it."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https"]
    lines += ["Accept: text/html", f"Origin: https://{HOST}"]
    if drawn_before:
        lines.append("X-Drawn-Before: yes")  # bench.anew
    if token:
        lines.append(f"X-CSRFToken: {token}")  # as scripts send it
    if cookies:
        lines.append(f"Cookie: {cookies}")
    if form:
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(form)}")
    return "\r\n".join([*lines, "", ""]).encode() + form


def connect(port: int, count: int = CONNECTIONS) -> list[Connection]:
    """Connections spread evenly over the server's processes, wherever the system put each."""
    kept: list[Connection] = []
    spare: list[Connection] = []
    answering: Counter[str] = Counter()
    for _attempt in range(100):
        connection = Connection(port)
        process = connection.fetch("/bench/process/")
        if answering[process] < count // PROCESSES:
            answering[process] += 1
            kept.append(connection)
        else:
            spare.append(connection)
        if len(kept) == count:
            break
    close(spare)
    if len(kept) < count:
        raise ConnectionError("Only one process of the server answers.")
    return kept


def close(connections: Sequence[Connection]) -> None:
    for connection in connections:
        connection.close()


def drive(connections: Sequence[Connection], visitors: Sequence[Visitor], seconds: float) -> Sample:
    """Let each visitor ask over its own connection until the time is over.

    Raises RuntimeError for an answer other than the visitor expects.
    """
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        began = now = time.perf_counter()
        for connection, visitor in zip(connections, visitors, strict=True):
            selector.register(connection.socket, selectors.EVENT_READ, (connection, visitor))
            connection.send(visitor.request())
        waiting = len(connections)
        while waiting:
            ready = selector.select(PATIENCE)
            if not ready:
                raise RuntimeError(f"No answer within {PATIENCE} seconds.")
            for key, _events in ready:
                connection, visitor = key.data
                if not connection.receive():
                    continue
                now = time.perf_counter()
                latencies.append(now - connection.sent)
                if connection.state != visitor.expects:
                    raise RuntimeError(f"{visitor.path} answered with {connection.state}.")
                visitor.answered()
                if now - began < seconds:
                    connection.send(visitor.request())
                else:
                    waiting -= 1
    return Sample(now - began, latencies)
