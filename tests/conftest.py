"""What every test may ask for; the fixtures of browser and worker stand beside this file."""

import gc
import time
from datetime import date
from inspect import signature

import hypothesis
import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core.cache import cache

from accounts import worded
from accounts.choices import PostKind
from cities.choices import Role
from cities.models import Membership
from office import days
from progress import edition
from register import choices, drawing, frame
from register import kept as counts
from tests.factories import kept
from tests.factories.people import PostFactory, UserFactory
from voices import sealing

# A busy machine is no defect: how long an example takes is never what a test is about.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

COMPARED = set()

pytest_plugins = ["tests.browser", "tests.worker", "tests.operation.places", "tests.trail"]

MARKERS = (
    "postgres(only=False): runs on PostgreSQL and Redis too; with only=True, nowhere else",
    "alone: one transaction does what is many elsewhere, as in a demonstration; it holds the trail",
    "worker: needs a Celery worker in a process of its own (fixture worker)",
    "browser: a journey in a real browser (fixtures page, open_browser, axe)",
    "long: takes many seconds; begun first, so that parallel processes end together",
)


def pytest_configure(config):
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_collection_modifyitems(config, items):
    """Long ones first; left out is what only PostgreSQL can show while tests run on SQLite."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
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


def pytest_collection_finish():
    """Thousands of collected tests stay to the end: no search for garbage walks through them.

    What tests leave behind is little beside that, so it is looked for seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def empty_cache():
    """Throttles, cached pages and editions read in one test do not reach the next."""
    cache.clear()
    edition.forget()
    for room in (choices, counts, days, drawing, frame):
        room.forget()


@pytest.fixture(autouse=True)
def compared_statements():
    """What was worded once is what Django would write for the values of each test.

    It would write the same for the same values, so those of earlier tests are not compared again.
    """
    worded.compared = COMPARED
    yield
    worded.compared = None


@pytest.fixture(autouse=True)
def kept_scenes(request):
    """Scenes are copied where a test leaves settings and code as they are."""
    patches = "monkeypatch" in signature(request.function).parameters
    kept.may_keep = not (patches or "settings" in request.fixturenames)
    yield
    kept.may_keep = False


@pytest.fixture(autouse=True)
def voices_key():
    """The key that contributions are sealed to stands where the platform was set up."""
    if not sealing.there_is_a_key():
        sealing.make_key()


# --- people: fixtures every room needs -----------------------------------------------------------


@pytest.fixture
def someone(db):
    """A person without any post or city."""
    return UserFactory(name="Someone")


@pytest.fixture
def holder_of(db):
    """A function: a new person who holds one of the posts, ``PostKind``."""

    def make(kind, **fields):
        fields.setdefault("name", f"{PostKind(kind).label} {time.monotonic_ns()}")
        return PostFactory(user=UserFactory(**fields), kind=kind).user

    return make


@pytest.fixture
def secretariat(holder_of):
    """Somebody of the secretariat."""
    return holder_of(PostKind.SECRETARIAT, name="Sascha Secretariat")


@pytest.fixture
def member_of(db):
    """A function: a new person with this role for this city."""

    def make(city, role, **fields):
        fields.setdefault("name", f"{Role(role).label} of {city.name}")
        user = UserFactory(**fields)
        Membership.objects.create(city=city, user=user, role=role, since=date(2020, 1, 1))
        return user

    return make


@pytest.fixture
def lead_of(member_of):
    """A function: the person who leads this city; made where there is none yet."""

    def find_or_make(city):
        lead = Membership.objects.current().filter(city=city, role=Role.LEAD).first()
        return lead.user if lead else member_of(city, Role.LEAD)

    return find_or_make


@pytest.fixture
def sign_in():
    """A function: sign a person in on a test client, second factor used; gives the client back."""

    def enter(client, user, *, second_factor=True):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        methods = ["password", "mfa"] if second_factor else ["password"]
        session = client.session
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session["account_authentication_methods"] = [
            {"method": method, "at": time.time(), "reauthenticated": True} for method in methods
        ]
        session.save()
        return client

    return enter


@pytest.fixture
def sign_in_long_ago(sign_in):
    """A function: as ``sign_in``, but the second factor was last shown an hour ago."""

    def enter(client, user):
        session = sign_in(client, user).session
        for record in session["account_authentication_methods"]:
            record["at"] -= 3600
        session.save()
        return client

    return enter
