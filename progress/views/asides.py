"""What the reader typed and that is not in the answer: shown beside it, decided, dropped."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import BigAutoField, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.worded import worded_once
from cities.models import City
from commitments.models import Requirement
from progress import actions
from progress.differences import Difference, InWords
from progress.forms import AnswerForm
from progress.models import Answer, Aside
from progress.views.pages import RecordPage, open_record


@dataclass(frozen=True)
class Both:
    """Two texts on one answer: what stands there, and what the reader typed."""

    current: Answer
    aside: Aside
    differences: list[Difference]

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved since it was typed."""
        return self.current.version != self.aside.version


def asides_on(page: RecordPage, asked: Requirement) -> list[Aside]:
    """What waits for the reader to decide, newest first."""
    if not page.may_change:
        return []
    return _open(person=page.user, city=page.city, asked=asked)


@worded_once(person=BigAutoField(), city=BigAutoField(), asked=BigAutoField())
def _open(person: User, city: City, asked: Requirement) -> QuerySet[Aside]:
    return Aside.objects.of(person, city, asked).open()


def chosen(key: str, page: RecordPage, asked: Requirement, waiting: list[Aside]) -> Aside | None:
    """The words set aside that were asked for by their key, decided ones included; or 404."""
    if not key:
        return None
    if not (key.isascii() and key.isdigit() and len(key) < 19 and page.may_change):
        raise Http404
    found = next((each for each in waiting if each.pk == int(key)), None)
    mine = Aside.objects.of(page.user, page.city, asked)
    return found or get_object_or_404(mine, pk=int(key))


def both_texts(page: RecordPage, asked: Requirement, current: Answer, aside: Aside) -> Both:
    words = InWords(page.edition, page.framework)
    return Both(current, aside, list(words.differences(asked, current, aside)))


def merged(answer: Answer, aside: Aside) -> str:
    """Both texts, one below the other, to be made one by hand."""
    texts = dict.fromkeys(each for each in (answer.text, aside.text) if each)
    return "\n\n".join(texts)


def aside_of(page: RecordPage, asked: Requirement, form: AnswerForm) -> Aside | None:
    """What was set aside and is decided by this form; nothing where that is long done."""
    key = form.cleaned_data.get("aside")
    if key is None:
        return None
    return Aside.objects.of(page.user, page.city, asked).open().filter(pk=key).first()


def typed_in(page: RecordPage, asked: Requirement, form: AnswerForm) -> actions.Typed:
    said: dict[str, Any] = form.said()
    return actions.Typed(city=page.city, requirement=asked, by=page.user, **said)


@login_required
@require_POST
def drop_aside(request: SignedInRequest, slug: str, code: str, aside: int) -> HttpResponse:
    """Leave the answer as it stands. What was typed can still be read among the versions."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    page.require_change()
    mine = Aside.objects.of(request.user, page.city, asked)
    actions.decide(get_object_or_404(mine, pk=aside))
    messages.success(
        request,
        _("The answer stays as it is. What you typed can be read below its earlier versions."),
    )
    return redirect("progress:requirement", slug, code)
