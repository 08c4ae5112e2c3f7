"""Seating panels: by the draw of a session, by one replacement, and ending them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accreditation import draw as drawing
from accreditation.choices import ApplicationState as S
from accreditation.models import (
    Application,
    Draw,
    Panel,
    PanelMember,
    Replacement,
    Reviewer,
)
from commitments.models import Framework, Requirement
from commitments.terms import PanelTerms
from office.days import today

from .pool import frozen


def why_impossible(draw: Draw) -> Iterator[str]:
    """A sentence for each reason why this draw cannot be made; tells no seat."""
    if not _holds_the_waiting(draw):
        yield _(
            "The applications that wait for a panel are not those for which pool and rules were "
            "frozen. Please freeze them again."
        )
        return
    yield from drawing.why_impossible(draw.frozen, draw.seed)


def carry_out(draw: Draw) -> None:
    """Draw all panels of the session and seat them, each with what its members assess.

    Raises Impossible when no panels keep every rule; nothing is written then.
    """
    drawn = drawing.draw(draw.frozen, draw.seed)
    draw.seats, draw.attempts, draw.drawn_on = drawn.seats, drawn.attempts, today()
    draw.save(update_fields=["seats", "attempts", "drawn_on"])
    framework = draw.session.framework
    codes = [code for by_seat in drawn.seats.values() for one in by_seat.values() for code in one]
    reviewers = {one.code: one for one in Reviewer.objects.filter(code__in=codes)}
    applications = draw.session.applications.filter(reference__in=drawn.seats)
    for application in applications.order_by("reference"):
        panel = Panel.objects.create(application=application, draw=draw, drawn_on=today())
        _seat(panel, drawn.seats[application.reference], reviewers, framework.panel)
        _assign(panel, framework, draw.seed)


def dissolve(application: Application) -> None:
    """End the panel that sits now; nothing without one."""
    panel = application.panel
    if panel is None:
        return
    panel.dissolved_on = today()
    panel.save(update_fields=["dissolved_on"])


def substitute(leaving: PanelMember) -> Reviewer:
    """Who would take this seat: drawn from the pool of today with the seed of the panel's draw.

    Raises Impossible when no single change keeps every rule.
    """
    text, seats = _as_it_sits(leaving.panel)
    code = drawing.replace(
        text,
        seats,
        leaving.panel.application.reference,
        leaving.reviewer.code,
        leaving.panel.draw.seed,
    )
    return Reviewer.objects.get(code=code)


def may_come(prepared: Replacement) -> bool:
    """Whether the change keeps every hard rule as pool and panels stand today."""
    panel = prepared.leaving.panel
    return drawing.may_replace(
        *_as_it_sits(panel),
        panel.application.reference,
        prepared.leaving.reviewer.code,
        prepared.coming.code,
    )


def _as_it_sits(panel: Panel) -> tuple[str, drawing.Seats]:
    """The text of today's pool for this panel alone, and the seats it has."""
    seats: dict[str, list[str]] = defaultdict(list)
    for member in panel.members.filter(left_on=None).select_related("reviewer"):
        seats[member.seat].append(member.reviewer.code)
    application = panel.application
    return frozen([application], panel.draw.session), {application.reference: dict(seats)}


def seat_replacement(application: Application) -> PanelMember:
    """Carry out the prepared replacement; the new member takes seat, chair and assignments."""
    prepared = (
        Replacement.objects.filter(
            leaving__panel__application=application, leaving__left_on=None, done_on=None
        )
        .select_related("leaving", "coming")
        .earliest("pk")
    )
    leaving = prepared.leaving
    leaving.left_on, leaving.left_because = today(), prepared.reason
    leaving.save(update_fields=["left_on", "left_because"])
    member = PanelMember.objects.create(
        panel=leaving.panel,
        reviewer=prepared.coming,
        user=prepared.coming.user,
        seat=leaving.seat,
        is_chair=leaving.is_chair,
        joined_on=today(),
    )
    member.assigned.set(leaving.assigned.all())
    prepared.done_on = today()
    prepared.save(update_fields=["done_on"])
    return member


def _holds_the_waiting(draw: Draw) -> bool:
    waiting = draw.session.applications.filter(state=S.FORMING).values_list("reference", flat=True)
    return set(waiting) == set(drawing.references(draw.frozen))


def _seat(
    panel: Panel,
    by_seat: dict[str, list[str]],
    reviewers: dict[str, Reviewer],
    terms: PanelTerms,
) -> None:
    PanelMember.objects.bulk_create(
        PanelMember(
            panel=panel,
            reviewer=reviewers[code],
            user_id=reviewers[code].user_id,
            seat=seat,
            is_chair=seat == terms.chair and place == 0,
            joined_on=today(),
        )
        for seat in terms.seats
        for place, code in enumerate(by_seat.get(seat, []))
    )


def _assign(panel: Panel, framework: Framework, seed: str) -> None:
    """Each requirement goes to as many members as the edition says; the work is spread evenly."""
    members = {one.reviewer.code: one for one in panel.members.select_related("reviewer")}
    given: Counter[str] = Counter()
    through: Any = PanelMember.assigned.through
    rows = []
    for requirement in Requirement.objects.of(framework).in_order():
        terms = framework.panel
        asked = terms.assess_core if requirement.is_core else terms.assess_other
        number = len(members) if asked == "all" else min(int(asked), len(members))
        mixed = drawing.shuffled(members, seed, panel.application.reference, requirement.code)
        for code in sorted(mixed, key=lambda code: given[code])[:number]:
            given[code] += 1
            rows.append(through(panelmember_id=members[code].pk, requirement_id=requirement.pk))
    through.objects.bulk_create(rows)
