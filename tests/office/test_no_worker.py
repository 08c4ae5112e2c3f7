"""While no worker runs, whoever waits for a document is told that it comes later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from office import heartbeat
from office.models import Beat, Report
from office.models.report import ReportState
from office.reports import as_plain
from tests.accreditation.reports.samples import certificate_facts

LATER = "it will be made later"
SOON = "It will be made in a moment."


@pytest.fixture
def report(new_report, only_theirs, someone):
    """A report that ``someone`` has asked for, and is told of."""
    return new_report(
        facts=as_plain(certificate_facts()),
        permission=only_theirs(someone),
        asked_by=someone,
        tell=True,
    )


@pytest.fixture
def reader(client, sign_in, someone):
    return sign_in(client, someone)


def asked(seconds):
    Report.objects.update(asked_at=timezone.now() - timedelta(seconds=seconds))


@pytest.mark.parametrize("state", [ReportState.ASKED, ReportState.BEING_MADE])
def test_after_a_minute_without_a_worker_it_comes_later_and_by_letter(reader, report, state):
    asked(61)
    Report.objects.update(state=state)
    Beat.objects.create(worker="gone", seen_at=timezone.now() - heartbeat.SILENCE)

    page = reader.get(report.get_absolute_url()).text

    assert LATER in page
    assert "a letter tells you when it is ready" in page
    assert "delay:30s" in page
    assert SOON not in page


def test_who_is_not_written_to_is_promised_no_letter(reader, report):
    asked(61)
    Report.objects.update(tell=False)

    page = reader.get(report.get_absolute_url()).text

    assert LATER in page
    assert "a letter tells you" not in page


@pytest.mark.parametrize(("seconds", "works"), [(30, False), (61, True)])
def test_in_the_first_minute_and_while_a_worker_lives_it_comes_in_a_moment(
    reader, report, seconds, works
):
    asked(seconds)
    if works:
        heartbeat.beat()

    page = reader.get(report.get_absolute_url()).text

    assert SOON in page
    assert LATER not in page


def test_a_document_that_is_there_is_not_waited_for(reader, report):
    asked(61)
    Report.objects.update(state=ReportState.FAILED)

    assert LATER not in reader.get(report.get_absolute_url()).text
