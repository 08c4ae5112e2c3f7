"""The draws of a session, for anybody who wants to draw again."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from accreditation.models import Session
from register.draw_program import NAME
from register.draw_program import program as draw_program_file
from register.draws import as_data, draws_of, file_of
from register.http import for_all, page


@page
def draws(request: HttpRequest, code: str) -> HttpResponse:
    """What was frozen when, where its seed comes from, and what was drawn."""
    session = get_object_or_404(Session, code=code)
    context = {"session": session, "draws": draws_of(session.pk)}
    return render(request, "register/draws.html", context)


@page
def draw_json(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The facts of one draw, for programs."""
    session = get_object_or_404(Session, code=code)
    for draw in draws_of(session.pk):
        if draw.number == number:
            return for_all(JsonResponse(as_data(draw, session.code)))
    raise Http404


@page
def draw_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The frozen text, byte for byte: its SHA-256 is the hash that was published."""
    text = file_of(get_object_or_404(Session, code=code).pk, number)
    if text is None:
        raise Http404
    response = HttpResponse(text.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="draw-{code}-{number}-file.json"'
    return for_all(response)


@page
def draw_program(request: HttpRequest) -> HttpResponse:
    """The code that draws, to be run by anybody."""
    response = HttpResponse(draw_program_file(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return for_all(response)
