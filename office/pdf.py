"""How HTML becomes a tagged, accessible PDF."""

import gc
import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.staticfiles import finders

STYLE = "css/report.css"
BYTES_A_PAGE = 3700  # of HTML, about; only the progress bar knows
LAYOUT_FROM, LAYOUT_TO = 12, 82


@dataclass(frozen=True)
class Pdf:
    """A finished document."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def prepare() -> None:
    """Load the engine, which takes half a second; nothing to do when it is loaded."""
    import weasyprint  # noqa: F401, PLC0415 -- slow import


def write(html: str, *, progress: Callable[[int], None] | None = None) -> Pdf:
    """Lay out ``html`` as PDF/UA-1; the same text gives the same bytes.

    ``progress`` is called with a rising percentage. Nothing is fetched: pictures stand in the
    HTML as data, the style is our own file. Raises whatever the engine raises.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import

    fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    with _few_collections(), _reporting(progress, len(html)):
        style = CSS(filename=finders.find(STYLE), url_fetcher=fetcher)
        options = {"pdf_variant": "pdf/ua-1"}
        document = HTML(string=html, url_fetcher=fetcher).render(stylesheets=[style], **options)
        content = document.write_pdf(**options)
    return Pdf(content, len(document.pages))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Collect garbage seldom: a document is made of a million small objects that all stay."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _reporting(progress: Callable[[int], None] | None, size: int) -> Iterator[None]:
    """Turn what the engine logs of its seven steps into percentages."""
    if progress is None:
        yield
        return
    logger = logging.getLogger("weasyprint.progress")
    handler = _Percent(progress, expected_pages=max(1, size // BYTES_A_PAGE))
    usual = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(usual[0])
        logger.propagate = usual[1]


class _Percent(logging.Handler):
    """Says how far the document is, each time it is two percent further."""

    STARTS = {"1": 2, "2": 4, "3": 6, "4": 9, "6": 85, "7": 96}

    def __init__(self, progress: Callable[[int], None], *, expected_pages: int):
        super().__init__()
        self.progress, self.expected, self.said = progress, expected_pages, 0

    def emit(self, record: logging.LogRecord) -> None:
        percent = self._percent(record.getMessage())
        if percent >= self.said + 2:
            self.said = percent
            self.progress(percent)

    def _percent(self, message: str) -> int:
        if page := re.match(r"Step 5 .* Page (\d+)", message):
            done = min(1.0, int(page[1]) / self.expected)
            return round(LAYOUT_FROM + (LAYOUT_TO - LAYOUT_FROM) * done)
        step = re.match(r"Step (\d)", message)
        return self.STARTS.get(step[1], 0) if step else 0
