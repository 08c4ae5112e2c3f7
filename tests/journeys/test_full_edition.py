"""A first accreditation under the whole edition, with every document and letter it brings."""

import time

import pytest
from pypdf import PdfReader

from accreditation.demonstration.make import make
from office.models import Letter, Report
from office.models.letter import LetterState
from office.models.report import ReportState
from office.trail import first_fault
from tests.journeys.first_label import look_at_what_stands

PATIENCE = 240  # seconds, on a machine that has much else to do
AT_LEAST = {"panel_report": 25, "self_assessment": 20, "certificate": 1, "decision_letter": 1}


@pytest.mark.worker
@pytest.mark.postgres(only=True)
def test_a_worker_makes_every_document_and_sends_every_letter(worker):
    cast = make()
    city = cast.cities["valdoria"]
    look_at_what_stands(cast)

    wait_until_nothing_waits()

    about_it = Report.objects.filter(about_key=str(city.applications.get().pk))
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.READY}
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}
    assert {"panel_report", "self_assessment"} <= set(about_it.values_list("kind", flat=True))
    for report in Report.objects.filter(kind__in=AT_LEAST):
        with report.file.open() as file:
            document = PdfReader(file)
            text = "".join(page.extract_text() for page in document.pages)
        assert len(document.pages) >= AT_LEAST[report.kind], report
        assert document.root_object["/MarkInfo"]["/Marked"], report
        assert report.code in text, report
    assert first_fault() == ""


def wait_until_nothing_waits():
    until = time.monotonic() + PATIENCE
    waiting = Letter.objects.filter(state=LetterState.WAITING)
    while Report.objects.unfinished().exists() or waiting.exists():
        assert time.monotonic() < until, "The worker did not come to an end."
        time.sleep(0.2)
