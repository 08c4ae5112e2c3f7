"""Published decisions, and the sessions they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from accreditation.choices import Outcome
from office.days import today
from register import published
from register.http import page
from register.keyset import Key, a_day, a_number, part_of
from register.labels import seal
from register.sessions import meetings

NEWEST_FIRST = [
    Key("published_on", a_day, descending=True),
    Key("pk", a_number, descending=True),
]
SHOWN = (
    "pk", "published_on", "outcome", "reasons", "level__code", "level__title", "level__rank",
    "application__reference", "application__is_pilot", "application__city__name",
    "application__city__slug", "application__city__invented",
)  # fmt: skip


@dataclass(frozen=True)
class DecisionRow:
    reference: str
    city: str
    slug: str
    invented: bool
    is_pilot: bool
    outcome: str
    seal: SafeString | str
    reasons: str
    published_on: date


@page
def decisions(request: HttpRequest) -> HttpResponse:
    """Every published decision, the newest first."""
    part = part_of(
        published.decisions().values(*SHOWN),
        NEWEST_FIRST,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "decisions": [_row(values) for values in part.rows],
        "newer_url": f"?before={part.before}" if part.before else "",
        "older_url": f"?after={part.after}" if part.after else "",
    }
    return render(request, "register/decisions.html", context)


@page
def sessions(request: HttpRequest) -> HttpResponse:
    """When cities can file and when the committee meets, with panels and attendance."""
    return render(request, "register/sessions.html", {"meetings": meetings(), "today": today()})


def rows_of(decisions: QuerySet[Any]) -> list[DecisionRow]:
    """Rows for a list of decisions, in the order given; one statement."""
    return [_row(values) for values in decisions.values(*SHOWN)]


def _row(values: Mapping[str, Any]) -> DecisionRow:
    level = values["level__title"]
    return DecisionRow(
        reference=values["application__reference"],
        city=values["application__city__name"],
        slug=values["application__city__slug"],
        invented=values["application__city__invented"],
        is_pilot=values["application__is_pilot"],
        outcome=level or str(Outcome(values["outcome"]).label),
        seal=seal(values["level__code"], level, is_lowest=values["level__rank"] == 1)
        if level
        else "",
        reasons=values["reasons"],
        published_on=values["published_on"],
    )
