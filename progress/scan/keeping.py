"""Where are the answers of a quick scan, who opens them, and how long are they kept?

They are sealed to six words that are shown and not kept, so that neither the database nor
whoever keeps it can read them (``accounts.words``).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from nacl.secret import SecretBox

from accounts import words as six
from commitments.models import Framework
from office.days import today
from office.workflow import Refused
from progress.models import QuickScan
from progress.models.scan import KEPT

PURPOSE = "progress.scan"


class ScanWords(six.Words):
    """The six words of a quick scan."""

    purpose = PURPOSE

    @property
    def box(self) -> SecretBox:
        """Seals and opens what was answered."""
        return SecretBox(self.made_for("answers"))


@dataclass(frozen=True)
class Said:
    """What residents said to one question: a step, or that they do not know; and some words."""

    step: int | None = None
    unknown: bool = False
    words: str = ""

    def __bool__(self) -> bool:
        return self.step is not None or self.unknown or bool(self.words)


@dataclass(frozen=True)
class Opened:
    """A scan in the hands of somebody who has its words."""

    scan: QuickScan
    words: ScanWords
    said: Mapping[str, Said]  # by the code of the requirement that was asked about

    @property
    def is_empty(self) -> bool:
        return not any(self.said.values())


def begin(token: str, framework: Framework) -> Opened:
    """A new scan under this edition; the same page sent twice begins one.

    Raises ValueError for what is no token.
    """
    words = ScanWords(six.words_of(token, PURPOSE), settings.SECRET_KEY)
    scan, _is_new = QuickScan.objects.get_or_create(
        selector=words.selector,
        defaults={
            "framework": framework,
            "verifier": words.verifier,
            "sealed": _sealed({}, words),
            "kept_until": today() + KEPT,
        },
    )
    return Opened(scan, words, _said_in(scan, words))


def find(typed: str) -> Opened | None:
    """The scan these words open, however they were typed."""
    if not (words := six.six_of(typed)):
        return None
    for secret in six.secret_keys():
        mine = ScanWords(words, secret)
        scan = QuickScan.objects.select_related("framework").filter(selector=mine.selector).first()
        kept = scan.verifier if scan else "0" * six.HALF
        if constant_time_compare(kept, mine.verifier) and scan:
            return Opened(scan, mine, _said_in(scan, mine))
    return None


@transaction.atomic
def save(opened: Opened, said: Mapping[str, Said]) -> Opened:
    """Keep these answers beside the others, and all of them for ninety days more.

    Two people may answer at once: each writes only what was asked on their page. Raises Refused
    where the scan was erased meanwhile.
    """
    held = QuickScan.objects.select_for_update(no_key=True, of=("self",))
    scan = held.select_related("framework").filter(pk=opened.scan.pk).first()
    if scan is None:
        raise Refused(_("This scan was erased a moment ago."))
    together = {**_said_in(scan, opened.words), **said}
    scan.sealed, scan.kept_until = _sealed(together, opened.words), today() + KEPT
    scan.save(update_fields=["sealed", "kept_until"])
    return Opened(scan, opened.words, together)


def erase(opened: Opened) -> None:
    """Nothing of it is left."""
    QuickScan.objects.filter(pk=opened.scan.pk).delete()


def forget_old() -> int:
    """Erase those whose last day is over; how many. Run daily."""
    return QuickScan.objects.over(today()).delete()[0]


def _sealed(said: Mapping[str, Said], words: ScanWords) -> bytes:
    plain = {code: asdict(each) for code, each in said.items() if each}
    return words.box.encrypt(json.dumps(plain, ensure_ascii=False).encode())


def _said_in(scan: QuickScan, words: ScanWords) -> dict[str, Said]:
    plain = json.loads(words.box.decrypt(bytes(scan.sealed)))
    return {code: Said(**each) for code, each in plain.items()}
