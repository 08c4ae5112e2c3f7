"""Bringing a table of readings, and taking or leaving what it proposes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Framework
from office import trail
from office.actors import acting
from office.days import now, today
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.choices import ProposalState
from progress.edition import edition_of
from progress.indicators.comparing import FIGURE, Proposal, changes_in
from progress.indicators.reading import MOST_FAULTS, NotATable, read
from progress.models import BroughtTable, ProposedReading, Series
from progress.models.series import folded

from .readings import begin_series, record_reading

MOST_TABLES = 10  # that a record holds at a time


@dataclass
class Taken:
    """How many readings were saved; a sentence for each that was not."""

    accepted: int = 0
    left: list[str] = field(default_factory=list)


def bring_readings(
    *, city: City, framework: Framework, by: User, filename: str, content: bytes
) -> BroughtTable:
    """Read a table and lay out what it would change. It changes no reading by itself.

    What another table proposes already is not proposed again. Raises Refused with a sentence for
    what is no such table, and where too many wait to be looked through.
    """
    try:
        brought = read(content, today=today())
    except NotATable as reason:
        raise Refused(str(reason)) from None
    with transaction.atomic():
        City.objects.select_for_update(no_key=True).get(pk=city.pk)
        if BroughtTable.objects.filter(city=city).count() >= MOST_TABLES:
            raise Refused(
                _("%(most)d tables wait here already. Look through one of them, or put it away, "
                  "then try again.") % {"most": MOST_TABLES}
            )  # fmt: skip
        changes = changes_in(brought, city=city, edition=edition_of(framework))
        waiting = _waiting(city)
        new = [
            each
            for each in changes.proposals
            if _said(each.series.key, each, each.figure) not in waiting
        ]
        table = BroughtTable.objects.create(
            city=city,
            filename=filename[:200],
            how=brought.how[:400],
            brought_by=by,
            same=changes.same + len(changes.proposals) - len(new),
            faults=[each.as_plain() for each in changes.faults[:MOST_FAULTS]],
        )
        ProposedReading.objects.bulk_create([_proposed(table, each) for each in new])
        trail.record(table, "bring_readings", by=acting(by))
    return table


def accept_readings(*, proposals: Iterable[tuple[ProposedReading, int]], by: User) -> Taken:
    """Each with the version of the reading that ``by`` saw. What cannot be saved stays open."""
    outcome, held = Taken(), list(proposals)
    for proposal, version in held:
        place = {"name": proposal.name, "period": proposal.period}
        try:
            _accept(proposal, version, by)
        except ChangedMeanwhile:
            outcome.left.append(
                _("“%(name)s”, %(period)s was changed in between. Look at both numbers and "
                  "choose.") % place
            )  # fmt: skip
        except _Settled:
            continue  # by somebody else a moment ago
        except Refused as refused:
            outcome.left.append(
                _("“%(name)s”, %(period)s could not be saved: %(why)s")
                % {**place, "why": " ".join(refused.reasons)}
            )
        else:
            outcome.accepted += 1
    _let_go([proposal for proposal, _version in held])
    return outcome


def decline_readings(*, proposals: Iterable[ProposedReading], by: User) -> int:
    """Leave what stands as it is. How many were declined."""
    held = list(proposals)
    declined = ProposedReading.objects.open().filter(pk__in=[each.pk for each in held]).update(
        state=ProposalState.DECLINED, settled_at=now(), settled_by=by
    )  # fmt: skip
    _let_go(held)
    return declined


@transaction.atomic
@trail.gathered()
def put_table_away(*, table: BroughtTable, by: User) -> None:
    """Forget the table with what it proposes; the readings stay as they are."""
    trail.record(table, "put_table_away", by=acting(by))
    table.delete()


def forget_old_tables() -> None:
    """Remove tables whose thirty days are over, with what they proposed."""
    BroughtTable.objects.old().delete()


class _Settled(Refused):
    pass


@transaction.atomic
def _accept(proposal: ProposedReading, version: int, by: User) -> None:
    """Each in a transaction of its own, with its trail: what one of them lacks undoes no other.

    The city before the proposal: a reading of a group locks in this order what it forgets.
    """
    tables = BroughtTable.objects.filter(pk=proposal.table_id)
    City.objects.select_for_update(no_key=True).filter(pk__in=tables.values("city")).first()
    settled = ProposedReading.objects.open().filter(pk=proposal.pk).update(
        state=ProposalState.ACCEPTED, settled_at=now(), settled_by=by
    )  # fmt: skip
    if not settled:
        raise _Settled
    with trail.gathered():
        record_reading(
            series=_series(proposal, by),
            by=by,
            version=version,
            on=proposal.on,
            whole_year=proposal.whole_year,
            group=proposal.group,
            value=proposal.value,
            people=proposal.people,
            few=proposal.few,
            source=proposal.source,
        )


def _series(proposal: ProposedReading, by: User) -> Series:
    """The series it belongs to; begun by the first that is accepted."""
    if proposal.series is not None:
        return proposal.series
    city = proposal.table.city
    for each in Series.objects.filter(city=city):
        if each.key == (proposal.code or folded(proposal.name)):
            return each
    return begin_series(
        city=city,
        by=by,
        code=proposal.code,
        name=proposal.name,
        unit=proposal.unit,
        requirements=proposal.requirements,
        targets=proposal.targets,
    )


def _proposed(table: BroughtTable, proposal: Proposal) -> ProposedReading:
    series = proposal.series
    return ProposedReading(
        table=table,
        line=proposal.line,
        series=series if series.pk else None,
        code=series.code,
        name=series.name,
        unit=series.unit,
        requirements=series.requirements,
        targets=series.targets,
        group=proposal.group,
        on=proposal.on,
        whole_year=proposal.whole_year,
        seen=proposal.seen,
        **proposal.figure,
    )


def _waiting(city: City) -> set[tuple[Any, ...]]:
    """What is proposed already and not settled, whatever table it came from."""
    rows = ProposedReading.objects.open().filter(table__city=city)
    return {_said(each.code or folded(each.name), each, vars(each)) for each in rows}


def _said(key: str, when: Any, figure: Mapping[str, Any]) -> tuple[Any, ...]:
    return (key, when.on, when.whole_year, when.group, *(figure[name] for name in FIGURE))


def _let_go(proposals: Iterable[ProposedReading]) -> None:
    """Forget tables of which nothing is left to be read."""
    keys = {each.table_id for each in proposals}
    waiting = ProposedReading.objects.open().filter(table__in=keys).values("table")
    BroughtTable.objects.filter(pk__in=keys, faults=[]).exclude(pk__in=waiting).delete()
