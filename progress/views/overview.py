"""The record at a glance, and one commitment of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from commitments.models import Requirement
from office.days import today
from office.refusing import say_why
from office.workflow import Refused
from progress import actions
from progress.choices import AnswerState
from progress.elections import near_election
from progress.lacking import lacking_from
from progress.models import Answer, LinkCheck, Manner
from progress.records import Sheet, progress_from, sheet_of, without_evidence
from progress.sharing import by_due_day, holding_of, shares_of
from progress.standing import Fact, asked_of, standings_of
from progress.views.pages import RecordPage, open_record

MINE_SHOWN = 8
READ_AT_ONCE = 12  # answers on one page, before they are read commitment by commitment
SHOWN = 5  # lines of what is lacking, before the rest folds away


@login_required
@require_safe
def record(request: SignedInRequest, slug: str) -> HttpResponse:
    """What to do next, how far the record is, and what is lacking for each level."""
    page = open_record(request, slug)
    sheet = sheet_of(page.city, page.framework)
    shown = sheet.read_in(page.worded)
    mine = _my_questions(page, shown, all_of_them=request.GET.get("mine") == "all")
    standings = standings_of(page.city)
    asks = [standing.ask for standing in standings if standing.ask]
    recommended = list(page.city.measures.recommended())
    if page.may_change and any(measure.is_to_plan for measure in recommended):
        asks += asked_of(page.city)
    context = {
        "page": page,
        "city": page.city,
        "standings": standings,
        "todo": _what_next(page, sheet, mine, asks),
        "mine": mine,
        "is_new": not any(map(sheet.is_answered, page.edition.requirements.values())),
        "pillars": progress_from(shown),
        "levels": lacking_from(page.city, sheet, recommended, worded=page.worded),
        "shown": SHOWN,
    }
    return render(request, "progress/record.html", context)


@login_required
@require_safe
def commitment(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """The requirements of one commitment and how far each is, or all in one form for who likes."""
    page = open_record(request, slug)
    found = page.worded.commitments.get(code)
    if found is None:
        raise Http404
    if page.may_change and Manner.objects.filter(person=request.user, whole=True).exists():
        return redirect("progress:whole", slug, code)
    sheet = sheet_of(page.city, page.framework).read_in(page.worded)
    in_order = list(page.worded.commitments.values())
    place = in_order.index(found)
    context = {
        "page": page,
        "city": page.city,
        "commitment": found,
        "rows": [_row(one, sheet) for one in found.requirements.all()],
        "before": in_order[place - 1] if place else None,
        "after": in_order[place + 1] if place + 1 < len(in_order) else None,
    }
    return render(request, "progress/commitment.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: SignedInRequest, slug: str) -> HttpResponse:
    """The lead looks through what is ready, and agrees what stands."""
    page = open_record(request, slug)
    page.require_agree()
    waiting = _waiting(page)
    if request.method == "POST":
        chosen = set(request.POST.getlist("answer"))
        try:
            agreed = actions.agree(
                answers=[each for each in waiting if f"{each.pk}.{each.version}" in chosen],
                by=request.user,
            )
        except Refused as refused:
            say_why(request, *refused.reasons)
        except actions.ChangedMeanwhile:
            say_why(
                request,
                _("Somebody changed an answer just now, so none was agreed. Please look again."),
            )
        else:
            _say_agreed(request, len(agreed))
        return redirect("progress:agree", slug)
    context = {"page": page, "city": page.city, **_to_read(page, waiting, request.GET)}
    return render(request, "progress/agree.html", context)


def _say_agreed(request: SignedInRequest, count: int) -> None:
    if not count:
        messages.info(request, _("Nothing was agreed: no answer was chosen as it stands now."))
        return
    messages.success(
        request,
        ngettext("%(count)d answer is agreed.", "%(count)d answers are agreed.", count)
        % {"count": count},
    )


def _waiting(page: RecordPage) -> list[Answer]:
    """Answers that are ready, in the edition's order, each with its requirement and citations."""
    known = page.edition.by_key()
    ready = Answer.objects.of(page.city, page.framework).filter(state=AnswerState.READY)
    whole = ready.select_related("changed_by").prefetch_related("citations__evidence")
    answers = list(whole.order_by("requirement__position"))
    for answer in answers:
        answer.requirement = known[answer.requirement_id]
    return answers


def _to_read(page: RecordPage, waiting: list[Answer], asked: Mapping[str, str]) -> dict[str, Any]:
    """What is read at one sitting: all that waits, or of very much one commitment at a time."""
    if len(waiting) <= READ_AT_ONCE:
        return {"said": [_said(page, answer) for answer in waiting]}
    counts = Counter(answer.requirement.commitment_id for answer in waiting)
    commitments = [each for each in page.edition.commitments.values() if each.pk in counts]
    shown = next(
        (each for each in commitments if each.code == asked.get("commitment")), commitments[0]
    )
    return {
        "said": [
            _said(page, answer) for answer in waiting
            if answer.requirement.commitment_id == shown.pk
        ],
        "shown": shown,
        "waiting": len(waiting),
        "commitments": [(each, counts[each.pk]) for each in commitments],
    }  # fmt: skip


def _said(page: RecordPage, answer: Answer) -> dict[str, Any]:
    """What the authority is to stand behind: the answer with its step in words."""
    labels = answer.requirement.labels
    return {
        "answer": answer,
        "step": labels.get(answer.step, "") if answer.step is not None else "",
        "special": page.edition.specials.get(answer.special),
        "confidence": page.edition.confidences.get(answer.confidence, ""),
    }


def _my_questions(page: RecordPage, sheet: Sheet, *, all_of_them: bool) -> dict[str, Any] | None:
    """What was given to this person, as ``_my_questions.html`` takes it."""
    holding = holding_of(page.user, page.city, shares_of(page.city), sheet)
    if holding is None:
        return None
    in_order = by_due_day(holding.open)
    listed = in_order if all_of_them else in_order[:MINE_SHOWN]
    more = len(in_order) - len(listed)
    return {"holding": holding, "open": listed, "more": more, "today": today()}


def _row(requirement: Requirement, sheet: Sheet) -> dict[str, Any]:
    line = sheet.line(requirement)
    special = sheet.edition.specials.get(line.special)
    return {
        "requirement": requirement,
        "line": line,
        "is_answered": sheet.is_answered(requirement),
        "label": requirement.labels.get(line.step, "") if line.step is not None else "",
        "special": special.label if special else "",
        "count": len(requirement.labels),
    }


def _what_next(
    page: RecordPage, sheet: Sheet, mine: dict[str, Any] | None, asks: Sequence[Fact]
) -> dict[str, Any] | None:
    """What waits for this person, as ``components/next_step.html`` takes it."""
    slug = page.city.slug
    items = [{"text": ask.words, "url": ask.url} for ask in asks if page.may_change]
    if page.newer and page.may_agree:
        items.append({
            "text": _("Edition %(edition)s of the framework is published: see what it changes")
            % {"edition": page.newer},
            "url": reverse("progress:edition", args=[slug]),
        })  # fmt: skip
    marked = sheet.marked()
    if marked and page.may_change:
        items.append({
            "text": ngettext(
                "%(count)d question has changed since it was answered: look again",
                "%(count)d questions have changed since they were answered: look again",
                len(marked),
            ) % {"count": len(marked)},
            "url": _address(slug, marked[0]),
        })  # fmt: skip
    unanswered = sheet.unanswered()
    if mine and mine["open"] and page.may_change:
        count = len(mine["holding"].open)
        items.append({
            "text": ngettext(
                "%(count)d question given to you is open",
                "%(count)d questions given to you are open",
                count,
            ) % {"count": count},
            "url": _address(slug, mine["open"][0][0]),
        })  # fmt: skip
    if unanswered and page.may_change:
        items.append({
            "text": ngettext(
                "%(count)d requirement has no answer yet",
                "%(count)d requirements have no answer yet",
                len(unanswered),
            ) % {"count": len(unanswered)},
            "url": _address(slug, unanswered[0]),
        })  # fmt: skip
    bare = without_evidence(sheet)
    if bare and page.may_change:
        items.append({
            "text": ngettext(
                "%(count)d core answer cites no evidence yet",
                "%(count)d core answers cite no evidence yet",
                len(bare),
            ) % {"count": len(bare)},
            "url": _address(slug, bare[0]) + "#evidence",
        })  # fmt: skip
    lost = LinkCheck.objects.lost(page.city).count() if page.may_change else 0
    if lost:
        items.append({
            "text": ngettext(
                "%(count)d link among your evidence does not answer any more",
                "%(count)d links among your evidence do not answer any more",
                lost,
            ) % {"count": lost},
            "url": reverse("progress:evidence", args=[slug]) + "?only=lost",
        })  # fmt: skip
    ready = sum(line.state == AnswerState.READY for line in sheet.lines.values())
    if ready and page.may_agree:
        items.append({
            "text": ngettext(
                "%(count)d answer is ready for you to agree",
                "%(count)d answers are ready for you to agree",
                ready,
            ) % {"count": ready},
            "url": reverse("progress:agree", args=[slug]),
        })  # fmt: skip
    election = near_election(page.city)
    if election and page.user.has_perm("progress.take_hand_over_file", page.city):
        items.append({
            "text": _("The council is elected on %(day)s: prepare the hand-over")
            % {"day": date_format(election)},
            "url": reverse("progress:hand_over", args=[slug]),
        })  # fmt: skip
    if not items:
        return None
    title = ngettext("%(count)d thing needs you", "%(count)d things need you", len(items))
    return {
        "title": title % {"count": len(items)},
        "items": items,
        "url": items[0]["url"],
        "label": _("Go on"),
    }


def _address(slug: str, requirement: Requirement) -> str:
    return reverse("progress:requirement", args=[slug, requirement.code])
