"""Does an address elsewhere still answer? Asked politely, and never of anything inside.

Whoever may write a link down must not make the platform knock at its own doors. So only http and
https on their usual ports are asked, a name is resolved here and every address it has must be a
public one, the connection goes to the very address that was looked at, and all of it is done again
after each redirect. Nothing that answers is read beyond its headers.
"""

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

PORTS = {"http": (80, 8080), "https": (443, 8443)}
SECONDS = 20.0  # for one address, with all its redirects
A_STEP = 8.0  # and for each connection
REDIRECTS = 5
LEADS_ON = {301, 302, 303, 307, 308}
CLOSED = {401, 402, 403, 407, 451}
BUSY = {408, 425, 429}  # somebody is there, and has no time
AS_WRITTEN = "/?:@!$&'()*+,;=%-._~[]"  # of a path and a query
NAT64 = ipaddress.ip_network("64:ff9b::/96")
RELAYS = ipaddress.ip_network("192.88.99.0/24")  # 6to4


class Found(Enum):
    REACHED = "reached"
    CLOSED = "closed"
    INSIDE = "inside"
    GONE = "gone"
    FAULT = "fault"
    SILENT = "silent"
    NO_SUCH_PLACE = "no_such_place"
    NOT_TRUSTED = "not_trusted"
    CIRCLES = "circles"


class Settled(Exception):
    """What was found, as soon as nothing more need be asked."""

    def __init__(self, found: Found):
        super().__init__(found)
        self.found = found


@dataclass(frozen=True)
class Door:
    """Where a connection goes: an address that has been looked at, and under which name."""

    scheme: str
    address: str
    port: int
    name: str
    target: str

    @property
    def host(self) -> str:
        """As it is said to the server."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        usual = self.port == PORTS[self.scheme][0]
        return name if usual else f"{name}:{self.port}"


def look(url: str) -> Found:
    """Ask for this address and say what is there. Raises nothing, and takes its time once."""
    until = time.monotonic() + SECONDS
    try:
        for _step in range(REDIRECTS + 1):
            door = door_of(url)
            code, leads_to = _asked(door, until)
            if code not in LEADS_ON or not leads_to:
                return _said_by(code)
            url = _joined(url, leads_to)
    except Settled as settled:
        return settled.found
    return Found.CIRCLES


def _joined(url: str, leads_to: str) -> str:
    try:
        return urljoin(url, leads_to)
    except ValueError:
        raise Settled(Found.NO_SUCH_PLACE) from None


def door_of(url: str) -> Door:
    """Where this address leads. Raises Settled where nobody may knock, or nobody lives."""
    try:
        parts = urlsplit(url)
        name = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        usual, *_others = PORTS[parts.scheme]
        port = parts.port or usual
    except (KeyError, ValueError, UnicodeError):
        raise Settled(Found.NO_SUCH_PLACE) from None
    if not name:
        raise Settled(Found.NO_SUCH_PLACE)
    addresses = _addresses_of(name, port)
    own = settings.LINK_CHECKS_REACH_THIS_MACHINE and all(map(_is_this_machine, addresses))
    if not own and not (port in PORTS[parts.scheme] and all(map(is_public, addresses))):
        raise Settled(Found.INSIDE)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Door(parts.scheme, addresses[0], port, name, quote(target, safe=AS_WRITTEN))


def is_public(address: str) -> bool:
    """Whether this is an address of the open internet, also where it hides another within."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        hidden = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
        if number in NAT64:
            hidden.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        if any(each is not None and not is_public(str(each)) for each in hidden):
            return False
        if number.ipv4_mapped is not None:
            return True
        if number.is_site_local:
            return False
    elif number in RELAYS:
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved)


def _is_this_machine(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _addresses_of(name: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Settled(Found.NO_SUCH_PLACE) from None
    return [str(address[0]) for *_kind, address in found]


def _asked(door: Door, until: float) -> tuple[int, str]:
    """The code and where it leads on. Some answer a HEAD wrongly, so a GET has the last word."""
    try:
        code, leads_to = _answer(door, "HEAD", until)
    except Settled as settled:
        if settled.found is not Found.SILENT:
            raise
    else:
        if code < 400:
            return code, leads_to
    return _answer(door, "GET", until)


def _answer(door: Door, method: str, until: float) -> tuple[int, str]:
    seconds = min(A_STEP, until - time.monotonic())
    if seconds <= 0:
        raise Settled(Found.SILENT)
    try:
        with socket.create_connection((door.address, door.port), timeout=seconds) as line:
            return _heard(door, method, line, seconds)
    except ssl.SSLCertVerificationError:
        raise Settled(Found.NOT_TRUSTED) from None
    except (HTTPException, OSError, ValueError):
        raise Settled(Found.SILENT) from None


def _heard(door: Door, method: str, line: socket.socket, seconds: float) -> tuple[int, str]:
    """What is said on this line. A server that dribbles is cut off: each read alone is short."""
    with line.dup() as same:
        late = threading.Timer(seconds, _cut, [same])
        late.start()
        try:
            if door.scheme == "https":
                trusting = ssl.create_default_context()
                line = trusting.wrap_socket(line, server_hostname=door.name)
            with closing(HTTPConnection(door.name)) as connection:
                connection.sock = line
                headers = {"Host": door.host, "User-Agent": _who_asks(), "Accept": "*/*"}
                connection.request(method, door.target, headers=headers)
                response = connection.getresponse()
                return response.status, response.getheader("Location", "")
        finally:
            late.cancel()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it is over already
        line.shutdown(socket.SHUT_RDWR)


def _said_by(code: int) -> Found:
    if code in (404, 410):
        return Found.GONE
    if code in CLOSED:
        return Found.CLOSED
    if code >= 400 and code not in BUSY:
        return Found.FAULT
    return Found.REACHED


def _who_asks() -> str:
    return f"HumanRightsCities (checks links of evidence; {settings.PUBLIC_ADDRESS})"
