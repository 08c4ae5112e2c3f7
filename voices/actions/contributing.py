"""What a contributor does. Nothing of it is entered in the trail; nobody is asked who they are."""

from dataclasses import asdict, dataclass
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from office.days import today
from office.workflow import Refused
from voices import receipts, sealing
from voices.choices import Protection, Screened
from voices.models import Contribution, Window
from voices.receipts import Receipt

MOST = 8000  # signs of one contribution, with what was added


@dataclass(frozen=True)
class Words:
    """What is sealed: everything somebody says, and in which language."""

    text: str
    language: str
    commitments: tuple[str, ...] = ()
    name: str = ""


@transaction.atomic
def contribute(*, window: Window, protection: str, words: Words, token: str) -> str:
    """Take what somebody says; gives back their receipt, six words.

    The same token again changes nothing and gives the same receipt. Raises Refused when the
    window takes no contributions, NoKey when there is nothing to seal with.
    """
    _hold(window)
    receipt = receipts.receipt_of(token)
    if Contribution.objects.filter(selector=receipt.selector).exists():
        return receipt.words
    if not window.takes_words_on(today()):
        raise Refused(_("This hearing takes no contributions now."))
    if protection != Protection.PUBLIC:
        words = Words(words.text, words.language, words.commitments)
    payload, author = asdict(words), bytes(receipt.key.public_key)
    Contribution.objects.create(
        id=uuid4(),
        window=window,
        protection=protection,
        sealed=sealing.seal(payload),
        own=sealing.seal(payload, author),
        author_key=author,
        selector=receipt.selector,
        verifier=receipt.verifier,
    )
    return receipt.words


def words_of(contribution: Contribution, receipt: Receipt) -> Words | None:
    """The author's own copy; what everybody may read, or None, where that was erased."""
    payload = contribution.published
    if contribution.own:
        payload = sealing.opened(contribution.own, receipt.key)
    if payload is None:
        return None
    return Words(**{**payload, "commitments": tuple(payload["commitments"])})


@transaction.atomic
def add_words(*, contribution: Contribution, receipt: Receipt, text: str, form: str) -> None:
    """Let the author say more while the window is open; it is then screened anew.

    The same ``form`` again changes nothing. Raises Refused afterwards.
    """
    try:
        window = _hold_for(contribution)
    except Contribution.DoesNotExist:
        raise Refused(_("It has been taken back; nothing can be added to it.")) from None
    if form in contribution.additions:
        return
    if not window.takes_words_on(today()):
        raise Refused(_("This hearing takes no more words. You can still read what you wrote."))
    words = words_of(contribution, receipt)
    if words is None:
        raise Refused(_("What you wrote has been erased."))
    longer = f"{words.text}\n\n{text.strip()}"
    if len(longer) > MOST:
        raise Refused(_("Together this is longer than %(most)d signs.") % {"most": MOST})
    payload = {**asdict(words), "text": longer}
    contribution.sealed = sealing.seal(payload)
    contribution.own = sealing.seal(payload, bytes(contribution.author_key))
    contribution.shortened = contribution.answer = b""
    contribution.screened, contribution.screened_by = Screened.WAITING, None
    contribution.is_recorded = False
    contribution.additions.append(form)
    contribution.save()


@transaction.atomic
def withdraw(*, contribution: Contribution) -> None:
    """Take a contribution back: nothing of it stays, its receipt neither.

    What has been taken back already stays so. Raises Refused once it has been released.
    """
    try:
        window = _hold_for(contribution)
    except Contribution.DoesNotExist:
        return
    if window.released_on:
        raise Refused(_("It has been released and cannot be taken back any more."))
    contribution.delete()


def _hold(window: Window) -> None:
    """So that nothing comes in while the window is being closed."""
    window.refresh_from_db(from_queryset=Window.objects.select_for_update(no_key=True))


def _hold_for(contribution: Contribution) -> Window:
    """Raises Contribution.DoesNotExist where its author was quicker and took it back."""
    window = contribution.window
    _hold(window)
    contribution.refresh_from_db()
    return window
