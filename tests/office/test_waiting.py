"""A document comes while its reader watches, and without scripts by looking again."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from office import making
from office.models import Report
from office.models.report import ReportState
from office.reports import as_plain
from tests.accreditation.reports.samples import certificate_facts
from tests.factories.people import UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def person(transactional_db):
    return UserFactory(name="Ada Reader")


@pytest.fixture
def report(person, new_report, only_theirs):
    return new_report(facts=as_plain(certificate_facts()), permission=only_theirs(person))


@pytest.fixture
def open_as(open_browser, sign_in, live_server, person):
    """A function: a browser in which the person is signed in."""

    def enter(**options):
        cookie = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME]
        page = open_browser(**options)
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        return page

    return enter


def test_the_page_follows_the_document_until_it_is_there(open_as, report, axe):
    Report.objects.update(state=ReportState.BEING_MADE, percent=42)
    page = open_as()
    page.goto(report.get_absolute_url())
    axe(page)
    assert page.locator("progress").get_attribute("value") == "42"

    Report.objects.update(state=ReportState.ASKED)
    making.make(report.pk)

    link = page.get_by_role("link", name="Tried report")
    link.wait_for()
    axe(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "2027-1-tried-report.pdf"


def test_a_document_that_failed_is_asked_for_again(open_as, report, axe):
    Report.objects.update(state=ReportState.FAILED, problem="It could not be made.")
    page = open_as()
    page.goto(report.get_absolute_url())
    axe(page)

    page.get_by_role("button", name="Try again").click()
    page.get_by_text("The document is being made once more.").wait_for()

    assert Report.objects.get().state == ReportState.ASKED


def test_without_scripts_a_link_looks_again(open_as, report):
    page = open_as(java_script_enabled=False)
    page.goto(report.get_absolute_url())
    making.make(report.pk)

    page.get_by_role("link", name="See how far it is now").click()

    expect(page.get_by_role("link", name="Tried report")).to_be_visible()


def test_a_code_is_checked_by_anyone(open_browser, report, axe):
    making.make(report.pk)
    page = open_browser()
    page.goto("/office/reports/check/")
    page.get_by_label("Verification code").fill(report.code)

    page.get_by_role("button", name="Check").click()

    expect(page.get_by_role("heading", name="This is one of our documents")).to_be_visible()
    axe(page)
