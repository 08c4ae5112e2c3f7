"""Where somebody is signed in: one row a browser, so that they can see and end each."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.worded import worded_once

from .user import User

BEGAN, SEEN, DEVICE = "began", "seen", "device"  # kept in a session by SessionEndMiddleware


class Session(AbstractBaseSession):
    """One browser in which somebody is signed in. No network address is kept of it."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(_("browser and system"), max_length=80, blank=True)
    began = models.DateTimeField(_("signed in"), null=True)
    seen = models.DateTimeField(_("last seen"), null=True)

    def __str__(self):
        return f"{self.device} ({self.user})"

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def mark(self) -> str:
        """Names this session on a page, and opens nothing: its key cannot be worked out."""
        return mark_of(self.session_key)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, each with whose it is (``SESSION_ENGINE``).

    ``person`` is whose it was when it was read, and ``has_second_factor`` whether they had an
    authenticator app: one statement reads all three.
    """

    person: User | None = None
    has_second_factor: bool | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self) -> Session | None:
        session: Session
        for session in _held(key=self.session_key, now=timezone.now()):
            self.person = session.user
            self.has_second_factor = session.has_second_factor  # type: ignore[attr-defined]
            return session
        self._session_key = None
        return None

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = super().create_model_instance(data)
        user = data.get("_auth_user_id")
        session.user_id = int(user) if user else None
        session.device = data.get(DEVICE, "")
        session.began, session.seen = _at(data.get(BEGAN)), _at(data.get(SEEN))
        return session


@worded_once(key=models.CharField(), now=models.DateTimeField())
def _held(key: str, now: datetime) -> models.QuerySet[Session]:
    rows = Session.objects.filter(session_key=key, expire_date__gt=now)
    with_app = User.objects.filter(pk=OuterRef("user"), authenticator__type="totp")
    return rows.select_related("user").annotate(has_second_factor=Exists(with_app))


def open_sessions(user: User) -> models.QuerySet[Session]:
    """Where this person is signed in now, last seen first."""
    held = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    return held.order_by("-seen", "pk")


def mark_of(session_key: str) -> str:
    """The mark of a session by its key."""
    return salted_hmac("accounts.session", session_key).hexdigest()[:20]


def _at(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
