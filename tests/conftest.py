"""What every test may ask for; the fixtures of browser and worker stand beside this file."""

import pytest
from django.conf import settings
from django.core.cache import cache

pytest_plugins = ["tests.browser", "tests.worker"]

MARKERS = (
    "postgres(only=False): runs on PostgreSQL and Redis too; with only=True, nowhere else",
    "worker: needs a Celery worker in a process of its own (fixture worker)",
    "browser: a journey in a real browser (fixtures page, open_browser, axe)",
)


def pytest_configure(config):
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_collection_modifyitems(config, items):
    """Leave out what only PostgreSQL can show while tests run on SQLite."""
    if settings.ON_POSTGRES:
        return
    elsewhere = [
        item
        for item in items
        if any(mark.kwargs.get("only") for mark in item.iter_markers("postgres"))
    ]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture(autouse=True)
def empty_cache():
    """Throttles and cached pages of one test do not reach the next."""
    cache.clear()


# --- people: fixtures every room needs -----------------------------------------------------------
