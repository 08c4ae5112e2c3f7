"""How often may something be tried from one place? Counted in memory, and nowhere else.

Neither database nor cache learns where somebody was. The place is kept as a digest under a salt
that is made anew when the process starts and lost when it ends.
"""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict, deque

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

PLACES = 20_000  # the most that are remembered; the oldest are forgotten first

_salt = secrets.token_bytes(32)


class Throttle:
    """At most ``most`` in ``seconds`` from one place, in this process."""

    def __init__(self, most: int, seconds: int):
        self.most, self.seconds = most, seconds
        self._seen: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, request: HttpRequest) -> bool:
        with self._lock:
            return len(self._recent(_place(request))) < self.most

    def count(self, request: HttpRequest) -> None:
        """Remember one try from this place."""
        with self._lock:
            place = _place(request)
            tries = self._recent(place)
            tries.append(time.monotonic())
            self._seen[place] = tries
            self._seen.move_to_end(place)
            while len(self._seen) > PLACES:
                self._seen.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._seen.clear()

    def _recent(self, place: bytes) -> deque[float]:
        tries = self._seen.get(place, deque())
        while tries and time.monotonic() - tries[0] > self.seconds:
            tries.popleft()
        if not tries:
            self._seen.pop(place, None)
        return tries


def _place(request: HttpRequest) -> bytes:
    """A digest of the address the request came from; what a proxy says counts only if trusted."""
    address = get_adapter().get_client_ip(request)
    return hashlib.blake2b(address.encode(), key=_salt, digest_size=16).digest()
