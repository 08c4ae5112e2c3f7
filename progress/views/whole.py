"""A whole commitment on one page: all its requirements in one form, each saved for itself."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from commitments.models import Commitment, Requirement
from office.refusing import say_why
from office.workflow import Refused
from progress import actions
from progress.choices import AnswerState
from progress.completeness import is_complete
from progress.forms import AnswerForm
from progress.models import Answer, AnswerVersion, Aside, Manner
from progress.views.asides import typed_in
from progress.views.pages import RecordPage, open_record
from progress.views.requirement_page import form_for, links_of, specials_of


@dataclass
class Part:
    """One requirement of the page: its answer, its form, and what its reader has to decide."""

    requirement: Requirement
    answer: Answer
    form: AnswerForm
    specials: list[dict[str, Any]]
    waiting: list[Aside]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """What is wrong or was overtaken in one answer keeps none of the others from being saved."""
    page = open_record(request, slug)
    commitment = commitment_of(page, code)
    page.require_change()
    left: dict[str, AnswerForm] = {}
    if request.method == "POST":
        saved, left, overtaken = _save(request, page, commitment)
        _say(request, saved, overtaken, has_left=bool(left))
        if not left:
            return redirect("progress:whole", slug, code)
    in_order = list(page.edition.commitments.values())
    place = in_order.index(commitment)
    context = {
        "page": page,
        "city": page.city,
        "commitment": page.worded.commitments[code],
        "parts": _parts(page, commitment, left),
        "links": links_of(page, commitment),
        "has_errors": bool(left),
        "before": in_order[place - 1] if place else None,
        "after": in_order[place + 1] if place + 1 < len(in_order) else None,
    }
    return render(request, "progress/whole.html", context)


@login_required
@require_POST
def manner(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """Remember whether this person likes to answer a whole commitment on one page."""
    page = open_record(request, slug)
    commitment_of(page, code)
    page.require_change()
    whole = request.POST.get("whole") == "yes"
    Manner.objects.update_or_create(person=request.user, defaults={"whole": whole})
    return redirect("progress:whole" if whole else "progress:commitment", slug, code)


def commitment_of(page: RecordPage, code: str) -> Commitment:
    try:
        return page.edition.commitments[code]
    except KeyError:
        raise Http404 from None


def _answers(page: RecordPage, commitment: Commitment) -> dict[int, Answer]:
    rows = Answer.objects.filter(city=page.city, requirement__commitment=commitment)
    return {each.requirement_id: each for each in rows.select_related("changed_by").order_by()}


def _parts(page: RecordPage, commitment: Commitment, left: dict[str, AnswerForm]) -> list[Part]:
    answers = _answers(page, commitment)
    asides = list(
        Aside.objects.filter(
            by=page.user, city=page.city, requirement__commitment=commitment
        ).open()
    )
    parts = []
    for asked in commitment.requirements.all():
        answer = answers.get(asked.pk) or Answer(city=page.city, requirement=asked)
        form = left.get(asked.code) or form_for(page, asked, answer=answer, prefix=asked.code)
        waiting = [each for each in asides if each.requirement_id == asked.pk]
        words = page.worded.requirements[asked.code]
        parts.append(Part(words, answer, form, specials_of(page, form), waiting))
    return parts


def _save(
    request: SignedInRequest, page: RecordPage, commitment: Commitment
) -> tuple[list[str], dict[str, AnswerForm], list[str]]:
    """Codes that were saved, forms that were not, and codes somebody else had saved meanwhile."""
    answers = _answers(page, commitment)
    saved: list[str] = []
    left: dict[str, AnswerForm] = {}
    overtaken: list[str] = []
    for asked in commitment.requirements.all():
        form = _form_of(request, page, asked, answers.get(asked.pk))
        if form is None:
            continue
        if not form.is_valid():
            left[asked.code] = form
            continue
        try:
            actions.save_typed(typed_in(page, asked, form), state=form.wanted)
        except actions.ChangedMeanwhile:
            overtaken.append(asked.code)
        except Refused as refused:
            form.add_error(None, refused.reasons)
            left[asked.code] = form
        else:
            saved.append(asked.code)
    return saved, left, overtaken


def _form_of(
    request: SignedInRequest, page: RecordPage, asked: Requirement, answer: Answer | None
) -> AnswerForm | None:
    """What was sent for one requirement; nothing where nobody has touched it.

    One button speaks for all: what was called ready is what was changed, and drafts that are
    complete. An answer that was left alone keeps its state.
    """
    data = request.POST.copy()
    data[f"{asked.code}-state"] = ""
    form = form_for(page, asked, data=data, prefix=asked.code)
    if not form.is_valid():
        return form
    is_changed = _is_changed(typed_in(page, asked, form), answer)
    if request.POST.get("state") != AnswerState.READY:
        data[f"{asked.code}-state"] = AnswerState.DRAFT
        return form_for(page, asked, data=data, prefix=asked.code) if is_changed else None
    special = page.edition.specials.get(answer.special) if answer else None
    if is_changed or (
        answer and answer.state == AnswerState.DRAFT and is_complete(answer, special)
    ):
        data[f"{asked.code}-state"] = AnswerState.READY
        return form_for(page, asked, data=data, prefix=asked.code)
    return None


def _is_changed(typed: actions.Typed, answer: Answer | None) -> bool:
    """Whether it says something else than stands there now, and than its author saw."""
    said = actions.words_of(typed.answer())
    seen: Answer | AnswerVersion | None = answer
    if said == actions.words_of(answer or Answer()):
        return False
    if answer is not None and answer.version != typed.version:
        seen = answer.versions.filter(version=typed.version).first()
    return said != actions.words_of(seen or Answer())


def _say(
    request: SignedInRequest, saved: list[str], overtaken: list[str], *, has_left: bool
) -> None:
    if saved:
        messages.success(
            request,
            _("Saved: %(codes)s.") % {"codes": ", ".join(saved)},
        )
    if overtaken:
        say_why(
            request,
            _("Somebody else saved %(codes)s while you were writing. What you typed there is kept; "
              "read both texts and decide.") % {"codes": ", ".join(overtaken)},
        )  # fmt: skip
    if not (saved or overtaken or has_left):
        messages.info(request, _("Nothing was changed, so nothing was saved."))
