"""How the pages of contributors are handed out: with the way out that all of them have."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def shown(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """One of these pages, with the way out that all of them have."""
    facts = {"quick_exit": settings.QUICK_EXIT, **(context or {})}
    return render(request, template, facts, status=status)
