"""Several files at once: chosen together, each with its title, and kept in one go."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from office.intake.receiving import takes_files
from office.refusing import say_why
from office.workflow import Refused
from progress import actions
from progress.forms import ChosenForm, SeveralForm
from progress.forms.fields import title_of
from progress.models import ChosenFile, Evidence, EvidenceVersion
from progress.views.pages import RecordPage, open_record
from progress.views.taking_in import chosen_of

ASKS_FOR_FILES = {"choose", "keep"}  # buttons that do nothing without


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose files, say what each is, keep them. One that cannot be taken keeps no other back."""
    page = open_record(request, slug)
    page.require_change()
    waiting = _waiting(request, page)
    sent = request.POST if request.method == "POST" else None
    form = SeveralForm(sent)
    rows = rows_of(page, waiting, sent)
    if sent is not None:
        right = [row["form"].is_valid() for row in rows]
        _note_what_was_typed(row["form"] for row in rows)
        if key := sent.get("drop"):
            _drop(request, page, key)
            return redirect("progress:evidence_several", slug)
        if request.FILES:
            _take_in(request, page)
            return redirect("progress:evidence_several", slug)
        if not rows and ASKS_FOR_FILES & sent.keys():
            form.add_error("file", _("No file was chosen. Choose one or more, then try again."))
        if form.is_valid() and all(right):
            if "keep" in sent:
                return _keep(request, page, form, rows)
            return redirect("progress:evidence_several", slug)
    context = {"page": page, "city": page.city, "form": form, "rows": rows}
    return render(request, "progress/evidence_several.html", context)


def rows_of(
    page: RecordPage, waiting: list[ChosenFile], sent: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Each file with its form, and the evidence that holds the very same, if there is one."""
    hashes = [each.sha256 for each in waiting]
    held = EvidenceVersion.objects.same_as(page.city, hashes).select_related("evidence")
    twins: dict[str, Evidence] = {each.sha256: each.evidence for each in held} if hashes else {}
    return [
        {
            "kept": each,
            "city": page.city,
            "form": ChosenForm(sent, chosen=each, city=page.city),
            "twin": twins.get(each.sha256),
        }
        for each in waiting
    ]


def row_of(page: RecordPage, chosen: ChosenFile) -> dict[str, Any]:
    return rows_of(page, [chosen])[0]


def _waiting(request: SignedInRequest, page: RecordPage) -> list[ChosenFile]:
    return list(ChosenFile.objects.open().of(request.user, page.city))


def _note_what_was_typed(forms: Iterable[ChosenForm]) -> None:
    for form in forms:
        said = {name: form.cleaned_data[name] for name in ("title", "language", "visibility")
                if name in form.cleaned_data}  # fmt: skip
        if said:
            ChosenFile.objects.filter(pk=form.chosen.pk).update(**said)


def _drop(request: SignedInRequest, page: RecordPage, key: str) -> None:
    if chosen := chosen_of(request, page, key):
        actions.drop_chosen(chosen=chosen)
        messages.info(request, _("“%(name)s” is removed.") % {"name": chosen.filename})


def _take_in(request: SignedInRequest, page: RecordPage) -> None:
    reasons = []
    for upload in request.FILES.getlist("file"):
        try:
            actions.choose_file(city=page.city, by=request.user, file=upload)
        except Refused as refused:
            reasons.append(f"{upload.name}: {' '.join(refused.reasons)}")
    if reasons:
        say_why(request, *reasons)


def _keep(
    request: SignedInRequest, page: RecordPage, form: SeveralForm, rows: list[dict[str, Any]]
) -> HttpResponse:
    """Make evidence of all that can be; what cannot stays here and says why."""
    kept: set[str] = set()
    reasons: list[str] = []
    count = 0
    for row in rows:
        said, chosen = row["form"].cleaned_data, row["kept"]
        if (row["twin"] or chosen.sha256 in kept) and not said["twice"]:
            reasons.append(
                _("“%(name)s” is in your record already: cite that, or say that you want it twice.")
                % {"name": chosen.filename}
            )
            continue
        try:
            actions.attach_evidence(
                city=page.city,
                by=request.user,
                title=said["title"].strip() or title_of(chosen, ""),
                language=said["language"],
                visibility=said["visibility"] or form.cleaned_data["visibility"],
                file=chosen,
            )
        except Refused as refused:
            reasons += refused.reasons
        else:
            kept.add(chosen.sha256)
            count += 1
    if count:
        messages.success(request, _told(count))
    if reasons:
        say_why(request, *reasons)
    if reasons or not count:
        return redirect("progress:evidence_several", page.city.slug)
    return redirect("progress:evidence", page.city.slug)


def _told(count: int) -> str:
    told = ngettext(
        "%(count)d document is kept. It is being checked now; you can cite it already.",
        "%(count)d documents are kept. They are being checked now; you can cite them already.",
        count,
    )
    return told % {"count": count}
