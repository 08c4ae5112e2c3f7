"""Saying that somebody suffers for having spoken."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.http import unseen
from accounts.words import new_token
from cities.models import City
from voices import once, receipts, throttle
from voices.actions import report_reprisal, was_taken
from voices.forms import ReprisalForm
from voices.http import shown
from voices.models import Contribution, Window
from voices.sealing import NoKey


@unseen
def reprisal(request: HttpRequest) -> HttpResponse:
    """Anybody can report it, with a receipt or without; a wrong receipt keeps no report out."""
    form = ReprisalForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        key = once.key_of(request, *(request.POST.get(name, "") for name in form.fields))
        if was_taken(key):
            return _thanks(request, form)
        if not throttle.reprisals.allows(request):
            form.add_error(None, _("Much has been sent from this connection, so this report has "
                                   "not been taken. Wait an hour and press “Report it” again, or "
                                   "use another connection."))  # fmt: skip
            status = 429
        elif _is_reported(request, form, key):
            return _thanks(request, form)
    context = {"form": form, "token": new_token()}
    return shown(request, "voices/reprisal.html", context, status=status)


def _is_reported(request: HttpRequest, form: ReprisalForm, key: str) -> bool:
    data = form.cleaned_data
    contribution = _contribution(request, data["words"])
    try:
        report_reprisal(
            text=data["text"],
            contact=data["contact"],
            window=contribution.window if contribution else _window(data["where"]),
            contribution=contribution,
            place=form.place(),
            is_unconnected=bool(data["words"]) and contribution is None,
            form=key,
        )
    except NoKey:
        form.add_error(None, _("Your words cannot be kept safely just now. Please write to the "
                               "operator, or come back later."))  # fmt: skip
        return False
    throttle.reprisals.count(request)
    return True


def _window(where: City | None) -> Window | None:
    """The newest hearing there that anyone may know of, if there was one."""
    return Window.objects.announced().filter(city=where).first() if where else None


def _contribution(request: HttpRequest, typed: str) -> Contribution | None:
    """What these words are the receipt of; whoever has tried many wrong ones finds nothing."""
    if not typed or not throttle.receipts.allows(request):
        return None
    found = receipts.find(typed)
    if found is None:
        throttle.receipts.count(request)
        return None
    return found[0]


def _thanks(request: HttpRequest, form: ReprisalForm) -> HttpResponse:
    """The same page whether a receipt was right, wrong or not looked at."""
    gave_words = bool(form.cleaned_data["words"])
    return shown(request, "voices/reported.html", {"gave_words": gave_words})
