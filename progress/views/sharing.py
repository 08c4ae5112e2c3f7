"""Who has what: sharing the questions out among departments and people, and reminding of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from cities.models import Membership
from commitments.models import Commitment
from office.days import today
from office.refusing import say_why
from office.workflow import Refused
from progress import actions
from progress.actions.sharing import is_part
from progress.choices import Part
from progress.edition import Edition
from progress.forms import AssignForm
from progress.models import Assignment, Reminder
from progress.records import sheet_of
from progress.sharing import Holding, Shares, concerns, holdings, shares_of, unknown_parts
from progress.views.pages import open_record

SAID = ("department", "person", "due_on")


@dataclass(frozen=True)
class Row:
    """One holder on the page."""

    holding: Holding
    people: Sequence[User]  # who would be reminded
    reminded_on: date | None  # when one of them was reminded last
    was_reminded_today: bool
    is_late: bool
    has_left: bool


@login_required
@require_safe
def work(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each department and person with what they have, and each part with who has it."""
    page = open_record(request, slug)
    shares, sheet = shares_of(page.city), sheet_of(page.city, page.framework, evidence=False)
    held, nobody = holdings(shares, sheet)
    team = list(page.city.memberships.current().select_related("user").order_by("pk"))
    reminders = Reminder.objects.filter(city=page.city).order_by()
    day, reminded = today(), dict(reminders.values_list("to").annotate(last=Max("on")))
    context = {
        "page": page,
        "city": page.city,
        "rows": [_row(holding, team, reminded, day) for holding in held],
        "nobody": nobody,
        "all": len(sheet.edition.requirements),
        "pillars": _pillars(page.edition, shares),
        "unknown": unknown_parts(shares, page.edition),
        "may_share": page.may_share,
    }
    return render(request, "progress/work.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: SignedInRequest, slug: str, part: str, code: str) -> HttpResponse:
    """Give one part of the record to somebody, or to nobody."""
    page = open_record(request, slug)
    if not is_part(page.edition, part, code):
        raise Http404
    page.require_share()
    shares = shares_of(page.city)
    held = shares.by_part.get((part, code))
    initial = {name: getattr(held, name) for name in SAID} if held else None
    data = request.POST if request.method == "POST" else None
    form = AssignForm(data, initial=initial, city=page.city)
    if form.is_valid():
        try:
            assignment = actions.assign(
                city=page.city,
                framework=page.framework,
                part=part,
                code=code,
                by=request.user,
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _said(code, assignment))
            return redirect("progress:work", slug)
    context = {
        "page": page,
        "city": page.city,
        "form": form,
        "held": held,
        **_what(page.edition, shares, part, code),
    }
    return render(request, "progress/assign.html", context)


@login_required
@require_POST
def remind(request: SignedInRequest, slug: str) -> HttpResponse:
    """A letter to whoever has this, at most one a day."""
    page = open_record(request, slug)
    page.require_share()
    share = Assignment.objects.filter(
        city=page.city, pk=_number(request.POST.get("assignment", ""))
    ).select_related("person", "department").first()  # fmt: skip
    if share is None:
        say_why(request, _("This was assigned anew just now. Please look again."))
        return redirect("progress:work", slug)
    team = page.city.memberships.current().select_related("user").order_by("pk")
    people = _people(share, list(team))
    reminded = actions.remind(
        city=page.city, framework=page.framework, people=people, by=request.user
    )
    if reminded:
        names = ", ".join(str(person) for person in reminded)
        messages.success(request, _("A reminder goes to %(names)s.") % {"names": names})
    elif people:
        say_why(
            request,
            _("Nobody was written to: they were reminded today, or have nothing open any more."),
        )
    else:
        say_why(
            request, _("Nobody on the team works in this department, so nobody was written to.")
        )
    return redirect("progress:work", slug)


def _row(holding: Holding, team: list[Membership], reminded: dict[int, date], day: date) -> Row:
    share = holding.assignment
    people = _people(share, team)
    days = [reminded[person.pk] for person in people if person.pk in reminded]
    due = holding.due_on
    return Row(
        holding=holding,
        people=people,
        reminded_on=max(days, default=None),
        was_reminded_today=day in days,
        is_late=due is not None and due < day,
        has_left=share.person is not None and not people,
    )


def _people(share: Assignment, team: list[Membership]) -> list[User]:
    return [each.user for each in team if concerns(share, each.user, each.department)]


def _pillars(edition: Edition, shares: Shares) -> list[dict[str, Any]]:
    """Each pillar and commitment with who has it; a commitment's own holder or its pillar's."""
    return [
        {
            "pillar": pillar,
            "share": shares.by_part.get((Part.PILLAR, pillar.code)),
            "commitments": [
                _commitment(commitment, shares)
                for commitment in edition.commitments.values()
                if commitment.pillar_id == pillar.pk
            ],
        }
        for pillar in edition.pillars
    ]


def _commitment(commitment: Commitment, shares: Shares) -> dict[str, Any]:
    own = shares.by_part.get((Part.COMMITMENT, commitment.code))
    single = [
        share
        for requirement in commitment.requirements.all()
        if (share := shares.by_part.get((Part.REQUIREMENT, requirement.code)))
    ]
    return {"commitment": commitment, "share": own, "single": single}


def _what(edition: Edition, shares: Shares, part: str, code: str) -> dict[str, Any]:
    """What the page says of the part it is about, and of the narrower ones within it."""
    if part == Part.PILLAR:
        pillar = next(one for one in edition.pillars if one.code == code)
        return {"title": pillar.title, "text": pillar.question, "within": []}
    if part == Part.COMMITMENT:
        commitment = edition.commitments[code]
        within = [
            (one, shares.by_part.get((Part.REQUIREMENT, one.code)))
            for one in commitment.requirements.all()
        ]
        return {"title": str(commitment), "text": commitment.plain, "within": within}
    requirement = edition.requirements[code]
    return {"title": code, "text": requirement.text, "within": []}


def _said(code: str, assignment: Assignment | None) -> str:
    if assignment is None:
        return _("Nobody has %(code)s for itself now.") % {"code": code}
    return _("%(who)s has %(code)s now.") % {"who": assignment.holder, "code": code}


def _number(text: str) -> int:
    return int(text[:12]) if text.isascii() and text.isdigit() else 0
