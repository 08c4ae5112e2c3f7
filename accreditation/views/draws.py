"""The draw of a session: freeze, seed, whether it is possible, and what was drawn."""

from collections import Counter, defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django_countries import countries as names

from accounts.choices import PostKind
from accounts.http import SignedInRequest
from accounts.models import Post
from accreditation import draw as drawing
from accreditation import seating
from accreditation.actions import draws as actions
from accreditation.choices import ApplicationState, Seat
from accreditation.forms.panels import FreezeForm, SeedForm
from accreditation.models import Draw, Reviewer, Session
from accreditation.workflow import SESSION
from office.days import is_demonstration
from office.models import Proposal
from office.saving import saved, status_of


def _find(request: SignedInRequest, code: str, *, to_keep: bool = False) -> Session:
    session = get_object_or_404(Session.objects.visible_to(request.user), code=code)
    if to_keep and not request.user.has_perm("accreditation.keep_sessions"):
        raise PermissionDenied(_("Only the secretariat prepares a draw."))
    return session


@login_required
def draw(request: SignedInRequest, code: str) -> HttpResponse:
    """Who waits, who may be drawn, the frozen file and its seed; and the draws made so far."""
    session = _find(request, code)
    prepared = session.draws.prepared().first()
    may_keep = request.user.has_perm("accreditation.keep_sessions")
    form = SeedForm(
        request.POST if request.method == "POST" else None, initial=_seed_offered(prepared)
    )
    if request.method == "POST":
        _find(request, code, to_keep=True)
        undrawn = get_object_or_404(session.draws.prepared())
        if saved(form, actions.enter_seed, draw=undrawn, by=request.user):
            messages.success(request, _("The seed is kept. Two people now take the step."))
            return redirect("accreditation:draw", code=code)
    step = SESSION.transitions["draw"]
    is_open = session.state in step.source
    return render(
        request,
        "accreditation/panels/draw.html",
        {
            "session": session,
            "prepared": prepared,
            "seed_from": actions.moment_of(prepared) if prepared else "",
            "drawn": session.draws.made(),
            "may_keep": may_keep,
            "open": is_open,
            "waiting": _waiting(session),
            "pool": _pool() if may_keep else [],
            "blockers": step.blockers(session) if is_open and may_keep else [],
            "proposal": Proposal.objects.open().of(session).filter(step="draw").first(),
            "form": form,
        },
        status=status_of(form),
    )


@login_required
def freeze(request: SignedInRequest, code: str) -> HttpResponse:
    """Write down pool and rules as they stand now, and name where the seed will come from."""
    session = _find(request, code, to_keep=True)
    earlier = session.draws.prepared().first()
    form = FreezeForm(
        request.POST if request.method == "POST" else None,
        demonstration=is_demonstration(),
        again=earlier is not None,
    )
    if saved(form, actions.freeze_pool, session=session, by=request.user):
        messages.success(request, _("Pool and rules are frozen. Their hash is public from now on."))
        return redirect("accreditation:draw", code=code)
    may_be_drawn = session.state in SESSION.transitions["draw"].source and _waiting(session)
    context = {
        "session": session,
        "form": form if may_be_drawn or form.is_bound else None,
        "earlier": earlier,
        "demonstration": is_demonstration(),
    }
    return render(request, "accreditation/panels/freeze.html", context, status=status_of(form))


@login_required
def drawn(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """What was drawn, and that drawing it again gives the same."""
    made = _made(_find(request, code), number)
    codes = {one for seats in made.seats.values() for codes in seats.values() for one in codes}
    people = {
        reviewer.code: reviewer
        for reviewer in Reviewer.objects.filter(code__in=codes).select_related("user")
    }
    again = drawing.draw(made.frozen, made.seed)
    return render(
        request,
        "accreditation/panels/drawn.html",
        {
            "session": made.session,
            "draw": made,
            "panels": [
                (reference, [
                    (Seat(seat).label, [people[one] for one in codes])
                    for seat, codes in sorted(seats.items())
                ])
                for reference, seats in sorted(made.seats.items())
            ],
            "unread": again.broken_soft,
            "hash_holds": seating.hash_of(made.frozen) == made.frozen_hash,
            "same_again": again.seats == made.seats,
            "rules_hold": not drawing.broken_rules(made.frozen, made.seats),
        },
    )  # fmt: skip


@login_required
def file(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """The frozen text, byte for byte: its SHA-256 is the hash that was published."""
    session = _find(request, code)
    kept = get_object_or_404(session.draws, number=number)
    response = HttpResponse(kept.frozen.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="draw-{session.code}-{number}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _made(session: Session, number: int) -> Draw:
    return get_object_or_404(session.draws.made(), number=number)


def _waiting(session: Session) -> Any:
    waiting = session.applications.filter(state=ApplicationState.FORMING)
    return waiting.select_related("city").order_by("reference")


def _seed_offered(prepared: Draw | None) -> dict[str, str]:
    """In a demonstration the hash of the frozen file stands in for a public value, marked so."""
    if prepared and not prepared.seed and is_demonstration():
        return {"seed": prepared.frozen_hash}
    return {"seed": prepared.seed} if prepared else {}


def _pool() -> list[list[str]]:
    """For each seat: how many may be drawn, and from which countries."""
    posts = Post.objects.current().of_kind(PostKind.REVIEWER).values("user")
    may = Reviewer.objects.filter(available=True, user__is_active=True, user__in=posts)
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    for reviewer in may:
        countries[reviewer.seat][names.name(str(reviewer.country))] += 1
    return [
        [
            str(label),
            str(countries[seat].total()),
            ", ".join(f"{name} ({number})" for name, number in sorted(countries[seat].items())),
        ]
        for seat, label in Seat.choices
    ]
