"""Answers proposed to the team: looked through, and taken or left one by one or all of a source."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import BigAutoField, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.worded import worded_once
from cities.models import City
from commitments.models import Requirement
from progress import actions
from progress.models import ProposedAnswer
from progress.models.proposed import ProposedAnswerQuerySet
from progress.proposals import Laid, Source, laid_beside, sources_of
from progress.views.pages import RecordPage, open_record
from progress.views.proposed import picked, say_left, say_nothing_chosen

SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each proposal beside the answer; nothing is written without a click of those who write."""
    page = open_record(request, slug)
    if request.method == "POST":
        page.require_change()
        _settle(request, page)
        return redirect(_way_back(request, page))
    sources = sources_of(page.city, page.framework)
    source = _chosen(request.GET.get("source", ""), sources)
    waiting = _of(page, source)
    laid = laid_beside(
        _after(waiting, request.GET.get("after", ""))[: SHOWN + 1],
        city=page.city,
        framework=page.framework,
    )
    context = {
        "page": page,
        "city": page.city,
        "sources": sources,
        "source": source,
        "laid": laid[:SHOWN],
        "more_url": _more(slug, source, laid),
        "easy": waiting.without_conflict().count() if source and page.may_change else 0,
        "may_change": page.may_change,
    }
    return render(request, "progress/proposals.html", context)


def beside(page: RecordPage, asked: Requirement) -> list[Laid]:
    """What is proposed for one requirement."""
    waiting = _open_on(city=page.city, requirement=asked)
    return laid_beside(waiting, city=page.city, framework=page.framework)


@worded_once(city=BigAutoField(), requirement=BigAutoField())
def _open_on(city: City, requirement: Requirement) -> ProposedAnswerQuerySet:
    rows = ProposedAnswer.objects.filter(city=city, requirement=requirement)
    return rows.open().order_by("pk")


def _of(page: RecordPage, source: Source | None) -> ProposedAnswerQuerySet:
    waiting = ProposedAnswer.objects.of(page.city, page.framework).open()
    return waiting.filter(source=source.text) if source else waiting.none()


def _chosen(key: str, sources: list[Source]) -> Source | None:
    """The source that was asked for, or the only one."""
    if not key and len(sources) == 1:
        return sources[0]
    return next((each for each in sources if each.key == key), None)


def _after(waiting: ProposedAnswerQuerySet, place: str) -> ProposedAnswerQuerySet:
    position, _dot, key = place.partition(".")
    if not (position.isdecimal() and key.isdecimal()) or len(place) > 20:
        return waiting
    same = Q(requirement__position=int(position), pk__gt=int(key))
    return waiting.filter(Q(requirement__position__gt=int(position)) | same)


def _more(slug: str, source: Source | None, laid: list[Laid]) -> str:
    if source is None or len(laid) <= SHOWN:
        return ""
    last = laid[SHOWN - 1]
    place = f"{last.requirement.position}.{last.proposal.pk}"
    return f"{reverse('progress:proposals', args=[slug])}?source={source.key}&after={place}"


def _settle(request: SignedInRequest, page: RecordPage) -> None:
    """Do what the pressed button says with what was chosen."""
    what = request.POST.get("do", "")
    if what == "accept_all":
        source = _chosen(request.POST.get("source", ""), sources_of(page.city, page.framework))
        easy = list(_of(page, source).without_conflict())
        _accept(request, page, [(each, each.seen or 0) for each in easy])
        return
    chosen = picked(request.POST.getlist("take"))
    waiting = ProposedAnswer.objects.of(page.city, page.framework).open()
    found = [(each, chosen[each.pk]) for each in waiting.filter(pk__in=chosen)]
    if not found:
        say_nothing_chosen(request)
    elif what == "decline":
        count = actions.decline_proposals(proposals=[each for each, _v in found], by=request.user)
        messages.success(
            request,
            ngettext(
                "%(count)d proposal is declined; the answer stays as it is.",
                "%(count)d proposals are declined; the answers stay as they are.",
                count,
            )
            % {"count": count},
        )
    else:
        _accept(request, page, found)


def _accept(
    request: SignedInRequest, page: RecordPage, found: list[tuple[ProposedAnswer, int]]
) -> None:
    known = page.edition.by_key()
    for each, _version in found:
        each.city, each.requirement = page.city, known[each.requirement_id]
    outcome = actions.accept_proposals(proposals=found, by=request.user)
    if outcome.accepted:
        messages.success(
            request,
            ngettext(
                "%(count)d answer is saved as proposed. What stood there is among its earlier "
                "versions.",
                "%(count)d answers are saved as proposed. What stood there is among their earlier "
                "versions.",
                outcome.accepted,
            )
            % {"count": outcome.accepted},
        )
    say_left(request, outcome.left)
    if not outcome.accepted and not outcome.left:
        say_nothing_chosen(request)


def _way_back(request: SignedInRequest, page: RecordPage) -> str:
    """To the requirement the button stood on, or to the list it was pressed in."""
    code = request.POST.get("back", "")
    if code in page.edition.requirements:
        return reverse("progress:requirement", args=[page.city.slug, code])
    address = reverse("progress:proposals", args=[page.city.slug])
    key = request.POST.get("source", "")
    waits = any(each.key == key for each in sources_of(page.city, page.framework))
    return f"{address}?source={key}" if waits else address
