"""A form with a file: what was chosen is kept, whatever else in the form is wrong."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from accounts.http import SignedInRequest
from office.workflow import Refused
from progress import actions
from progress.models import ChosenFile, Evidence, EvidenceVersion
from progress.views.pages import RecordPage

F = TypeVar("F", bound=forms.Form)
KEY = re.compile(r"[0-9a-f]{24}")


def with_file(
    request: SignedInRequest,
    page: RecordPage,
    make: Callable[..., F],
    *,
    name: str = "file",
    **options: Any,
) -> F:
    """This form as it was sent, with the file chosen for it: now, or the last time.

    Its field is called ``file``; ``name`` is what the page calls it.
    """
    held = _held(request, page, name)
    reasons: list[str] = []
    files = request.FILES
    if upload := files.get(name):
        try:
            newer = actions.choose_file(city=page.city, by=request.user, file=upload)
        except Refused as refused:
            reasons = list(refused.reasons)
        else:
            _drop(held)
            held = newer
    form = make(request.POST, files if reasons else {}, initial={"file": held}, **options)
    if reasons and "file" not in form.errors:
        form.add_error("file", reasons)
    return form


def is_chosen(request: HttpRequest, name: str) -> bool:
    """Whether a file comes with this form, or came with it before."""
    return name in request.FILES or bool(request.POST.get(f"{name}-kept"))


def chosen_of(request: SignedInRequest, page: RecordPage, key: str) -> ChosenFile | None:
    """What this person has chosen under this key and not kept yet."""
    if not KEY.fullmatch(key):
        return None
    return ChosenFile.objects.open().of(request.user, page.city).filter(key=key).first()


def twin_of(page: RecordPage, chosen: Any) -> Evidence | None:
    """The evidence in use that holds the very same file, if there is one."""
    if not isinstance(chosen, ChosenFile):
        return None
    held = EvidenceVersion.objects.same_as(page.city, [chosen.sha256])
    version = held.select_related("evidence").order_by("pk").first()
    return version.evidence if version else None


def _held(request: SignedInRequest, page: RecordPage, name: str) -> ChosenFile | None:
    held = chosen_of(request, page, request.POST.get(f"{name}-kept", ""))
    if f"{name}-drop" in request.POST:
        _drop(held)
        return None
    return held


def _drop(held: ChosenFile | None) -> None:
    if held is not None:
        actions.drop_chosen(chosen=held)
