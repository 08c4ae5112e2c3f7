"""How does somebody without an account come back? With six words that only they have.

Six of 7,772 words are 77 bits. Of them nothing is stored but a keyed digest, cut in two: by the
first half the row is found, the second is compared in constant time.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from nacl.public import PrivateKey
from xkcdpass.xkcd_password import generate_wordlist

from voices.models import Contribution

COUNT = 6
HALF = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True)
class Receipt:
    """Six words, and what is made of them under one key of this installation."""

    words: str
    secret: str

    @property
    def selector(self) -> str:
        return self._digest[:HALF]

    @property
    def verifier(self) -> str:
        return self._digest[HALF:]

    @property
    def key(self) -> PrivateKey:
        """The author's own: opens what was sealed for them."""
        return PrivateKey.from_seed(self._made_for("voices.author").digest())

    @property
    def _digest(self) -> str:
        return self._made_for("voices.receipt").hexdigest()

    def _made_for(self, purpose: str):
        return salted_hmac(purpose, self.words, secret=self.secret, algorithm="sha256")


@cache
def word_list() -> list[str]:
    """The long list of the Electronic Frontier Foundation, without words that have a hyphen."""
    return sorted(generate_wordlist("eff-long", min_length=3, max_length=9, valid_chars="[a-z]"))


def new_token() -> str:
    """What a page carries so that sending it twice has one effect and one receipt."""
    return secrets.token_urlsafe(24)


def receipt_of(token: str) -> Receipt:
    """The receipt that belongs to a page's token: always the same six words.

    Raises ValueError for what is no token.
    """
    if not TOKEN.fullmatch(token):
        raise ValueError("This is not a token.")
    digest = salted_hmac("voices.words", token, algorithm="sha256").digest()
    number, words = int.from_bytes(digest, "big"), []
    for _word in range(COUNT):
        number, place = divmod(number, len(word_list()))
        words.append(word_list()[place])
    return Receipt(" ".join(words), settings.SECRET_KEY)


def looks_like_one(typed: str) -> bool:
    """Whether these are six words of the list; it says nothing of whether they are a receipt."""
    words = _words(typed)
    return len(words) == COUNT and set(words) <= set(word_list())


def find(typed: str) -> tuple[Contribution, Receipt] | None:
    """The contribution these words are the receipt of, however they were typed."""
    words = _words(typed)
    if len(words) != COUNT:
        return None
    for receipt in _under_each_key(" ".join(words)):
        found = Contribution.objects.filter(selector=receipt.selector).first()
        kept = found.verifier if found else "0" * HALF
        if constant_time_compare(kept, receipt.verifier) and found:
            return found, receipt
    return None


def _words(typed: str) -> list[str]:
    return re.findall(r"[a-z]+", typed.casefold())


def _under_each_key(words: str) -> Iterator[Receipt]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield Receipt(words, secret)
