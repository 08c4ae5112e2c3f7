"""Links are asked about politely, and nothing inside is ever asked."""

import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as real

from office import outside
from office.outside import Found, door_of, is_public, look


class Handler(BaseHTTPRequestHandler):
    """Answers as its path says: /410, /slow, /to/<where>, /round, /head-405 …"""

    def answer(self):
        self.server.seen.append((self.command, self.path, dict(self.headers)))
        _empty, kind, *rest = self.path.split("/", 2)
        if kind == "slow":
            return self.server.gate.wait(5)
        if kind == "dribble":
            return self.dribble()
        if kind == "to":
            return self.say(302, rest[0])
        if kind == "round":
            return self.say(302, self.path)
        if kind == "head-405":
            return self.say(405 if self.command == "HEAD" else 200)
        return self.say(int(kind or 200))

    do_GET = do_HEAD = answer  # noqa: N815 -- names of the standard library

    def say(self, code, location=""):
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "seen=yes")
        self.end_headers()
        self.wfile.write(b"x" * 1000 if self.command == "GET" else b"")

    def dribble(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.gate.wait(0.05):
            try:
                self.wfile.write(b"X-More: yes\r\n")
            except OSError:
                return

    def log_message(self, *_args):
        """It is silent."""


class Server(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen, self.gate = [], threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_args):
        """Whoever hangs up is no error here."""


@pytest.fixture
def server():
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield running
    running.gate.set()
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def reachable(settings):
    """This machine may be asked, as in no place but a test."""
    settings.LINK_CHECKS_REACH_THIS_MACHINE = True


def test_this_machine_is_not_reached_unless_a_test_says_so(server):
    assert real.LINK_CHECKS_REACH_THIS_MACHINE is False
    assert look(f"{server.url}/200") is Found.INSIDE
    assert server.seen == []


INSIDE = """
127.0.0.1 10.0.0.8 172.16.3.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
255.255.255.255 ::1 :: fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 ::ffff:10.0.0.1
::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::a00:1 2001:db8::1 fec0::1 192.88.99.1
"""


@pytest.mark.parametrize("address", INSIDE.split())
def test_what_is_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"]
)
def test_the_open_internet_is_public(address):
    assert is_public(address)


OURSELVES = """
http://localhost/ http://2130706433/ http://0x7f.1/ http://127.1/ http://user:word@127.0.0.1/
http://[::1]/ http://[::ffff:127.0.0.1]/ http://[fe80::1]/ https://127.0.0.1:22/
"""


@pytest.mark.parametrize("url", OURSELVES.split())
def test_this_machine_is_recognised_in_every_spelling(url):
    assert look(url) is Found.INSIDE


NOWHERE = """
ftp://example.org/ file:///etc/passwd gopher://127.0.0.1/ javascript:alert(1) http:// //x
http://[half/ http://example.org:99999/ http://a..b/ http://host.invalid/
"""


@pytest.mark.parametrize("url", [*NOWHERE.split(), f"http://{'a' * 70}.org/"])
def test_what_is_no_address_of_the_web_is_no_such_place(url):
    assert look(url) is Found.NO_SUCH_PLACE


def test_a_name_with_one_address_inside_is_inside(monkeypatch):
    two = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.8", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: two)

    assert look("http://example.org/") is Found.INSIDE


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.215.14", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    went_to = []

    def nowhere(address, **_options):
        went_to.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", nowhere)

    look("http://example.org/plan?page=1#top")

    assert set(went_to) == {("93.184.215.14", 80)}


def test_names_and_paths_in_every_script_are_asked_for(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)

    door = door_of("https://Bürger:geheim@münchen.example/pläne 2030%20.pdf?größe=1#top")

    assert (door.host, door.target) == (
        "xn--mnchen-3ya.example",
        "/pl%C3%A4ne%202030%20.pdf?gr%C3%B6%C3%9Fe=1",
    )


SAID = {
    Found.REACHED: ["200", "204", "429", "head-405", "to//200"],
    Found.CLOSED: ["401", "403"],
    Found.GONE: ["404", "410", "to//to//404"],
    Found.FAULT: ["500", "503"],
    Found.CIRCLES: ["round"],
}


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    ("path", "found"), [(path, found) for found, paths in SAID.items() for path in paths]
)
def test_what_a_server_says_is_told_in_a_word(server, path, found):
    assert look(f"{server.url}/{path}") is found


@pytest.mark.usefixtures("reachable")
def test_it_says_who_asks_sends_no_cookie_and_asks_with_head_first(server, settings):
    settings.PUBLIC_ADDRESS = "https://cities.example"

    look(f"{server.url}/to//head-405")

    assert [method for method, *_rest in server.seen] == ["HEAD", "HEAD", "GET"]
    for _method, _path, headers in server.seen:
        assert "https://cities.example" in headers["User-Agent"]
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    "inside", ["http://10.0.0.8/", "http://169.254.169.254/latest/", "http://[fc00::1]/"]
)
def test_a_redirect_into_a_network_is_not_followed(server, inside):
    assert look(f"{server.url}/to/{inside}") is Found.INSIDE


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    "other",
    ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://example.org:21/x", "http://["],
)
def test_a_redirect_out_of_the_web_is_not_followed(server, other):
    assert look(f"{server.url}/to/{other}") is Found.NO_SUCH_PLACE


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    ("path", "found"),
    [("slow", Found.SILENT), ("dribble", Found.REACHED)],  # the latter has said 200 by then
)
def test_a_server_that_keeps_one_waiting_is_left(server, path, found, monkeypatch):
    monkeypatch.setattr(outside, "A_STEP", 0.3)
    monkeypatch.setattr(outside, "SECONDS", 0.5)
    began = time.monotonic()

    assert look(f"{server.url}/{path}") is found
    assert time.monotonic() - began < 3


def test_a_handshake_without_an_end_is_cut(reachable, monkeypatch):
    monkeypatch.setattr(outside, "A_STEP", 0.3)
    monkeypatch.setattr(outside, "SECONDS", 0.5)
    over = threading.Event()

    def dribble(listening):
        while not over.is_set():
            line, _address = listening.accept()
            with line, suppress(OSError):
                line.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 kB begins
                while not over.wait(0.05):
                    line.sendall(b"\x00")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=dribble, args=[listening], daemon=True)
        thread.start()
        began = time.monotonic()
        found = look(f"https://127.0.0.1:{listening.getsockname()[1]}/")
        took = time.monotonic() - began
        over.set()

    assert found in (Found.SILENT, Found.NOT_TRUSTED)
    assert took < 3


@pytest.mark.usefixtures("reachable")
def test_where_nobody_listens_it_is_silent():
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]

    assert look(f"http://127.0.0.1:{port}/") is Found.SILENT


def test_a_certificate_nobody_vouches_for_is_not_trusted(server, reachable, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True)

    assert look(f"https://127.0.0.1:{server.server_port}/200") is Found.NOT_TRUSTED


def self_signed(folder):
    """The path of a certificate for this machine that only itself vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    place = folder / "server.pem"
    place.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return place
