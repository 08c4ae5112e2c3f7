"""Saying something: all of it at one address, so that “back” leads out of it and nowhere else.

Each step is a form that carries what was typed before; nothing is kept until it is sent.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import languages
from accounts.http import unseen
from accounts.words import TOKEN, new_token
from office.days import today
from office.workflow import Refused
from voices import throttle
from voices.actions import Words, contribute
from voices.choices import Protection
from voices.forms import ProtectionForm, WordsForm
from voices.http import shown
from voices.models import Window
from voices.released import open_hearings
from voices.sealing import NoKey
from voices.themes import as_choices, themes_of, titles_of

CARRIED = ("protection", "language", "text", "commitments", "name", "token")


@unseen
def speak(request: HttpRequest) -> HttpResponse:
    """Where somebody can speak today, and what they can do who have spoken."""
    return shown(request, "voices/speak.html", {"hearings": open_hearings(today())})


@unseen
def protection(request: HttpRequest) -> HttpResponse:
    """What is protected, and what is not."""
    return shown(request, "voices/protection.html")


@unseen
def contribution(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who reads it, write, check, send."""
    window = (
        Window.objects.announced()
        .filter(city__slug=slug)
        .select_related("city", "framework")
        .first()
    )
    if window is None:
        raise Http404
    if not window.takes_words_on(today()):
        return _page(request, window, "closed")
    step = request.POST.get("to", "")
    chosen = ProtectionForm(request.POST if step else None)
    if step == "choose" or not step or not chosen.is_valid():
        return _choose(request, window, chosen, is_back=step == "choose")
    protection = chosen.cleaned_data["protection"]
    themes = as_choices(themes_of(window.framework))
    words = WordsForm(request.POST, protection=protection, themes=themes)
    if step == "write" or not words.is_valid():
        return _write(request, window, protection, words, asked=step == "write")
    said = _said(words)
    if step == "send" and TOKEN.fullmatch(request.POST.get("token", "")):
        return _send(request, window, protection, said)
    return _check(request, window, protection, said)


def _said(words: WordsForm) -> Words:
    data = words.cleaned_data
    return Words(
        text=data["text"].replace("\r\n", "\n"),
        language=data["language"],
        commitments=tuple(data["commitments"]),
        name=data.get("name", ""),
    )


def _choose(
    request: HttpRequest, window: Window, form: ProtectionForm, *, is_back: bool
) -> HttpResponse:
    chosen = request.POST.get("protection", "")
    context = {"form": form, "chosen": chosen, "shows_errors": form.is_bound and not is_back}
    return _page(request, window, "choose", leave=("protection", "token"), **context)


def _write(
    request: HttpRequest, window: Window, protection: str, words: WordsForm, *, asked: bool
) -> HttpResponse:
    """The page to write on; what was typed before stands in it, without complaints at first."""
    if asked:
        typed = {
            name: request.POST.getlist(name) if name == "commitments" else request.POST[name]
            for name in words.fields
            if name in request.POST
        }
        words = WordsForm(initial=typed, protection=protection, themes=())
    return _page(
        request, window, "write", leave=(*words.fields, "token"), form=words,
        pillars=themes_of(window.framework, request.POST.getlist("commitments")),
        who=Protection(protection).label, protection=protection,
    )  # fmt: skip


def _check(
    request: HttpRequest, window: Window, protection: str, said: Words, problems: Any = ()
) -> HttpResponse:
    return _page(
        request,
        window,
        "check",
        leave=("token",),
        said=said,
        who=Protection(protection).label,
        protection=protection,
        spoken=languages.name_of(said.language),
        themes=titles_of(window.framework, said.commitments),
        token=new_token(),
        problems=problems,
    )


def _send(request: HttpRequest, window: Window, protection: str, said: Words) -> HttpResponse:
    if not throttle.contributing.allows(request):
        late = _("Much has been sent from this connection. Wait an hour, then press “Send” again.")
        return _check(request, window, protection, said, [late])
    try:
        receipt = contribute(
            window=window, protection=protection, words=said, token=request.POST["token"]
        )
    except Refused as refused:
        return _check(request, window, protection, said, refused.reasons)
    except NoKey:
        shut = _("Your words cannot be kept safely just now, so we have not taken them. Please "
                 "keep a copy and come back later.")  # fmt: skip
        return _check(request, window, protection, said, [shut])
    throttle.contributing.count(request)
    return _page(request, window, "sent", receipt=receipt.split())


def _page(
    request: HttpRequest, window: Window, name: str, leave: tuple[str, ...] = CARRIED, **more: Any
) -> HttpResponse:
    """A step of the form; it carries everything typed in the others, but ``leave``."""
    carried = [
        (field, value)
        for field in CARRIED
        if field not in leave
        for value in request.POST.getlist(field)
    ]
    context = {"window": window, "city": window.city, "carried": carried, **more}
    return shown(request, f"voices/{name}.html", context)
