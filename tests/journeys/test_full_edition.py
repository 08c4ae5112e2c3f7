"""A first accreditation under the whole edition, without a browser, on every database."""

import time

import pytest
from pypdf import PdfReader

from accreditation.choices import ApplicationState as S
from accreditation.demonstration.make import make
from accreditation.models import Application, Assessment, Label
from office.models import Letter, Report
from office.models.letter import LetterState
from office.models.report import ReportState
from office.trail import first_fault

PATIENCE = 240  # seconds, on a machine that has much else to do
AT_LEAST = {"panel_report": 25, "self_assessment": 20, "certificate": 1, "decision_letter": 1}


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_demonstration_takes_a_county_to_its_label_by_actions_and_steps():
    cast = make()

    accredited = Application.objects.get(city=cast.cities["valdoria"])
    assert accredited.state == S.PUBLISHED
    assert accredited.framework.requirements.count() == 116
    assert accredited.filing.answers.count() == 116
    assert Assessment.objects.filter(review__member__panel__application=accredited).count() > 400

    label = Label.objects.get()
    assert (label.city, label.level.code, label.is_valid) == (accredited.city, "B", True)
    assert label.is_demonstration

    assert Application.objects.get(city=cast.cities["clarens"]).state == S.REVIEWING
    assert Application.objects.get(city=cast.cities["iduna"]).state == S.DRAFT
    assert Report.objects.filter(state="asked").count() >= 4
    assert Letter.objects.filter(to=cast.leads["valdoria"]).count() >= 8
    assert first_fault() == ""


@pytest.mark.worker
@pytest.mark.postgres(only=True)
def test_a_worker_makes_every_document_and_sends_every_letter(worker):
    cast = make()
    city = cast.cities["valdoria"]

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
