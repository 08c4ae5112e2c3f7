"""How does somebody without an account come back? With six words that only they have.

Six of 7,772 words are 77 bits. Of them nothing is stored but a keyed digest, cut in two: by the
first half the row is found, the second is compared in constant time.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from django.conf import settings
from django.utils.crypto import salted_hmac
from xkcdpass.xkcd_password import generate_wordlist

COUNT = 6
HALF = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True)
class Words:
    """Six words, and what is made of them under one key of this installation.

    A room that gives such words names its purpose, so that they open nothing anywhere else.
    """

    words: str
    secret: str | bytes
    purpose: ClassVar[str]

    @property
    def selector(self) -> str:
        """By which the row is found."""
        return self._digest[:HALF]

    @property
    def verifier(self) -> str:
        """What is compared then, in constant time."""
        return self._digest[HALF:]

    def made_for(self, what: str) -> bytes:
        """32 bytes that only these words give, for something of this purpose."""
        return salted_hmac(
            f"{self.purpose}.{what}", self.words, secret=self.secret, algorithm="sha256"
        ).digest()

    @property
    def _digest(self) -> str:
        return self.made_for("receipt").hex()


@cache
def word_list() -> list[str]:
    """The long list of the Electronic Frontier Foundation, without words that have a hyphen."""
    return sorted(generate_wordlist("eff-long", min_length=3, max_length=9, valid_chars="[a-z]"))


def new_token() -> str:
    """What a page carries so that sending it twice has one effect and gives the same words."""
    return secrets.token_urlsafe(24)


def words_of(token: str, purpose: str) -> str:
    """The six words that belong to a page's token: always the same.

    Raises ValueError for what is no token.
    """
    if not TOKEN.fullmatch(token):
        raise ValueError("This is not a token.")
    digest = salted_hmac(f"{purpose}.words", token, algorithm="sha256").digest()
    number, words = int.from_bytes(digest, "big"), []
    for _word in range(COUNT):
        number, place = divmod(number, len(word_list()))
        words.append(word_list()[place])
    return " ".join(words)


def looks_like_six(typed: str) -> bool:
    """Whether these are six words of the list; it says nothing of whether they open anything."""
    words = _typed(typed)
    return len(words) == COUNT and set(words) <= set(word_list())


def six_of(typed: str) -> str:
    """The words however they were typed; empty where they are not six."""
    words = _typed(typed)
    return " ".join(words) if len(words) == COUNT else ""


def secret_keys() -> Iterator[str | bytes]:
    """The key of this installation, and those it had before."""
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _typed(typed: str) -> list[str]:
    return re.findall(r"[a-z]+", typed.casefold())
