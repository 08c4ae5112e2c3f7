"""A file that a script sends by itself, as soon as it is chosen (static/js/uploads.js)."""

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from office.workflow import Refused
from progress import actions
from progress.models import ChosenFile
from progress.views.pages import RecordPage, open_record
from progress.views.several import row_of
from progress.views.taking_in import KEY, chosen_of

FIELD = re.compile(r"[a-z-]{1,40}")
CHUNK = 256 * 1024


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a file in under the key its page made for it; asked by GET, say whether it may come.

    Name and size stand in the address and the body is the file, so that what cannot be taken is
    refused before any of it is read. Whoever is told nothing, since the network went, asks again.
    """
    page = open_record(request, slug)
    page.require_change()
    key = request.GET.get("key", "")
    if not KEY.fullmatch(key) or request.GET.get("person") != request.user.mark:
        return _said({"person": request.user.mark}, status=409)
    held = chosen_of(request, page, key)
    if held is None:
        try:
            held = _taken(request, page, key)
        except Refused as refused:
            return _said({"refused": refused.reasons}, status=422)
        except EOFError:
            return _said({}, status=400)
    return _said(_shown(request, page, held))


def _taken(request: SignedInRequest, page: RecordPage, key: str) -> ChosenFile | None:
    """The file that comes with this request. Raises Refused, and EOFError where it is cut off."""
    name, size = request.GET.get("name", "").replace("\x00", ""), _size_of(request)
    actions.refuse_unfit(city=page.city, name=name, size=size)
    if request.method != "POST":
        return None
    with TemporaryUploadedFile(name, "", size, None) as upload:
        left = size
        while left and (content := request.read(min(CHUNK, left))):
            upload.write(content)
            left -= len(content)
        if left:
            raise EOFError
        upload.seek(0)
        return actions.choose_file(city=page.city, by=request.user, file=upload, key=key)


def _size_of(request: HttpRequest) -> int:
    said = request.GET.get("size", "")
    if request.method == "POST":
        said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdigit() else 0


def _shown(request: SignedInRequest, page: RecordPage, held: ChosenFile | None) -> dict[str, Any]:
    """What the page puts in the place of the file, once it is here."""
    if held is None:
        return {"token": get_token(request)}
    field = request.GET.get("field", "")
    if FIELD.fullmatch(field):
        context = {"name": field, "kept": held}
        return {"html": render_to_string("components/kept_file.html", context)}
    return {"html": render_to_string("progress/_chosen.html", row_of(page, held))}


def _said(facts: dict[str, Any], **options: Any) -> JsonResponse:
    return JsonResponse(facts, headers={"Cache-Control": "private, no-store"}, **options)
