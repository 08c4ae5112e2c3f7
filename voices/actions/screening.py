"""What a screener decides. Decisions are kept at once and entered in the trail in batches."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from office import trail
from office.actors import acting
from office.workflow import Refused
from voices import sealing
from voices.choices import Screened
from voices.models import Contribution, Window
from voices.screening import MARK, is_shortened

from .alerts import call_for

FEW, SOME = 5, 20  # where the bands end in which numbers are told
PERMISSION = "voices.screen"


@transaction.atomic
def let_pass(*, contribution: Contribution, text: str, by: User) -> None:
    """It can be released: whole, or with passages of ``text`` replaced by the mark.

    The original stays sealed. Raises Refused where something was added or the key is lost.
    """
    payload = _take_up(contribution, by)
    shorter = " ".join(text.split()) != " ".join(payload["text"].split())
    if shorter and not is_shortened(payload["text"], text):
        raise Refused(
            _("Only take words out, and put %(mark)s in their place. Nothing can be added.")
            % {"mark": MARK}
        )
    released = {**payload, "text": text.strip().replace("\r\n", "\n")} if shorter else payload
    _decide(
        contribution,
        Screened.PASSED,
        shortened=sealing.seal(released) if shorter else b"",
        answer={"text": released["text"], "shortened": shorter},
        by=by,
    )


@transaction.atomic
def hold(*, contribution: Contribution, reason: str, by: User) -> None:
    """It is read by nobody else. The author, and nobody but the author, reads why.

    Words whose key is lost can be held back too: otherwise a hearing could never be closed.
    """
    _lock(contribution, by)
    _decide(contribution, Screened.HELD, shortened=b"", answer={"reason": reason.strip()}, by=by)


@transaction.atomic
def raise_alert(*, contribution: Contribution, words: str, by: User) -> None:
    """Call the named people, because somebody may be in danger."""
    _ask(by)
    call_for(contribution, words)


@transaction.atomic
def record_decisions(*, window: Window, by: User) -> int:
    """Enter one's own decisions on this window in the trail, as one batch; gives their number."""
    _ask(by)
    window.refresh_from_db(from_queryset=Window.objects.select_for_update(no_key=True))
    decided = window.contributions.to_screen().filter(screened_by=by)
    passed = decided.filter(screened=Screened.PASSED).count()
    held = decided.filter(screened=Screened.HELD).count()
    if not passed + held:
        raise Refused(_("There are no new decisions of yours."))
    decided.update(is_recorded=True)
    note = _("Can be released: %(passed)s. Held back: %(held)s.") % {
        "passed": in_words(passed),
        "held": in_words(held),
    }
    trail.record(window, "screen", by=acting(by), workflow="hearing", note=note)
    return passed + held


def in_words(number: int) -> str:
    """About how many: from an exact number, what is left of others could be worked out."""
    if number < FEW:
        return _("fewer than five")
    return _("five to nineteen") if number < SOME else _("twenty or more")


def _ask(by: User) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only screeners read contributions before their release."))


def _take_up(contribution: Contribution, by: User) -> sealing.Payload:
    """Hold window and contribution, and open it. Raises Refused where the key is lost."""
    _lock(contribution, by)
    payload = sealing.opened(contribution.sealed)
    if payload is None:
        raise Refused(_("It cannot be opened: the key it was sealed to is lost."))
    return payload


def _lock(contribution: Contribution, by: User) -> None:
    """Hold window and contribution, in this order as everybody does, while they can change."""
    _ask(by)
    window = contribution.window
    window.refresh_from_db(from_queryset=Window.objects.select_for_update(no_key=True))
    try:
        contribution.refresh_from_db()
    except Contribution.DoesNotExist:
        raise Refused(_("Its author has taken it back; there is nothing to decide.")) from None
    if window.closed_on or contribution.screened == Screened.ERASED:
        raise Refused(_("This hearing is closed; nothing can be decided any more."))


def _decide(
    contribution: Contribution, found: str, *, shortened: bytes, answer: dict, by: User
) -> None:
    contribution.screened, contribution.screened_by = found, by
    contribution.is_recorded = False
    contribution.shortened = shortened
    contribution.answer = sealing.seal(answer, bytes(contribution.author_key))
    contribution.save()
