"""The real settings, made fast, and pointed at servers and folders of this run alone."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")  # gw0, gw1 … when tests run in parallel
if "TEST_RUN" not in os.environ:  # tests.services makes the folder, where it is loaded
    os.environ["TEST_RUN"] = tempfile.mkdtemp(prefix="hrcities-")
    atexit.register(shutil.rmtree, os.environ["TEST_RUN"], ignore_errors=True)
RUN = Path(os.environ["TEST_RUN"])
NUMBER = int(WORKER.removeprefix("gw")) if WORKER.startswith("gw") else 0

ON_POSTGRES = os.environ.get("TEST_DATABASE", "sqlite") == "postgres"
if ON_POSTGRES and "TEST_DATABASE_URL" not in os.environ:
    raise SystemExit("Say: TEST_DATABASE=postgres python -m pytest -p tests.services …")

os.environ.update(
    SECRET_KEY="tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    DEBUG="false",
    DATA=str(RUN / WORKER),
    PUBLIC_ADDRESS="http://localhost:8000",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    DEMONSTRATION_SIGN_IN="false",
    EMAIL_URL="filemail:",
    SSL_REDIRECT="false",
    BEHIND_PROXY="false",
    METRICS_TOKEN="",
    LOG_LEVEL="WARNING",
    DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright keeps an event loop in the thread of the tests
    # Redis has sixteen databases: the first eight carry messages, the others the cache.
    REDIS_URL=f"{os.environ['TEST_REDIS_URL']}/{NUMBER % 8}" if ON_POSTGRES else "",
    REPLICA_URL="",
    DATABASE_URL=os.environ["TEST_DATABASE_URL"] if ON_POSTGRES else f"sqlite:///{RUN / WORKER}/db",
)

from hrcities.settings import *  # noqa: E402, F403
from hrcities.settings import CACHES, DATA, DATABASES, INSTALLED_APPS, QUEUE, STORAGES  # noqa: E402

INSTALLED_APPS = ["tests", *INSTALLED_APPS]  # for its own flush

DATABASE = DATABASES["default"]
DATABASE["CONN_MAX_AGE"] = 0
if ON_POSTGRES:
    CACHES["default"]["LOCATION"] = f"{os.environ['TEST_REDIS_URL']}/{8 + NUMBER % 8}"
else:
    # A file, since a live server's threads and a worker's process must see the same rows.
    DATABASE["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF"
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    for folder in ("messages", "control"):
        (QUEUE / folder).mkdir(parents=True, exist_ok=True)
DATA.mkdir(parents=True, exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
