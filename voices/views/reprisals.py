"""Saying that somebody suffers for having spoken."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from voices import once, receipts, throttle
from voices.actions import report_reprisal, was_taken
from voices.forms import ReprisalForm
from voices.http import shown, unseen
from voices.sealing import NoKey


@unseen
def reprisal(request: HttpRequest) -> HttpResponse:
    """Anybody can report it, with a receipt or without."""
    form = ReprisalForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        key = once.key_of(request, *(request.POST.get(name, "") for name in form.fields))
        if was_taken(key):
            return shown(request, "voices/reported.html")
        if throttle.reprisals.allows(request):
            if _report(request, form, key):
                return shown(request, "voices/reported.html")
        else:
            form.add_error(None, _("Much has been sent from here. Please wait an hour."))
            status = 429
    context = {"form": form, "token": receipts.new_token()}
    return shown(request, "voices/reprisal.html", context, status=status)


def _report(request: HttpRequest, form: ReprisalForm, key: str) -> bool:
    data = form.cleaned_data
    typed = data["words"] if throttle.receipts.allows(request) else ""
    found = receipts.find(typed)
    if typed and found is None:
        throttle.receipts.count(request)
        form.add_error("words", _("We know no contribution with these words. You can leave them "
                                  "out."))  # fmt: skip
        return False
    contribution = found[0] if found else None
    try:
        report_reprisal(
            text=data["text"],
            contact=data["contact"],
            window=contribution.window if contribution else data["where"],
            contribution=contribution,
            form=key,
        )
    except NoKey:
        form.add_error(None, _("Your words cannot be kept safely just now. Please write to the "
                               "operator, or come back later."))  # fmt: skip
        return False
    throttle.reprisals.count(request)
    return True
