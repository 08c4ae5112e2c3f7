"""How is what a second factor rests on kept, so that the database alone signs nobody in?

Under a key of its own setting (``SECOND_FACTOR_KEY``). Whoever has the database and not the key
reads neither the secret of an authenticator app nor recovery codes.
"""

import logging
import secrets
from base64 import b32encode, b64decode, b64encode
from hashlib import blake2b

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

logger = logging.getLogger(__name__)
MARK = "box1:"  # neither an app's secret nor a seed has a colon


def is_closed(text: str) -> bool:
    return text.startswith(MARK)


def closed(text: str) -> str:
    """This text as it may lie in the database."""
    return MARK + b64encode(_box().encrypt(text.encode())).decode()


def opened(text: str) -> str:
    """What was closed; also what was kept in the clear before secrets were closed.

    Where the key is another one: a secret nobody has, so that no code is the right one.
    """
    if not is_closed(text):
        return text
    try:
        return _box().decrypt(b64decode(text.removeprefix(MARK))).decode()
    except (CryptoError, ValueError):
        logger.error("A second factor does not open: SECOND_FACTOR_KEY is not the one it had.")
        return b32encode(secrets.token_bytes(20)).decode()


def _box() -> SecretBox:
    key = settings.SECOND_FACTOR_KEY.encode()
    return SecretBox(blake2b(key, digest_size=SecretBox.KEY_SIZE, person=b"second factor").digest())
