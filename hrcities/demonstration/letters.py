"""The letters of all invented people, for whoever walks the procedure without a mail server."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from office.letters import FOOT
from office.models import Letter

from .offer import invented_people, where_offered

A_PAGE = 30


def invented_letters() -> QuerySet[Letter]:
    return Letter.objects.filter(to__in=invented_people()).select_related("to")


@where_offered
@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """Newest first; ``to`` narrows it to one person, ``before`` names the letter to go on from."""
    letters = invented_letters().defer("body")
    person = invented_people().filter(pk=_key(request, "to") or 0).first()
    if person:
        letters = letters.filter(to=person)
    if before := _key(request, "before"):
        letters = letters.filter(pk__lt=before)
    found = list(letters[: A_PAGE + 1])
    shown = found[:A_PAGE]
    narrowed = f"to={person.pk}&" if person else ""
    context = {
        "letters": shown,
        "person": person,
        "unread": Letter.objects.visible_to(person).unread().count() if person else 0,
        "older_url": f"?{narrowed}before={shown[-1].pk}" if len(found) > A_PAGE else "",
        "newest_url": f"?{narrowed}" if before else "",
    }
    return render(request, "demonstration/letters.html", context)


@where_offered
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter over its reader's shoulder: for them it stays unread."""
    found = get_object_or_404(invented_letters(), pk=pk)
    text, _foot, marks = found.body.partition(FOOT)
    context = {"letter": found, "text": text, "marks": marks}
    return render(request, "demonstration/letter.html", context)


def _key(request: HttpRequest, name: str) -> int | None:
    """The key of a row in the address; whatever else stands there is none."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
