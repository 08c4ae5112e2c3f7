"""How does somebody who has spoken come back? With the six words of their receipt.

How such words are made, and what is kept of them, stands in ``accounts.words``.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare
from nacl.public import PrivateKey

from accounts import words as six
from voices.models import Contribution

PURPOSE = "voices"


class Receipt(six.Words):
    """Six words, and what is made of them under one key of this installation."""

    purpose = PURPOSE

    @property
    def key(self) -> PrivateKey:
        """The author's own: opens what was sealed for them."""
        return PrivateKey.from_seed(self.made_for("author"))


def receipt_of(token: str) -> Receipt:
    """The receipt that belongs to a page's token: always the same six words.

    Raises ValueError for what is no token.
    """
    return Receipt(six.words_of(token, PURPOSE), settings.SECRET_KEY)


def find(typed: str) -> tuple[Contribution, Receipt] | None:
    """The contribution these words are the receipt of, however they were typed."""
    words = six.six_of(typed)
    if not words:
        return None
    for secret in six.secret_keys():
        receipt = Receipt(words, secret)
        found = Contribution.objects.filter(selector=receipt.selector).first()
        kept = found.verifier if found else "0" * six.HALF
        if constant_time_compare(kept, receipt.verifier) and found:
            return found, receipt
    return None
