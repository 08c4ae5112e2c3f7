"""A quick scan becomes a draft: its words are typed once more, beside the record."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from cities.rules import cities_of
from progress import throttle
from progress.forms.scan import ScanWordsForm
from progress.proposals import Source
from progress.scan.keeping import Opened, find
from progress.scan.proposing import propose_scan
from progress.views.pages import RecordPage, open_record


@login_required
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """The record it goes into: the one this person writes in, or the way to open one."""
    writes = [
        city
        for city in cities_of(request.user).values()
        if request.user.has_perm("progress.change_record", city)
    ]
    if len(writes) == 1:
        return redirect("progress:scan", writes[0].slug)
    return render(request, "progress/scan_choose.html", {"cities": writes})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedInRequest, slug: str) -> HttpResponse:
    """Type the six words: the steps are proposed, and what residents wrote is quoted beside."""
    page = open_record(request, slug)
    if request.method == "POST":
        page.require_change()
    form = ScanWordsForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if not throttle.words.allows(request):
            form.add_error(None, _("There were too many wrong words. Please wait ten minutes."))
            status = 429
        elif (opened := find(form.cleaned_data["words"])) is None:
            throttle.words.count(request)
            form.add_error("words", _("We know no scan with these words. It may have been erased, "
                                      "or its days are over."))  # fmt: skip
        elif opened.is_empty:
            form.add_error("words", _("Nothing has been answered in this scan yet."))
        else:
            return _propose(request, page, opened)
    context = {"page": page, "city": page.city, "form": form}
    return render(request, "progress/scan.html", context, status=status)


def _propose(request: SignedInRequest, page: RecordPage, opened: Opened) -> HttpResponse:
    brought = propose_scan(city=page.city, framework=page.framework, opened=opened, by=request.user)
    for sentence in brought.left:
        messages.info(request, sentence)
    if brought.quoted:
        messages.success(
            request,
            ngettext(
                "What residents wrote on %(count)d requirement is quoted there as a comment.",
                "What residents wrote on %(count)d requirements is quoted there as comments.",
                brought.quoted,
            )
            % {"count": brought.quoted},
        )
    if not brought.count:
        messages.info(request, _("It proposes nothing new: no question was answered with more than "
                                 "“we do not know”, or you have declined it before."))  # fmt: skip
        page_after = "progress:comments" if brought.quoted else "progress:scan"
        return redirect(page_after, page.city.slug)
    messages.success(
        request,
        ngettext(
            "%(count)d step is proposed. Nothing is written until you take it.",
            "%(count)d steps are proposed. Nothing is written until you take them.",
            brought.count,
        )
        % {"count": brought.count},
    )
    key = Source(brought.source, brought.count).key
    address = reverse("progress:proposals", args=[page.city.slug])
    return redirect(f"{address}?source={key}")
