"""The numbers of applications and labels."""

import secrets

from accreditation.models import Application, Label

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no sign that is taken for another; 31, a prime
LENGTH = 7


def check_digit(body: str) -> str:
    """The sign that makes the weighted sum of all eight a multiple of 31.

    The weights differ from sign to sign and 31 is prime, so any one wrong sign and any two
    neighbours exchanged are noticed (the method of ISBN-10, with 31 for 11).
    """
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def normal(text: str) -> str:
    """A number as people type it, in the form it is kept: ``HRC-ABCD-EFGH``.

    Raises ValueError when it cannot be one: wrong length, unknown signs, or a slip in typing.
    """
    signs = "".join(text.upper().split()).replace("-", "")
    if len(signs) != LENGTH + 1:  # its own signs may begin with HRC too
        signs = signs.removeprefix("HRC")
    if len(signs) != LENGTH + 1 or any(sign not in ALPHABET for sign in signs):
        raise ValueError(text)
    if check_digit(signs[:LENGTH]) != signs[LENGTH]:
        raise ValueError(text)
    return written(signs)


def written(signs: str) -> str:
    """The eight signs of a number in the form it is kept: ``HRC-ABCD-EFGH``."""
    return f"HRC-{signs[:4]}-{signs[4:]}"


def new_number() -> str:
    """A label number that nobody has yet. It tells nothing about the label."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))
        number = written(body + check_digit(body))
        if not Label.objects.filter(number=number).exists():
            return number


def next_reference(year: int) -> str:
    """The next application reference of this year: ``HRC-2027-0001``."""
    prefix = f"HRC-{year}-"
    references = Application.objects.filter(reference__startswith=prefix).order_by("-reference")
    last = references.values_list("reference", flat=True).first()
    number = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{number:04d}"
