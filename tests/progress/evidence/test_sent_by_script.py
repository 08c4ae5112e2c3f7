"""A file that a script sends by itself: asked about first, taken in once, cut off or whole."""

import io
from urllib.parse import urlencode

import pytest
from django.core.files.storage import default_storage
from django.test.client import FakePayload

from cities.choices import Role
from office.workflow import Refused
from progress.actions.chosen import choose_file
from progress.models import ChosenFile
from tests.factories.cities import CityFactory
from tests.factories.progress import A_PDF, evidence_of, lead_for, pdf

pytestmark = pytest.mark.usefixtures("six")
KEY = "0123456789abcdef01234567"


@pytest.fixture
def to(city, address):
    """A function: where a file is sent, or asked about."""

    def of(**said):
        facts = {"key": KEY, "name": "plan.pdf", "size": len(A_PDF), "person": lead_for(city).mark}
        return f"{address('evidence_chosen')}?{urlencode({**facts, **said})}"

    return of


def send(client, address, content=A_PDF, **more):
    return client.generic("POST", address, content, "application/octet-stream", **more)


def test_whoever_asks_gets_a_token_and_nothing_is_kept(as_lead, to):
    answer = as_lead.get(to())

    assert set(answer.json()) == {"token"}
    assert not ChosenFile.objects.exists()


def test_a_file_that_is_sent_is_shown_beside_its_field(as_lead, to):
    answer = send(as_lead, to(field="cite-file"))

    assert f'name="cite-file-kept" value="{KEY}"' in answer.json()["html"]
    assert ChosenFile.objects.get().filename == "plan.pdf"


def test_without_a_field_it_is_shown_with_what_is_to_be_said_of_it(as_lead, city, to):
    evidence_of(city, title="Annual report")

    html = send(as_lead, to()).json()["html"]

    assert f'name="of-{KEY}-title"' in html
    assert "as “Annual report”" in html


def test_a_file_sent_twice_is_one(as_lead, to):
    for _time in range(2):
        assert send(as_lead, to()).status_code == 200

    assert ChosenFile.objects.count() == 1
    assert "html" in as_lead.get(to()).json()


def test_a_file_that_was_cut_off_is_not_taken(as_lead, to, monkeypatch):
    # What a server sees when the line goes: fewer bytes than were announced.
    monkeypatch.setattr(FakePayload, "read", lambda self, *_size: b"")

    answer = send(as_lead, to())

    assert answer.status_code == 400
    assert not ChosenFile.objects.exists()


class Unread(io.BytesIO):
    """A body of which nothing may be read."""

    def read(self, *_size):
        raise AssertionError("It was read.")


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("tool.exe", 10, "Files of this kind cannot be taken."),
        ("plan.pdf", 26 * 1024 * 1024, "This file has 26 MB"),
        ("plan.pdf", 0, "This file is empty."),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_read(as_lead, to, name, size, sentence):
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(size)}

    asked = as_lead.get(to(name=name, size=size))
    sent = send(as_lead, to(name=name), b"x", **body)

    assert (asked.status_code, sent.status_code) == (422, 422)
    assert sentence in asked.json()["refused"][0]
    assert sentence in sent.json()["refused"][0]


def test_where_there_is_no_room_nothing_is_read(as_lead, city, to, settings):
    evidence_of(city)
    settings.EVIDENCE_MAX_FILES = 1

    sent = send(as_lead, to(), b"x", **{"wsgi.input": Unread(), "CONTENT_LENGTH": "10"})

    assert "The record holds 1 files" in sent.json()["refused"][0]


def test_a_file_that_is_another_kind_is_refused_and_nothing_stays(as_lead, to):
    before = (
        default_storage.listdir("quarantine")[1] if default_storage.exists("quarantine") else []
    )

    answer = send(as_lead, to(), b"MZ")

    assert "is not what its name says" in answer.json()["refused"][0]
    after = default_storage.listdir("quarantine")[1] if default_storage.exists("quarantine") else []
    assert after == before


def test_a_key_that_was_used_in_another_record_is_refused_there(city):
    lead = lead_for(city)
    choose_file(city=city, by=lead, file=pdf(), key=KEY)

    with pytest.raises(Refused, match="another record"):
        choose_file(city=CityFactory(), by=lead, file=pdf(), key=KEY)


@pytest.mark.parametrize(
    "said",
    [{"key": ""}, {"key": "x"}, {"key": "\x00" * 24}, {"person": "somebody else"}],
)
def test_without_a_key_or_as_somebody_else_nothing_is_taken(as_lead, to, said):
    assert send(as_lead, to(**said)).status_code == 409
    assert not ChosenFile.objects.exists()


@pytest.mark.parametrize(
    "name", ["a\x00.pdf", "../../etc/passwd.pdf", "a\u202efdp.pdf", "ä" * 400 + ".pdf"]
)
def test_a_hostile_name_is_made_harmless(as_lead, to, name):
    assert send(as_lead, to(name=name)).status_code == 200

    shown = ChosenFile.objects.get().filename
    assert shown.endswith(".pdf")
    assert not set("/\x00\u202e") & set(shown)


@pytest.mark.parametrize("field", ["<b>", '" onload="x', "x" * 50])
def test_a_field_that_is_none_is_not_repeated(as_lead, to, field):
    assert field not in send(as_lead, to(field=field)).json()["html"]


def test_an_observer_and_a_stranger_send_nothing(client, city, to, member_of, someone, sign_in):
    sign_in(client, member_of(city, Role.OBSERVER))
    assert send(client, to()).status_code == 403
    sign_in(client, someone)
    assert send(client, to()).status_code == 404
    assert not ChosenFile.objects.exists()
