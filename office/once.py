"""The same form sent many times at once has one effect (trust §4).

Every form of ours carries a token against forgery, and each time a page is made the token is
another. Whoever sends the same token and the same words to the same address has sent one form
twice: by a second press, over a lost connection, from a browser that tries again. The first is
acted upon, and the others are led to where it went.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.db.models import Q, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.http import asks_nobody
from accounts.models import User
from office.models import Submission

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field
REMEMBERED = timedelta(minutes=10)  # whoever sends it again later means it again
GIVEN_UP = timedelta(seconds=60)  # whoever acted upon it has died
PATIENCE = 10.0  # seconds a second press waits for the first
LOOK_AGAIN = 0.1
INSERT = (
    "INSERT INTO office_submission (person_id, key, sent_at, answered_at, went_to)"
    " VALUES (%s, %s, %s, %s, '') ON CONFLICT DO NOTHING"
)

View = TypeVar("View", bound=Callable)


class OnceMiddleware:
    """Acts once upon each form of a signed-in person; others and other requests pass untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if mine := getattr(request, "submission", None):
            person, key = mine
            refused = getattr(request, "refused", False)  # office.refusing
            _answered(person, key, "" if refused else _led_to(response))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or asks_nobody(view) or TOKEN not in request.POST:
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        person, key = request.user, key_of(request)
        if is_repeatable(view, request):
            _note(person, key)
            return None
        until = time.monotonic() + PATIENCE
        is_mine = _is_new(person, key) or _is_mine(person, key, _left() | _followed(person))
        while not is_mine:
            if went_to := _went_to(person, key):
                messages.info(request, _("This was sent twice. It was taken once."))
                return HttpResponseRedirect(went_to)
            if time.monotonic() > until:
                return render(request, "office/received.html", status=202)
            time.sleep(LOOK_AGAIN)
            is_mine = _is_mine(person, key, _left())
        request.submission = (person, key)  # type: ignore[attr-defined]
        return None


def repeatable(unless: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Mark a view whose forms can be sent again without harm: acting twice has one effect, and is
    answered as if it were once. ``unless`` says of a request that this does not hold for it.
    """

    def mark(view: View) -> View:
        view.repeatable_unless = unless  # type: ignore[attr-defined]
        return view

    return mark


def is_repeatable(view: Callable, request: HttpRequest) -> bool:
    unless = getattr(view, "repeatable_unless", None)
    return unless is not None and not unless(request)


def key_of(request: HttpRequest) -> str:
    """A digest of where, what and with which files; nothing typed can be read from it."""
    digest = salted_hmac("office.once", request.get_full_path(), algorithm="sha256")
    for part in _parts(request):
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    for name, values in sorted(request.POST.lists()):
        yield name.encode(errors="surrogatepass")
        yield from (value.encode(errors="surrogatepass") for value in values)
    for name, files in sorted(request.FILES.lists()):
        yield name.encode(errors="surrogatepass")
        for file in files:
            yield from file.chunks()
            file.seek(0)


def forget_old() -> int:
    """Let go of forms that nobody sends again; how many."""
    return Submission.objects.filter(sent_at__lt=timezone.now() - REMEMBERED).delete()[0]


def _left() -> Q:
    """Forms that led nowhere, are long past, or whose worker has died."""
    now = timezone.now()
    led_nowhere = Q(went_to="", answered_at__isnull=False)
    died = Q(answered_at=None, sent_at__lt=now - GIVEN_UP)
    return led_nowhere | died | Q(sent_at__lt=now - REMEMBERED)


def _followed(person: User) -> Q:
    """Forms after whose answer this person sent another one: the same again is meant anew."""
    last = Submission.objects.filter(person=person).order_by("-sent_at").values("sent_at")
    return Q(answered_at__lt=Subquery(last[:1]))


def _is_new(person: User, key: str) -> bool:
    """Whether nobody has sent it yet; of two at once the database lets in one."""
    return _insert(person, key, answered_at=None)


def _note(person: User, key: str) -> None:
    """Remember only that this form came: whoever sends an older one after it means that anew."""
    _insert(person, key, answered_at=timezone.now())


def _insert(person: User, key: str, answered_at: datetime | None) -> bool:
    """Whether there was no such row. One statement and its own transaction, without a BEGIN."""
    adapt: Any = connection.ops.adapt_datetimefield_value
    values = [person.pk, key, adapt(timezone.now()), adapt(answered_at)]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        return cursor.rowcount == 1


def _is_mine(person: User, key: str, free: Q) -> bool:
    """Whether it may be acted upon again: one conditional UPDATE, one row changed (trust §4)."""
    rows = Submission.objects.filter(free, person=person, key=key)
    return bool(rows.update(sent_at=timezone.now(), answered_at=None, went_to=""))


def _went_to(person: User, key: str) -> str:
    found = Submission.objects.filter(person=person, key=key).values_list("went_to", flat=True)
    return found.first() or ""


def _led_to(response: HttpResponse) -> str:
    """Where the answer leads; a page (a form with errors) leads nowhere."""
    leads = 300 <= response.status_code < 400
    return response.headers.get("Location", "") if leads else ""


def _answered(person: User, key: str, went_to: str) -> None:
    """Keep where it led; what led nowhere or was refused may be sent again as it is."""
    mine = Submission.objects.filter(person=person, key=key)
    mine.update(went_to=went_to, answered_at=timezone.now())
