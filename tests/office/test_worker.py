"""The worker in a process of its own takes what was asked for, also after it was killed."""

import os
import signal
import time

import pytest

from accounts.choices import PostKind
from office import making, reports, sending
from office.models import Letter, Report
from office.models.letter import LetterState
from office.models.report import ReportState
from tests.accreditation.reports.samples import certificate_facts, panel_report_facts
from tests.factories.people import PostFactory

pytestmark = [pytest.mark.worker, pytest.mark.postgres]


def ask(subject, by, *, long=False):
    return reports.ask(
        kind="panel_report" if long else "certificate",
        title="Panel report" if long else "Certificate",
        template=f"reports/{'panel_report' if long else 'certificate'}.html",
        facts=panel_report_facts() if long else certificate_facts(),
        about=subject,
        language="en",
        permission="accreditation.keep_sessions",
        by=by,
        tell=True,
    )


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not happen in time."
        time.sleep(0.05)


@pytest.fixture
def person(transactional_db):
    return PostFactory(kind=PostKind.SECRETARIAT).user


def test_a_document_is_made_and_whoever_asked_is_told(worker, person, subject):
    report = ask(subject, person)

    wait_for(lambda: Letter.objects.filter(state=LetterState.SENT).exists())

    report.refresh_from_db()
    assert report.state == ReportState.READY
    assert Letter.objects.get().to == person


def test_a_document_survives_a_worker_killed_in_the_middle(worker, person, subject):
    report = ask(subject, person, long=True)
    wait_for(lambda: Report.objects.get().percent > 10)

    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert Report.objects.get().state == ReportState.BEING_MADE
    assert making.make_waiting() == 0  # the claim still holds

    Report.objects.update(claimed_until=report.asked_at)  # its time is over
    assert making.make_waiting() == 1
    assert sending.send_waiting() == 1
    assert Report.objects.get().attempts == 2
