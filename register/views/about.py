"""What this is and who runs it; how open it is to everyone; what it keeps of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commitments.models import Framework
from progress.edition import edition_of
from register.http import page
from register.labels import seal


@page
def about(request: HttpRequest) -> HttpResponse:
    framework = Framework.objects.readable().current()
    rungs = edition_of(framework).rungs if framework else ()
    levels = [
        {"title": rung.title, "seal": seal(rung.code, rung.title, is_lowest=not place)}
        for place, rung in enumerate(rungs)
    ]
    context = {"framework": framework, "levels": levels}
    return render(request, "register/about.html", context)


@page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "register/accessibility.html")


@page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "register/privacy.html")
