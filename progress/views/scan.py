"""The quick scan: sixteen questions for residents, without an account.

All of it is done at one address. The six words open it; they are typed or carried by the page, and
stand in no address. What is sent is kept and answered by an address that can be gone back to: it
names the page, the language, and a mark that means something to this browser alone
(``progress.scan.at_hand``).
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import public, unseen
from accounts.words import TOKEN, new_token
from commitments.models import Framework, Requirement
from commitments.wording import read_in
from office.workflow import Refused
from progress import throttle
from progress.edition import Edition, edition_of
from progress.forms.scan import ScanForm, ScanWordsForm, as_typed
from progress.models.scan import DAYS_KEPT
from progress.scan import at_hand, keeping
from progress.scan.keeping import Opened
from progress.scan.result import open_in, result_of
from progress.scan.words import answers_of

ALL, RESULT, BEGUN, PAUSE = "all", "result", "begun", "pause"
ERASE, ERASE_NOW, ERASED, CLOSE, CLOSED = "erase", "erase-now", "erased", "close", "closed"


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the quick scan is, and how it is done with residents."""
    return render(request, "scan/about.html", {**_questions_now(request), "days": DAYS_KEPT})


@public
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """All questions on paper."""
    return render(request, "scan/sheet.html", _questions_now(request))


@unseen
def questions(request: HttpRequest) -> HttpResponse:
    """Begin or come back; answer; stop and go on later; read what it shows; erase it."""
    if request.method != "POST":
        return _shown(request)
    form = ScanWordsForm(request.POST if "words" in request.POST else None)
    if request.POST.get("to") == "begin":
        return _begin(request, form)
    if not form.is_valid():
        return _door(request, form)
    typed = form.cleaned_data["words"]
    if not at_hand.has(request, typed) and not throttle.words.allows(request):
        form.add_error(None, _("There were too many wrong words. Please wait ten minutes."))
        return _door(request, form, status=429)
    opened = keeping.find(typed)
    if opened is None:
        throttle.words.count(request)
        form.add_error("words", _("We know no scan with these words. It may have been erased, or "
                                  "its days are over."))  # fmt: skip
        return _door(request, form)
    return _go_on(request, form, opened)


def _begin(request: HttpRequest, door: ScanWordsForm) -> HttpResponse:
    framework = Framework.objects.readable().current()
    token = request.POST.get("token", "")
    if framework is None or not edition_of(framework).scan or not TOKEN.fullmatch(token):
        return _door(request, door)
    if not throttle.beginning.allows(request):
        late = _("Many scans were begun from this connection. Wait an hour, then begin again.")
        return _door(request, door, problems=[late], status=429)
    opened = keeping.begin(token, framework)
    throttle.beginning.count(request)
    return _lead(request, opened, BEGUN)


def _go_on(request: HttpRequest, door: ScanWordsForm, opened: Opened) -> HttpResponse:
    """Keep what the page brought, then lead to what was asked for."""
    edition = edition_of(opened.scan.framework, _language(request))
    brought = [code for code in request.POST.getlist("asked") if code in edition.scan]
    if brought:
        form = ScanForm(request.POST, asked=[edition.requirements[code] for code in brought])
        if not form.is_valid():
            return _ask(request, opened, edition, brought, form)
        try:
            opened = keeping.save(opened, form.said())
        except Refused as refused:
            door.add_error(None, refused.reasons)
            return _door(request, door)
    to = request.POST.get("to", "")
    if to == ERASE_NOW:
        keeping.erase(opened)
    if to in (ERASE_NOW, CLOSE):
        done = ERASED if to == ERASE_NOW else CLOSED
        response = _redirect(request, page=done)
        at_hand.drop(request, response, opened.words.words, done)
        return response
    if to not in (ALL, RESULT, PAUSE, ERASE, *edition.scan):
        to = next(iter(open_in(edition, opened.said) or edition.scan))
    return _lead(request, opened, to)


def _lead(request: HttpRequest, opened: Opened, to: str) -> HttpResponse:
    """To a page of this scan, which the browser can come back to and load again."""
    words = opened.words.words
    mark = at_hand.mark_for(request, words)
    response = _redirect(request, scan=mark, page=to)
    at_hand.keep(request, response, mark, words)
    return response


def _redirect(request: HttpRequest, **said: str) -> HttpResponseRedirect:
    query = QueryDict(mutable=True)
    query.update(said)
    if language := _language(request):
        query["language"] = language
    response = redirect(f"{request.path}?{query.urlencode()}")
    response.status_code = 303
    return response


def _shown(request: HttpRequest) -> HttpResponse:
    """The page an address names; where this browser has not the words any more, the door."""
    page, mark = request.GET.get("page", ""), request.GET.get("scan", "")
    if page in (ERASED, CLOSED):
        return _done(request, page)
    words = at_hand.words_of(request, mark) if mark else ""
    opened = keeping.find(words) if words else None
    if opened is None:
        return _door(request, ScanWordsForm())
    response = _show(request, opened, page)
    at_hand.keep(request, response, mark, words)
    return response


def _done(request: HttpRequest, page: str) -> HttpResponse:
    """That it was erased, or closed: said once, since a link can lead here of nothing at all."""
    is_so = at_hand.just_done(request) == page
    if page == CLOSED:
        response = _door(request, ScanWordsForm(), is_closed=is_so)
    else:
        context = {**_questions_now(request), "is_erased": is_so}
        response = render(request, "scan/erased.html", context)
    if is_so:
        at_hand.say_no_more(request, response)
    return response


def _show(request: HttpRequest, opened: Opened, page: str) -> HttpResponse:
    edition = edition_of(opened.scan.framework, _language(request))
    if page in (BEGUN, PAUSE, ERASE):
        return _page(request, opened, "words", is_new=page == BEGUN, asks_to_erase=page == ERASE)
    if page == RESULT:
        found = result_of(edition, opened.said)
        still_open = [edition.scan[code] for code in open_in(edition, opened.said)]
        return _page(request, opened, "result", pillars=found, open=still_open)
    if page == ALL:
        return _ask(request, opened, edition, list(edition.scan))
    if page in edition.scan:
        return _ask(request, opened, edition, [page])
    still_open = open_in(edition, opened.said)
    return _ask(request, opened, edition, still_open[:1] or list(edition.scan)[:1])


def _ask(
    request: HttpRequest,
    opened: Opened,
    edition: Edition,
    codes: Sequence[str],
    form: ScanForm | None = None,
) -> HttpResponse:
    """One question, or all of them."""
    asked = [edition.requirements[code] for code in codes]
    if form is None:
        initial: dict[str, str] = {}
        for code in codes:
            initial |= as_typed(code, opened.said.get(code))
        form = ScanForm(initial=initial, asked=asked)
    order = list(edition.scan)
    place = order.index(codes[0])
    return _page(
        request, opened, "all" if len(codes) > 1 else "question", form=form,
        rows=[_row(form, each, edition) for each in asked], number=place + 1, count=len(order),
        before=order[place - 1] if place else "",
        after=order[place + 1] if place + 1 < len(order) else RESULT,
    )  # fmt: skip


def _row(form: ScanForm, requirement: Requirement, edition: Edition) -> dict[str, Any]:
    code = requirement.code
    return {
        "requirement": requirement,
        "ask": edition.scan[code],
        "step": form[f"step-{code}"],
        "said": form[f"said-{code}"],
    }


def _page(request: HttpRequest, opened: Opened, name: str, **more: Any) -> HttpResponse:
    context = {
        "words": opened.words.words,
        "six": opened.words.words.split(),
        "kept_until": opened.scan.kept_until,
        "days": DAYS_KEPT,
        "framework": opened.scan.framework,
        "is_empty": opened.is_empty,
        **_in_language(request, opened.scan.framework),
        **more,
    }
    return render(request, f"scan/{name}.html", context)


def _door(
    request: HttpRequest, form: ScanWordsForm, status: int = 200, **more: Any
) -> HttpResponse:
    """Where somebody begins, or comes back with six words.

    Going on leads to the page the address names where that page is only read or answered: a link
    can name any, and none may erase or close a scan of those who follow it.
    """
    asked, page = _questions_now(request), request.GET.get("page", "")
    context = {
        **asked,
        "is_away": bool(request.GET.get("scan")),
        "onward": page if page in (ALL, RESULT, PAUSE, *asked["codes"]) else "",
        "form": form,
        "token": new_token(),
        "days": DAYS_KEPT,
        **more,
    }
    return render(request, "scan/door.html", context, status=status)


def _language(request: HttpRequest) -> str:
    return request.GET.get("language", "")


def _in_language(request: HttpRequest, framework: Framework) -> dict[str, Any]:
    return read_in(framework, _language(request))


def _questions_now(request: HttpRequest) -> dict[str, Any]:
    """The questions of the current edition, by pillar."""
    framework = Framework.objects.readable().current()
    if framework is None:
        return {"framework": None, "count": 0, "codes": [], "pillars": [], "carried": ""}
    edition = edition_of(framework, _language(request))
    asked = [
        (requirement, ask, answers_of(requirement).values())
        for requirement, ask in ((edition.requirements[code], ask)
                                 for code, ask in edition.scan.items())
    ]  # fmt: skip
    return {
        "framework": framework,
        "count": len(asked),
        "codes": list(edition.scan),
        "pillars": [
            (pillar, rows)
            for pillar in edition.pillars
            if (rows := [one for one in asked if one[0].commitment.pillar_id == pillar.pk])
        ],
        **_in_language(request, framework),
    }
