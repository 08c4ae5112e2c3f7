"""Every earlier state of an answer, and bringing one back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from commitments.models import Requirement
from office.refusing import say_why
from office.workflow import Refused
from progress import actions
from progress.differences import InWords
from progress.models import Answer, AnswerVersion, Aside, ProposedAnswer
from progress.views.pages import RecordPage, open_record

SHOWN = 20


@login_required
@require_safe
def versions(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """Newest first, each with what changed in it; below, where it came from, and asides."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    answer = get_object_or_404(Answer, city=page.city, requirement=asked)
    before = request.GET.get("before", "")
    held = answer.versions.select_related("by")
    if before.isascii() and before.isdigit():
        held = held.filter(version__lt=int(before[:9]))
    rows = list(held[: SHOWN + 1])
    has_older = len(rows) > SHOWN
    context = {
        "page": page,
        "city": page.city,
        "requirement": asked,
        "answer": answer,
        "entries": _entries(page, asked, rows)[:SHOWN],
        "taken": ProposedAnswer.objects.accepted_for(answer)[:SHOWN],
        "asides": _set_aside(page, asked) if page.may_change else [],
        "older_url": f"?before={rows[SHOWN - 1].version}" if has_older else "",
    }
    return render(request, "progress/versions.html", context)


def _entries(
    page: RecordPage, asked: Requirement, rows: list[AnswerVersion]
) -> list[dict[str, object]]:
    """Each version with in what it differs from the one before."""
    words = InWords(page.edition, page.framework)
    known = page.edition.specials
    return [
        {
            "version": row,
            "label": asked.labels.get(row.step, "") if row.step is not None else "",
            "special": known[row.special].label if row.special in known else "",
            "differences": list(words.differences(asked, earlier, row)),
        }
        for row, earlier in zip(rows, [*rows[1:], None], strict=True)
    ]


def _set_aside(page: RecordPage, asked: Requirement) -> list[Aside]:
    return list(Aside.objects.of(page.user, page.city, asked)[:SHOWN])


@login_required
@require_POST
def restore(request: SignedInRequest, slug: str, code: str, version: int) -> HttpResponse:
    """Bring an earlier version back, as a new one; nothing that stands between is lost."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    answer = get_object_or_404(Answer, city=page.city, requirement=asked)
    earlier = get_object_or_404(answer.versions, version=version)
    page.require_change()
    answer.requirement = asked
    seen = request.POST.get("seen", "")
    try:
        if seen != str(answer.version):
            raise actions.ChangedMeanwhile(answer)
        actions.answer_requirement(
            **actions.restoring(earlier, answer, by=request.user, seen=answer.version)
        )
    except Refused as refused:
        say_why(request, " ".join(refused.reasons))
    except actions.ChangedMeanwhile:
        say_why(request, _("Somebody changed this answer just now. Please read it once more."))
    else:
        messages.success(
            request,
            _("Version %(number)d is back, as the newest version.") % {"number": version},
        )
        return redirect("progress:requirement", slug, code)
    return redirect("progress:versions", slug, code)
