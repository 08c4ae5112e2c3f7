"""Whoever speaks leaves no trace: marks go in, and are looked for wherever something is kept."""

import io
import logging
import subprocess

import pytest
from django.conf import settings
from django.core import mail, serializers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from office import sending
from tests.factories.voices import let_all_pass, release
from tests.voices.test_contributing import TOKEN, WORDS
from voices.models import Alert, Contribution

ADDRESS, AGENT = "203.0.113.77", "Canary-Browser/7.7"
NAME, TEXT = "Kanarija Canaryova canary@birds.example", "Kanarienvogel singt im Rathaus"
TRACES = (ADDRESS, AGENT, "203.0.113", "Canary-Browser", "canary@birds.example", "Canaryova")
HEADERS = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_USER_AGENT": AGENT,
    "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_REFERER": f"https://{ADDRESS}/",
}


@pytest.fixture
def lines():
    """Everything any logger says, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setLevel(logging.DEBUG)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def database() -> str:
    """Every value in every table, as the database itself holds it."""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- our own tables
            kept += [f"{table}: {value!r}" for row in cursor.fetchall() for value in row]
    return "\n".join(kept)


def files() -> str:
    """The names and the bytes of everything under the folder of this run, but the key.

    Another process reads them: who closes the file of a database lets go of all the locks that
    SQLite holds on it in the same process, and the next to close the database takes its log away.
    """
    paths = [path for path in settings.DATA.rglob("*") if path.is_file()]
    here = sorted(str(path) for path in paths if not path.name.endswith("-wal"))
    read = subprocess.run(["cat", "--", *here], capture_output=True, check=True)  # noqa: S607
    return "\n".join([*here, repr(read.stdout)])


def speak_and_come_back(client, window, protection: str) -> list[str]:
    """Contribute by the pages, return, add, report; gives the receipt."""
    address = reverse("voices:contribution", args=[window.city.slug])
    typed = {"protection": protection, "language": "de", "text": TEXT, "name": NAME}
    checked = client.post(address, {**typed, "to": "check"}, **HEADERS).text
    sent = {**typed, "token": TOKEN.search(checked)[1], "to": "send"}
    receipt = WORDS.findall(client.post(address, sent, **HEADERS).text)[:6]
    back = {"words": " ".join(receipt)}
    client.post(reverse("voices:receipt"), back, **HEADERS)
    client.post(reverse("voices:receipt"), {**back, "to": "add", "text": "Mehr."}, **HEADERS)
    client.post(reverse("voices:receipt"), {"words": "six wrong words of a canary"}, **HEADERS)
    client.post(reverse("voices:reprisal"), {"text": TEXT, "contact": NAME, **back}, **HEADERS)
    return receipt


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("protection", ["public", "city", "panel"])
def test_who_spoke_is_found_nowhere(window, screener, lines, protection):
    receipt = speak_and_come_back(Client(), window, protection)

    sending.send_waiting()
    letters = "\n".join(f"{each.subject}\n{each.body}\n{each.to}" for each in mail.outbox)
    kept = {"database": database(), "files": files(), "mail": letters, "log": lines.getvalue(),
            "cache": repr(getattr(cache, "_cache", ""))}  # fmt: skip
    found = [
        f"{trace} in {place}"
        for place, text in kept.items()
        for trace in (*TRACES, *TEXT.split()[:1], " ".join(receipt), NAME)
        if trace in text
    ]
    assert found == []
    assert Contribution.objects.count() == Alert.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("protection", ["city", "panel"])
def test_after_the_release_a_dump_alone_still_reads_nothing(window, screener, protection):
    speak_and_come_back(Client(), window, protection)
    let_all_pass(window, screener)
    release(window)

    rows = serializers.serialize("json", [*Contribution.objects.all(), *Alert.objects.all()])
    kept = database() + rows

    assert not [word for word in ("Kanarienvogel", "Rathaus", *TRACES) if word in kept]


@pytest.mark.django_db
def test_addresses_of_contributors_have_no_line_in_the_log(window, lines):
    client = Client()

    client.get(reverse("register:home"), **HEADERS)
    before = lines.getvalue()
    speak_and_come_back(client, window, "panel")
    client.get("/voices/in/nowhere/", **HEADERS)

    assert lines.getvalue() == before


@pytest.mark.django_db
def test_no_column_tells_a_time(window):
    kinds = {field.get_internal_type() for field in Contribution._meta.fields}

    assert not kinds & {"DateTimeField", "DateField", "TimeField", "AutoField", "BigAutoField"}


def test_the_web_server_writes_no_access_log():
    for name in ("Dockerfile", "docker-compose.yml", "scripts/run.py"):
        assert "access-log" not in (settings.BASE_DIR / name).read_text()
