"""The real settings as an installation behind a proxy has them, and the bare references beside."""

import os

from django.core.exceptions import ImproperlyConfigured

HOST = "cities.example.org"

if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    raise ImproperlyConfigured("The benchmarks need a PostgreSQL of their own. Type: make bench")
os.environ.update(
    DEBUG="false",
    PUBLIC_ADDRESS=f"https://{HOST}",
    ALLOWED_HOSTS=HOST,
    BEHIND_PROXY="true",
    SSL_REDIRECT="true",
    DEMONSTRATION_SIGN_IN="false",
    EMAIL_URL="filemail:",
)

from hrcities.settings import *  # noqa: E402, F403
from hrcities.settings import BASE_DIR, INSTALLED_APPS, MIDDLEWARE, TEMPLATES  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
MIDDLEWARE = ["bench.anew.DrawnAnew", *MIDDLEWARE]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench"]}]
ROOT_URLCONF = "bench.urls"
