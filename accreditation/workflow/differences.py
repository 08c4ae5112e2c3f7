"""Where the members of a panel differ, worked out from what they filed."""

from collections import defaultdict
from collections.abc import Callable

from accreditation.choices import ReviewState, Settled
from accreditation.models import Application, Assessment, Settlement
from commitments.models import SpecialAnswer
from office import trail
from office.actors import PROCEDURE
from office.days import today

from .panel_guards import members_of

Values = tuple[str, str]  # the lowest and the highest found


def work_out_the_differences(application: Application) -> None:
    """Equal assessments stand; each difference waits to be settled in writing (design §5).

    Worked out once more, only what has changed is laid open again, since a member left or came:
    the reasons written so far stay as a draft. What nobody assesses just now keeps its place.
    """
    found = _found(application)
    settlements = {
        one.requirement_id: one for one in application.settlements.select_for_update(no_key=True)
    }
    Settlement.objects.bulk_create(
        _as_found(Settlement(application=application, requirement_id=requirement), values)
        for requirement, values in sorted(found.items())
        if requirement not in settlements
    )
    for requirement, settlement in settlements.items():
        before = (settlement.lowest, settlement.highest)
        values = found.get(requirement, before)
        if values != before:
            _lay_open_again(settlement, values)


def _lay_open_again(settlement: Settlement, values: Values) -> None:
    note = f"{settlement.how} {settlement.lowest} {settlement.highest} {settlement.found}"
    _as_found(settlement, values)
    settlement.version += 1
    settlement.save(
        update_fields=["how", "lowest", "highest", "found", "settled_on", "settled_by", "version"]
    )
    trail.record(
        settlement, "work_out_anew", by=PROCEDURE, workflow="application", note=note.strip()
    )


def _as_found(settlement: Settlement, values: Values) -> Settlement:
    settlement.lowest, settlement.highest = values
    equal = settlement.lowest == settlement.highest
    settlement.how = Settled.EQUAL if equal else Settled.OPEN
    settlement.found = settlement.lowest if equal else ""
    settlement.settled_on = today() if equal else None
    settlement.settled_by = None
    return settlement


def _found(application: Application) -> dict[int, Values]:
    """The lowest and the highest value of each requirement, of reviews that are filed and stand."""
    place = _order_of_values(application)
    found: dict[int, set[str]] = defaultdict(set)
    filed = Assessment.objects.filter(
        review__member__in=members_of(application), review__state=ReviewState.FILED
    )
    for requirement, value in filed.values_list("requirement", "found"):
        found[requirement].add(value)
    return {one: (min(values, key=place), max(values, key=place)) for one, values in found.items()}


def _order_of_values(application: Application) -> Callable[[str], tuple[int, str]]:
    """Where special answers stand beside steps: what lacks lies below, what is excluded above."""
    specials = SpecialAnswer.objects.filter(framework=application.framework)
    order = {
        special.key: 1_000_000 if special.counts_as == "excluded" else -1 for special in specials
    }

    def place(value: str) -> tuple[int, str]:
        return order.get(value, int(value) if value.isdigit() else -1), value

    return place
