"""The record in the shape of another framework, and answers given under that one (design §3)."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from commitments.models import Framework
from commitments.wording import read_in
from office.days import today
from office.intake.kinds import TYPES
from progress import actions, downloads
from progress.edition import edition_of
from progress.mapped import (
    InOtherShape,
    Partner,
    Said,
    in_shape_of,
    in_words,
    partners_of,
    proposed_from,
    said_under,
    short_name,
)
from progress.models import Answer
from progress.views.pages import RecordPage, open_record


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mapped(request: SignedInRequest, slug: str, other: str, other_edition: str) -> HttpResponse:
    """Each question of the other framework with what the record says to it already.

    Posted, answers that were given under the other framework are proposed in the record.
    """
    page = open_record(request, slug)
    shape = _shape(page, other, other_edition)
    there = said_under(page.city, shape)
    if request.method == "POST":
        page.require_change()
        _propose(request, page, shape)
        return redirect("progress:proposals", slug)
    rows = _rows(page, shape)
    context = {
        "page": page,
        "city": page.city,
        "shape": shape,
        "short_name": short_name(shape),
        "own_name": short_name(page.framework),
        "pillars": _by_pillar(page, shape, rows),
        "count": len(rows),
        "filled": sum(bool(row.partners) for row in rows),
        "there": len(there),
        **(read_in(shape, page.user.reads_in) if shape.translated else page.in_language),
    }
    return render(request, "progress/mapped.html", context)


@login_required
@require_safe
def mapped_sheet(
    request: SignedInRequest, slug: str, other: str, other_edition: str
) -> FileResponse:
    """The other framework's questions as a spreadsheet, begun with what the record says."""
    from progress.sheets.writing import workbook_of  # noqa: PLC0415 -- 19 MB, for few

    page = open_record(request, slug)
    shape = _shape(page, other, other_edition)
    begun = [
        Answer(requirement=row.requirement, **row.words())
        for row in _rows(page, shape)
        if row.partners
    ]
    name = slugify(f"{page.city} {shape.code} {shape.edition} {today().isoformat()}")[:80]
    return downloads.made_here(
        workbook_of(page.city, shape, begun), filename=f"{name}.xlsx", content_type=TYPES["xlsx"]
    )


def _shape(page: RecordPage, framework: str, edition: str) -> Framework:
    """The other framework; 404 for one that is not mapped to the record's own."""
    shape = get_object_or_404(Framework.objects.readable(), code=framework, edition=edition)
    if not partners_of(shape, page.framework):
        raise Http404
    return shape


def _rows(page: RecordPage, shape: Framework) -> list[InOtherShape]:
    return in_shape_of(shape, page.framework, said_under(page.city, page.framework))


def _by_pillar(
    page: RecordPage, shape: Framework, rows: Sequence[InOtherShape]
) -> list[dict[str, Any]]:
    """The rows of each pillar, those with something from the record apart from those without.

    Both editions stand in the language of their reader.
    """
    worded = edition_of(shape, page.user.reads_in)
    found: dict[int, dict[str, Any]] = {
        pillar.pk: {"pillar": pillar, "rows": [], "bare": []} for pillar in worded.pillars
    }
    for row in rows:
        requirement = worded.requirements[row.requirement.code]
        of_pillar = found[requirement.commitment.pillar_id]
        if row.partners:
            partners = [_partner(page, one, said) for one, said in row.partners]
            of_pillar["rows"].append({"requirement": requirement, "partners": partners})
        else:
            of_pillar["bare"].append(requirement)
    return [each for each in found.values() if each["rows"] or each["bare"]]


def _partner(page: RecordPage, partner: Partner, said: Said) -> dict[str, Any]:
    asked = page.worded.requirements[partner.code]
    step = next((asked.labels[value] for value, label in said.requirement.labels.items()
                 if label == said.step), "")  # fmt: skip
    return {"code": partner.code, "name": partner.name, "how": in_words(partner),
            "asks": asked.text, "step": step, "text": said.text}  # fmt: skip


def _propose(request: SignedInRequest, page: RecordPage, shape: Framework) -> None:
    rows = in_shape_of(page.framework, shape, said_under(page.city, shape))
    source = _("Your answers under %(edition)s, by the mapping") % {"edition": shape}
    made = actions.propose_answers(
        city=page.city, source=source, proposals=proposed_from(rows), by=request.user
    )
    messages.success(
        request,
        ngettext(
            "%(count)d answer is proposed. Nothing in your record has changed.",
            "%(count)d answers are proposed. Nothing in your record has changed.",
            len(made),
        )
        % {"count": len(made)},
    )
