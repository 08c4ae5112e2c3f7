"""The bare references: what any page, and any save, costs on this machine."""

import os

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from accounts.http import public
from bench.models import Line, LineVersion


@public
def page(request: HttpRequest) -> HttpResponse:
    """One query, twenty rows, a small template."""
    return render(request, "page.html", {"lines": Line.objects.order_by("pk")[:20]})


@public
@csrf_exempt
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Select, update and one insert in one transaction."""
    with transaction.atomic():
        line = Line.objects.get(pk=pk)
        text = request.POST["text"]
        Line.objects.filter(pk=pk).update(text=text, version=F("version") + 1)
        LineVersion.objects.create(line=line, version=line.version + 1, text=text)
    return HttpResponseRedirect("/bench/page/")


@public
def process(request: HttpRequest) -> HttpResponse:
    """Which of the server's processes answers this connection."""
    return HttpResponse(str(os.getpid()), content_type="text/plain")
