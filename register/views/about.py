"""What this is and who runs it; how open it is to everyone; what it keeps of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commitments.models import Framework
from register.http import page
from register.levels import levels_of


@page
def about(request: HttpRequest) -> HttpResponse:
    framework = Framework.objects.readable().current()
    context = {"framework": framework, "levels": levels_of(framework)}
    return render(request, "register/about.html", context)


@page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "register/accessibility.html")


@page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "register/privacy.html")
