"""Preparing a draw: pool and rules first, with where the seed will come from; then the seed."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation import draw as drawing
from accreditation import seating
from accreditation.models import Draw, Session
from accreditation.workflow import SESSION
from office import proposals, trail
from office.actors import PROCEDURE, acting
from office.clocks import now
from office.days import ZONE, is_demonstration
from office.workflow import Refused


@transaction.atomic
@trail.gathered()
def freeze_pool(
    *,
    session: Session,
    by: User,
    source: str = "",
    known_at: datetime | None = None,
    reason: str = "",
) -> Draw:
    """Write down pool and rules, and name where the seed will come from, before it is known.

    ``source`` becomes known at ``known_at``, which lies ahead; in a demonstration the hash of the
    text stands in for both. Freezing anew takes a ``reason`` and sets aside what was frozen, with
    its seed; a first person's confirmation falls with it. Raises Refused when a source or reason
    is missing, or no panel can be drawn from here.
    """
    _hold(session)
    if session.state not in SESSION.transitions["draw"].source:
        raise Refused(_("Panels of this session cannot be drawn now."))
    if is_demonstration():
        source, known_at = _("the hash of the frozen file (demonstration)"), None
    elif not source.strip() or known_at is None or known_at <= now():
        raise Refused(
            _("Please name a source whose value nobody can know yet, and when it will be.")
        )
    frozen = seating.frozen_for(session)
    if not drawing.references(frozen):
        raise Refused(_("No application of this session waits for a panel."))
    _set_aside(session, reason)
    draw = Draw.objects.create(
        session=session,
        number=session.draws.count() + 1,
        frozen=frozen,
        frozen_hash=seating.hash_of(frozen),
        frozen_by=by,
        seed_source=source.strip(),
        seed_known_at=known_at,
    )
    note = _("%(hash)s; seed: %(source)s") % {"hash": draw.frozen_hash, "source": draw.seed_source}
    trail.record(session, "freeze_pool", by=acting(by), workflow=SESSION.name, note=note)
    return draw


@transaction.atomic
@trail.gathered()
def enter_seed(*, draw: Draw, seed: str, by: User) -> None:
    """Keep the value of the source that was named; a second person confirms it with the step.

    A first person's confirmation falls, since it was given for another seed. Raises Refused
    before the moment that was named, and once the panels are drawn or the pool frozen anew.
    """
    _hold(draw.session)
    draw.refresh_from_db(from_queryset=Draw.objects.select_for_update(no_key=True))
    if draw.drawn_on:
        raise Refused(_("The panels have been drawn; the seed stays as it is."))
    if draw.set_aside_at:
        raise Refused(_("Pool and rules were frozen anew meanwhile, with another seed to come."))
    if not draw.seed_may_be_known:
        raise Refused(_("The seed can be entered from %(when)s on.") % {"when": moment_of(draw)})
    if draw.seed_known_at is None and is_demonstration() and seed.strip() != draw.frozen_hash:
        raise Refused(_("In a demonstration the seed is the hash of the frozen file."))
    draw.seed = seed.strip()
    draw.save(update_fields=["seed"])
    _drop_confirmation(draw.session)
    note = f"{draw.seed} ({draw.seed_source})"
    trail.record(draw.session, "enter_seed", by=acting(by), workflow=SESSION.name, note=note)


def moment_of(draw: Draw) -> str:
    """The day and time from which the seed is known, with its zone."""
    if draw.seed_known_at is None:
        return ""
    return date_format(localtime(draw.seed_known_at, ZONE), "j F Y, H:i") + f" ({ZONE.key})"


def _hold(session: Session) -> None:
    """Lock the session, as the step does: nobody confirms while pool or seed change."""
    session.refresh_from_db(from_queryset=Session.objects.select_for_update(no_key=True))


def _set_aside(session: Session, reason: str) -> None:
    earlier = session.draws.prepared().first()
    if earlier is None:
        return
    if not reason.strip():
        raise Refused(_("Please say why pool and rules are frozen anew; it is published."))
    earlier.set_aside_at, earlier.set_aside_because = now(), reason.strip()
    earlier.save(update_fields=["set_aside_at", "set_aside_because"])
    _drop_confirmation(session)


def _drop_confirmation(session: Session) -> None:
    """What a first person asked for was asked with another text or seed."""
    if asked := proposals.waiting(SESSION.name, session, "draw"):
        why = _("The frozen file or its seed has changed.")
        proposals.drop(asked, session, how="fallen", by=PROCEDURE, note=why)
