"""The hand-over file: asked for by the lead, made by the worker, downloaded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import again, second_factor
from accounts.http import SignedInRequest
from accounts.middleware import turn_to
from office.workflow import Refused
from progress import actions, downloads
from progress.models import HandOverFile
from progress.views.pages import RecordPage, open_record

SHOWN = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the file holds; a button that asks for it; how far it is."""
    page = _open(request, slug)
    is_sent = request.method == "POST"
    code = again.code_form_if_due(request, ready=is_sent)
    if is_sent and again.was_shown(code):
        try:
            actions.ask_hand_over_file(city=page.city, framework=page.framework, by=request.user)
        except Refused as refused:
            messages.info(request, " ".join(refused.reasons))
        else:
            messages.success(request, _("Asked for. It is made from the record as it stands now."))
        return redirect("progress:hand_over", slug)
    files = list(HandOverFile.objects.filter(city=page.city).select_related("asked_by")[:SHOWN])
    context = {
        "page": page,
        "city": page.city,
        "code": code,
        "files": files,
        "awaited": any(each.state in ("asked", "being_made") for each in files),
    }
    return render(request, "progress/hand_over.html", context)


@login_required
@require_safe
def download(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """The archive, always as an attachment, once the second factor was shown again."""
    page = _open(request, slug)
    if again.is_due(request):
        return turn_to(request, reverse(second_factor.SHOWN_AT))
    asked = get_object_or_404(HandOverFile, city=page.city, pk=pk)
    name = str(asked.file)
    if not name or not default_storage.exists(name):
        raise Http404
    day = asked.asked_at.date().isoformat()
    return downloads.kept(
        name, filename=f"{slugify(f'{page.city} {day}')[:80]}.zip",
        content_type="application/zip",
    )  # fmt: skip


def _open(request: SignedInRequest, slug: str) -> RecordPage:
    page = open_record(request, slug)
    if not request.user.has_perm("progress.take_hand_over_file", page.city):
        raise PermissionDenied(
            _("Only the lead takes the whole record away: it holds all that the team has written.")
        )
    return page
