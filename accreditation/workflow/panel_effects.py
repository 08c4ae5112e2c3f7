"""What follows the steps of a panel."""

from accreditation import clocks, letters
from accreditation.models import (
    Application,
    Finding,
    GroupView,
    MeasureView,
    PanelStatement,
    ReasonedFinding,
    Review,
)
from commitments.choices import DemandKind
from office.days import today
from office.workflow import Taken

from .differences import work_out_the_differences
from .panel_guards import members_of


def open_the_reviews(application: Application, _taken: Taken) -> None:
    """One review each; the panel is confirmed."""
    application.panels.filter(dissolved_on=None).update(confirmed_on=today())
    for member in members_of(application):
        Review.objects.get_or_create(member=member, defaults={"opened_on": today()})


def tell_the_panel_that_reviews_open(application: Application, taken: Taken) -> None:
    """Also until when its members speak with each other of how they work, and not of the case."""
    call = clocks.first_call(application.framework.clocks, application.panel.drawn_on)
    letters.write(
        application,
        letters.panel_members(application),
        "mail/review_opens.txt",
        note=taken.note,
        speak_by=call.day if today() <= call.day else None,
    )


def lay_out_the_differences(application: Application, _taken: Taken) -> None:
    """What the panel has to settle, view and write from now on."""
    work_out_the_differences(application)
    PanelStatement.objects.get_or_create(application=application)
    for level in application.framework.levels.all():
        if any(demand["kind"] == DemandKind.REASONED_FINDING for demand in level.demands):
            ReasonedFinding.objects.get_or_create(application=application, level=level)
    filing = application.filing
    for group in filing.groups.all():
        GroupView.objects.get_or_create(filed=group)
    for measure in filing.measures.all():
        MeasureView.objects.get_or_create(filed=measure)


def number_the_findings(application: Application, _taken: Taken) -> None:
    """What stands in the report is called F1, F2 … there, and for good."""
    findings = list(application.findings.of_the_report().in_order())
    for number, finding in enumerate(findings, start=1):
        finding.report_number = number
    Finding.objects.bulk_update(findings, ["report_number"])
