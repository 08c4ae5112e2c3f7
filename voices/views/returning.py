"""Coming back with six words: reading, adding, taking back, and learning what became of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import languages
from accounts.http import unseen
from accounts.words import new_token
from office.days import today
from office.workflow import Refused
from voices import once, receipts, sealing, throttle
from voices.actions import add_words, withdraw
from voices.actions.contributing import words_of
from voices.choices import Protection, Screened
from voices.forms import MoreForm, ReceiptForm
from voices.http import shown
from voices.models import Contribution
from voices.receipts import Receipt
from voices.sealing import NoKey
from voices.themes import titles_of


@unseen
def receipt(request: HttpRequest) -> HttpResponse:
    """All of it at one address; the words are typed into the page and stand in no address."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return shown(request, "voices/receipt.html", {"form": form})
    if not throttle.receipts.allows(request):
        form.add_error(None, _("There were too many wrong words. Please wait ten minutes."))
        return shown(request, "voices/receipt.html", {"form": form}, status=429)
    found = receipts.find(form.cleaned_data["words"])
    if found is None:
        throttle.receipts.count(request)
        form.add_error("words", _("We know no contribution with these words. Nothing is kept of "
                                  "contributions that were taken back."))  # fmt: skip
        return shown(request, "voices/receipt.html", {"form": form})
    return _act(request, *found)


def _act(request: HttpRequest, contribution: Contribution, receipt: Receipt) -> HttpResponse:
    match request.POST.get("to", ""):
        case "add":
            return _add(request, contribution, receipt)
        case "withdraw":
            return _show(request, contribution, receipt, asks_to_withdraw=True)
        case "withdraw-now":
            return _withdraw(request, contribution, receipt)
    return _show(request, contribution, receipt)


def _add(request: HttpRequest, contribution: Contribution, receipt: Receipt) -> HttpResponse:
    form = MoreForm(request.POST)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"].replace("\r\n", "\n")
            add_words(
                contribution=contribution,
                receipt=receipt,
                text=text,
                form=once.key_of(request, text),
            )
        except Refused as refused:
            return _show(request, contribution, receipt, form=form, problems=refused.reasons)
        except NoKey:
            form.add_error(None, _("Your words cannot be kept safely just now. Come back later."))
        else:
            return _show(request, contribution, receipt, done=_("Your words have been added."))
    return _show(request, contribution, receipt, form=form)


def _withdraw(request: HttpRequest, contribution: Contribution, receipt: Receipt) -> HttpResponse:
    try:
        withdraw(contribution=contribution)
    except Refused as refused:
        return _show(request, contribution, receipt, problems=refused.reasons)
    return shown(request, "voices/withdrawn.html")


def _show(
    request: HttpRequest,
    contribution: Contribution,
    receipt: Receipt,
    form: MoreForm | None = None,
    **more: Any,
) -> HttpResponse:
    """One's own words, what can be done, and what became of them."""
    window = contribution.window
    words = words_of(contribution, receipt)
    answer = sealing.opened(contribution.answer, receipt.key) if contribution.answer else None
    takes_words = words is not None and window.takes_words_on(today())
    context = {
        "contribution": contribution,
        "window": window,
        "city": window.city,
        "words": words,
        "receipt": receipt.words,
        "who": Protection(contribution.protection).label,
        "spoken": languages.name_of(words.language) if words else "",
        "themes": titles_of(window.framework, words.commitments) if words else [],
        "answer": (answer or {}) if contribution.is_recorded else {},
        "is_held": contribution.is_recorded and contribution.screened == Screened.HELD,
        "is_passed": contribution.is_recorded and contribution.screened == Screened.PASSED,
        "may_add": takes_words,
        "may_withdraw": words is not None and window.released_on is None,
        "form": form or MoreForm(),
        "token": new_token(),
        **more,
    }
    return shown(request, "voices/own.html", context)
