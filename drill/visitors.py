"""People who write while parts die: what they were told was saved, and what they saw otherwise."""

import http.client
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode
from uuid import uuid4

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cities.models import City
from progress.models import AnswerVersion

TOKEN = "d" * 32
FORM = "application/x-www-form-urlencoded"
SEEN = {302: "saved", 200: "not saved, with a sentence", 500: "error page",
        503: "“back in a moment”", 0: "no answer"}  # fmt: skip
VERSION = re.compile(r'name="version" value="(\d+)"')
BOUNDARY = "drill"


def session_of(person: User) -> str:
    """The key of a session of this person, second factor used."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass
class Visitor:
    """One person of one city, who goes to the other server when one does not answer."""

    city: City
    code: str  # of the requirement they answer
    key: str  # of their session
    ports: list[int]
    version: int | None = None  # of the answer they see
    acknowledged: list[str] = field(default_factory=list)
    saw: Counter = field(default_factory=Counter)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> tuple[int, str]:
        """Status and page; 0 where the server hung up or was not there: then try the other."""
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        server = http.client.HTTPConnection("127.0.0.1", self.ports[0], timeout=20)
        try:
            server.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
            answer = server.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.ports.append(self.ports.pop(0))
            return 0, ""
        finally:
            server.close()

    def save_an_answer(self) -> None:
        """Save a text of its own, and remember it where the platform says that it is saved."""
        path = reverse("progress:requirement", args=[self.city.slug, self.code])
        if self.version is None and not self.look_again(path):
            return
        text = f"What we do, told by {uuid4().hex}."
        said = {"version": self.version, "step": 1, "text": text, "csrfmiddlewaretoken": TOKEN}
        status, _page = self.ask("POST", path, urlencode(said).encode())
        self.saw[SEEN.get(status, str(status))] += 1
        if status == 302:
            self.acknowledged.append(text)
            self.version = (self.version or 0) + 1
        else:
            self.version = None

    def look_again(self, path: str) -> bool:
        """Open the page, as a person would who does not know whether their text was saved."""
        status, page = self.ask("GET", path)
        found = VERSION.search(page)
        if status == 200 and found:
            self.version = int(found.group(1))
            return True
        self.saw[SEEN.get(status, str(status))] += 1
        return False

    def attach(self, content: bytes, title: str) -> tuple[int, str]:
        """Upload a text file as evidence; status and page."""
        fields = {"csrfmiddlewaretoken": TOKEN, "title": title, "language": "en",
                  "visibility": "reviewers"}  # fmt: skip
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        file = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="d.txt"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        )
        body = "".join((*parts, file)).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        path = reverse("progress:evidence_new", args=[self.city.slug])
        return self.ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def sign_in(self) -> tuple[int, str]:
        """Somebody else tries, with a wrong password: counted, wherever Redis is."""
        said = {"login": "nobody@example.org", "password": "wrong", "csrfmiddlewaretoken": TOKEN}
        stranger = replace(self, key="")
        return stranger.ask("POST", reverse("account_login"), urlencode(said).encode())

    def ask_for_a_code(self) -> tuple[int, str]:
        """Somebody else asks for a code by e-mail."""
        said = {"email": "nobody@example.org", "csrfmiddlewaretoken": TOKEN}
        stranger = replace(self, key="")
        return stranger.ask("POST", reverse("account_request_login_code"), urlencode(said).encode())

    def lost(self) -> int:
        """Texts we were told were saved and are not."""
        return len(set(self.acknowledged) - set(self._kept()))

    def twice(self) -> int:
        return sum(count - 1 for count in Counter(self._kept()).values())

    def _kept(self) -> list[str]:
        versions = AnswerVersion.objects.filter(
            answer__city=self.city, answer__requirement__code=self.code
        )
        return list(versions.values_list("text", flat=True))


class Crowd:
    """Visitors who write, each in a thread, until they are told to stop."""

    def __init__(self, visitors: list[Visitor], pause: float):
        self.visitors, self.pause = visitors, pause
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._write, args=[each]) for each in visitors]

    def _write(self, visitor: Visitor) -> None:
        while not self.stopping.wait(self.pause):
            visitor.save_an_answer()

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()
