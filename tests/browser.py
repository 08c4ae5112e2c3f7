"""Fixtures for journeys in a real browser, where anything wrong on a page fails the test."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

# As in ``scripts/environment.py``: the first takes half as much of the processor for a page.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
]
PATIENCE = 30_000  # milliseconds: a busy machine is not a broken page
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
# A page takes it along and reads it when it is looked at: sent to each page it would take longer.
AXE = f"window.readAxe = () => {{{Axe().axe_script}}};"
READ = "'axe' in window || ('readAxe' in window && !readAxe())"
# What is well would be a long answer, and nobody reads it.
VIOLATIONS = "options => axe.run(options).then(results => results.violations)"
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def browser():
    """The distribution's Chromium, started once for all journeys of this process."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.fail(f"Tests need Chromium. Install it: sudo apt-get install --yes {BROWSERS[0]}")
    expect.set_options(timeout=PATIENCE)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS + as_root)
        yield started
        started.close()


@pytest.fixture
def troubles():
    """What went wrong on any page of this test; must be empty at its end."""
    found = []
    yield found
    if found:
        pytest.fail("\n".join(found))


@pytest.fixture
def open_browser(browser, live_server, troubles):
    """A function that opens a page with cookies of its own: one for each person of a journey.

    Options are Playwright's: ``viewport``, ``color_scheme``, ``java_script_enabled`` …
    """

    contexts = []

    def open_page(**options):
        options = {"base_url": live_server.url, "locale": "en-GB", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if options.get("java_script_enabled", True):
            context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", lambda message: troubles.extend(complaint(message)))
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:", "blob:"))
                else troubles.append(f"asks somebody else: {request.url}")
            ),
        )
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_browser):
    """One page of the live server; any console error or refused content fails the test."""
    return open_browser()


@pytest.fixture
def axe():
    """A function that fails with what it finds where a page violates WCAG 2.2 A or AA."""

    def no_violations(page):
        if not page.evaluate(READ):  # nothing of this person has been looked at: others carry none
            page.context.add_init_script(AXE)
            page.evaluate(AXE + READ)
        found = [
            f"{page.url}: {each['id']}: {each['help']}: {node['html'][:160]}"
            for each in page.evaluate(VIOLATIONS, AXE_OPTIONS)
            for node in each["nodes"]
        ]
        if found:
            pytest.fail("\n".join(found))

    return no_violations


def complaint(message):
    """What a line on the console complains of; nothing where a page itself answers 403 or 404."""
    if message.type not in ("error", "warning"):
        return []
    address = message.location.get("url", "")
    refused = "the server responded with a status of 4" in message.text
    if refused and message.page is not None and address.split("#")[0] == message.page.url:
        return []
    return [f"{message.type} on {address}: {message.text}"]
