"""Published decisions, and the sessions they come from."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.days import today
from register.decided import DECISION, NEWEST_FIRST, decision_row, told
from register.drawing import drawn
from register.http import page
from register.keyset import Part, part_of
from register.sessions import meetings, part_of_sessions


@page
def decisions(request: HttpRequest) -> HttpResponse:
    """Every published decision, the newest first."""
    part = part_of(
        told(),
        DECISION,
        NEWEST_FIRST,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return drawn(request, "register/decisions.html", (today(), part), _context)


@page
def sessions(request: HttpRequest) -> HttpResponse:
    """When cities can file and when the committee meets, with panels and attendance."""
    part = part_of_sessions(
        after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {"meetings": meetings(part), "today": today(), **_older_and_newer(part)}
    return render(request, "register/sessions.html", context)


def _context(facts: tuple[date, Part]) -> dict[str, Any]:
    day, part = facts
    return {
        "decisions": [decision_row(values, day) for values in part.rows],
        **_older_and_newer(part),
    }


def _older_and_newer(part: Part) -> dict[str, str]:
    return {
        "newer_url": f"?before={part.before}" if part.before else "",
        "older_url": f"?after={part.after}" if part.after else "",
    }
