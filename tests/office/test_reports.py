"""Documents: asked for in a row, made by whoever claims it, once."""

from dataclasses import dataclass
from datetime import date, timedelta
from errno import ENOSPC
from io import BytesIO

import pytest
from django.core import mail
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from office import files, heartbeat, making, pdf, reports, sending, tasks
from office.claims import claim
from office.models import Letter, Report
from office.models.report import ReportState
from office.reports import as_plain
from tests.accreditation.reports.samples import certificate_facts
from tests.office.conftest import MAY


@dataclass(frozen=True)
class Facts:
    name: str
    on: date
    label: object = gettext_lazy("Demonstration")


@pytest.fixture
def certificate(new_report, secretariat):
    return new_report(facts=as_plain(certificate_facts()), asked_by=secretariat)


@pytest.fixture
def broken(new_report):
    return new_report(template="reports/none_of_ours.html")


def ask(subject, **fields):
    return reports.ask(
        **{
            "kind": "tried",
            "title": "Tried",
            "template": "reports/certificate.html",
            "facts": Facts("Östhafen", date(2027, 3, 5)),
            "about": subject,
            "language": "en",
            "permission": MAY,
            **fields,
        }
    )


def text_of(report):
    with report.file.open("rb") as file:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.read())).pages)


# --- asking --------------------------------------------------------------------------------------


def test_a_fact_that_is_not_plain_is_refused(subject):
    with pytest.raises(TypeError, match="is no plain fact"):
        ask(subject, facts={"subject": subject})


def test_what_was_asked_in_a_transaction_undone_was_never_asked(subject):
    with transaction.atomic():
        ask(subject)
        transaction.set_rollback(True)

    assert not Report.objects.exists()


def test_facts_are_frozen_as_plain_values(subject):
    report = ask(subject)

    assert report.facts == {"name": "Östhafen", "on": "2027-03-05", "label": "Demonstration"}
    assert report.about == subject.code


def test_the_same_facts_are_one_document(subject):
    assert ask(subject) == ask(subject)


@pytest.mark.parametrize(
    "other", [{"facts": Facts("Graz", date(2027, 3, 5))}, {"kind": "another"}, {"language": "mt"}]
)
def test_other_facts_are_another_document(subject, other):
    assert ask(subject) != ask(subject, **other)


def test_a_document_that_failed_is_asked_for_again(subject):
    first = ask(subject)
    Report.objects.update(state=ReportState.FAILED, problem="No paper.", attempts=3)

    again = ask(subject)

    assert again == first
    assert (again.state, again.problem, again.attempts) == (ReportState.ASKED, "", 0)


@pytest.mark.parametrize(("wished", "got"), [(("xx", "en"), "en"), (("",), "en")])
def test_a_document_is_in_a_language_we_have(wished, got):
    assert reports.language_for(*wished) == got


# --- making --------------------------------------------------------------------------------------


def test_no_document_is_made_inside_a_transaction(transactional_db, new_report):
    report = new_report()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        making.make(report.pk)

    report.refresh_from_db()
    assert report.state == ReportState.ASKED


def test_a_failure_is_said_in_a_sentence_and_can_be_tried_again(broken, caplog):
    assert making.make(broken.pk) is False

    broken.refresh_from_db()
    assert broken.state == ReportState.FAILED
    assert broken.problem == "This document could not be made. What it is made from is safe."

    Report.objects.update(template="reports/certificate.html", facts=as_plain(certificate_facts()))
    assert reports.ask_again(broken) is True
    assert making.make(broken.pk) is True


def test_what_has_not_failed_is_not_tried_again(certificate):
    assert reports.ask_again(certificate) is False


def test_a_broken_document_does_not_hold_up_the_others(broken, certificate, caplog):
    assert making.make_waiting() == 1

    certificate.refresh_from_db()
    assert certificate.state == ReportState.READY


def test_a_document_somebody_is_making_is_left_to_them(certificate):
    Report.objects.update(
        state=ReportState.BEING_MADE, claimed_until=timezone.now() + timedelta(minutes=1)
    )

    assert making.make_waiting() == 0


def test_a_document_whose_maker_died_is_taken_up_once(certificate):
    Report.objects.update(
        state=ReportState.BEING_MADE,
        attempts=1,
        percent=40,
        claimed_until=timezone.now() - timedelta(minutes=1),
    )

    assert making.make_waiting() == 1
    assert making.make_waiting() == 0
    certificate.refresh_from_db()
    assert (certificate.state, certificate.attempts) == (ReportState.READY, 2)


def test_a_document_whose_makers_died_each_time_has_failed(certificate):
    Report.objects.update(
        state=ReportState.BEING_MADE,
        attempts=making.ATTEMPTS,
        claimed_until=timezone.now() - timedelta(minutes=1),
    )

    making.make_waiting()

    certificate.refresh_from_db()
    assert certificate.state == ReportState.FAILED


def test_a_document_waits_while_there_is_no_room(certificate, monkeypatch):
    with monkeypatch.context() as outage:
        outage.setattr(files, "keep", raising(OSError(ENOSPC, "No space left")))
        tried = making.make_waiting()
    certificate.refresh_from_db()
    waiting = certificate.state
    Report.objects.update(claimed_until=timezone.now() - timedelta(minutes=1))

    assert (tried, waiting) == (0, ReportState.ASKED)
    assert making.make_waiting() == 1


def test_a_document_is_made_after_all_when_the_database_was_away(certificate, monkeypatch):
    with monkeypatch.context() as outage:
        outage.setattr(files, "keep", raising(OperationalError("gone")))
        with pytest.raises(OperationalError):
            making.make_waiting()
    certificate.refresh_from_db()
    waiting = certificate.state
    Report.objects.update(claimed_until=timezone.now() - timedelta(minutes=1))

    assert waiting == ReportState.BEING_MADE
    assert making.make_waiting() == 1


def test_a_document_that_never_finds_room_has_failed(certificate, monkeypatch):
    monkeypatch.setattr(files, "keep", raising(OSError(ENOSPC, "No space left")))
    for _attempt in range(making.ATTEMPTS):
        Report.objects.update(claimed_until=None)
        making.make_waiting()

    certificate.refresh_from_db()
    assert certificate.state == ReportState.FAILED


def test_a_document_whose_makers_die_keeps_no_other_waiting(certificate, new_report):
    Report.objects.update(attempts=1)
    other = new_report(facts=certificate.facts)

    assert claim(Report.objects.all()) == other.pk


def test_a_maker_that_lost_its_claim_overwrites_nothing(certificate):
    stale = Report.objects.get(pk=certificate.pk)
    making.make(certificate.pk)
    certificate.refresh_from_db()

    assert making._make(stale, pdf.write) is False
    assert Report.objects.get(pk=certificate.pk).ready_at == certificate.ready_at


def test_making_twice_has_one_effect(certificate):
    Report.objects.update(tell=True)

    tasks.make_reports()
    tasks.make_reports()

    certificate.refresh_from_db()
    assert certificate.attempts == 1
    assert Letter.objects.count() == 1


def test_whoever_asked_is_told_when_it_is_ready(certificate, secretariat):
    Report.objects.update(tell=True)

    tasks.make_reports()
    tasks.send_letters()

    (sent,) = mail.outbox
    assert sent.to == [secretariat.email]
    assert f"/office/reports/{certificate.pk}/" in sent.body


def test_nobody_is_told_who_did_not_ask_to_be(certificate):
    making.make(certificate.pk)

    assert sending.send_waiting() == 0


def test_a_finished_document_says_what_it_is(certificate):
    making.make(certificate.pk)

    certificate.refresh_from_db()
    assert (certificate.state, certificate.percent, certificate.pages) == ("ready", 100, 1)
    assert certificate.sha256 in certificate.file.name
    assert certificate.code in text_of(certificate)


def test_the_same_row_gives_the_same_bytes(certificate):
    making.make(certificate.pk)
    certificate.refresh_from_db()
    first = certificate.sha256

    Report.objects.update(state=ReportState.ASKED, attempts=0, file="", sha256="")
    making.make(certificate.pk)

    certificate.refresh_from_db()
    assert certificate.sha256 == first


def test_the_sweep_takes_what_was_left_and_shows_that_the_worker_lives(certificate):
    tasks.sweep()

    certificate.refresh_from_db()
    assert certificate.state == ReportState.READY
    assert heartbeat.is_seen()


def raising(problem):
    def broken(*_args):
        raise problem

    return broken
