"""What follows the steps of a panel."""

from collections import defaultdict

from accreditation.choices import ReviewState, Settled
from accreditation.models import (
    Application,
    Assessment,
    GroupView,
    MeasureView,
    PanelStatement,
    ReasonedFinding,
    Review,
    Settlement,
)
from commitments.choices import DemandKind
from commitments.models import SpecialAnswer
from office.days import today
from office.workflow import Taken

from .panel_guards import members_of


def open_the_reviews(application: Application, _taken: Taken) -> None:
    """One review each; the panel is confirmed."""
    application.panels.filter(dissolved_on=None).update(confirmed_on=today())
    for member in members_of(application):
        Review.objects.get_or_create(member=member, defaults={"opened_on": today()})


def lay_out_the_differences(application: Application, _taken: Taken) -> None:
    """Equal assessments stand; each difference waits to be settled in writing (design §5)."""
    order = _order_of_values(application)
    found: dict[int, list[Assessment]] = defaultdict(list)
    filed = Assessment.objects.filter(
        review__member__in=members_of(application), review__state=ReviewState.FILED
    )
    for assessment in filed.order_by("pk"):
        found[assessment.requirement_id].append(assessment)
    Settlement.objects.bulk_create(
        _settlement(application, requirement, assessments, order)
        for requirement, assessments in sorted(found.items())
    )
    PanelStatement.objects.get_or_create(application=application)
    for level in application.framework.levels.all():
        if any(demand["kind"] == DemandKind.REASONED_FINDING for demand in level.demands):
            ReasonedFinding.objects.get_or_create(application=application, level=level)
    filing = application.filing
    for group in filing.groups.all():
        GroupView.objects.get_or_create(filed=group)
    for measure in filing.measures.all():
        MeasureView.objects.get_or_create(filed=measure)


def _settlement(
    application: Application,
    requirement: int,
    assessments: list[Assessment],
    order: dict[str, int],
) -> Settlement:
    values = sorted(
        {assessment.found for assessment in assessments},
        key=lambda value: order.get(value, int(value) if value.isdigit() else -1),
    )
    equal = len(values) == 1
    return Settlement(
        application=application,
        requirement_id=requirement,
        how=Settled.EQUAL if equal else Settled.OPEN,
        lowest=values[0],
        highest=values[-1],
        found=values[0] if equal else "",
        settled_on=today() if equal else None,
    )


def _order_of_values(application: Application) -> dict[str, int]:
    """Where special answers stand beside steps: what lacks lies below, what is excluded above."""
    specials = SpecialAnswer.objects.filter(framework=application.framework)
    return {
        special.key: 1_000_000 if special.counts_as == "excluded" else -1 for special in specials
    }
