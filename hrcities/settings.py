"""One settings file; the environment decides what differs between machines."""

import os
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from hrcities import logs, safety, sign_in_forms, storage
from hrcities.countries import COUNTRIES
from hrcities.databases import copied, tuned
from hrcities.queues import queue_options
from hrcities.shared import metrics_folder
from hrcities.timetable import timetable

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- the place -------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
SECOND_FACTOR_KEY = env("SECOND_FACTOR_KEY", default="") or SECRET_KEY
TRAIL_KEYS = env.list("TRAIL_KEYS", default=[]) or [SECRET_KEY]  # the first signs, all count
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PUBLIC_ADDRESS = env("PUBLIC_ADDRESS", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
# In every footer; translated unless the environment names somebody.
OPERATOR = env("OPERATOR", default="") or _("Demonstration, not run or endorsed by FRA or the EU")
CONTACT = env("CONTACT", default="")  # an e-mail address of theirs, beside it
# Invented people by one click: only together with a database made as a demonstration.
DEMONSTRATION_SIGN_IN = env.bool("DEMONSTRATION_SIGN_IN", default=False)
DATA = Path(env("DATA", default=str(BASE_DIR / "var"))).resolve()

# --- rooms and what they stand on ----------------------------------------------------------------

INSTALLED_APPS = [
    "hrcities.apps.AssemblyConfig",
    "accounts",
    "office",
    "cities",
    "commitments",
    "progress",
    "voices",
    "accreditation",
    "register",
    "crispy_forms",
    "django_countries",
    "django_htmx",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules.apps.AutodiscoverRulesConfig",
    "whitenoise.runserver_nostatic",
    "hrcities.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "hrcities.observing.ObserveMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hrcities.middleware.SafetyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accounts.middleware.LanguageMiddleware",  # first, so that what is refused is said in it too
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.held.HeldMiddleware",
    "accounts.middleware.SessionEndMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "office.once.OnceMiddleware",
    "hrcities.replica.ReplicaMiddleware",
]
ROOT_URLCONF = "hrcities.urls"
WSGI_APPLICATION = "hrcities.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hrcities.context.place",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "accounts.templatetags.forms_say_whose",
                "accounts.templatetags.worked_out_once",
            ],
        },
    }
]
FORM_RENDERER = "hrcities.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["hrc"]
CRISPY_TEMPLATE_PACK = "hrc"

# --- data -----------------------------------------------------------------------------------------

DATABASES = {
    "default": tuned(env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'hrcities.sqlite3'}"))
}
REPLICA_LOOK_SECONDS = env.float("REPLICA_LOOK_SECONDS", default=5)
if env("REPLICA_URL", default=""):
    DATABASES["replica"] = copied(env.db("REPLICA_URL"), of=DATABASES["default"])
    DATABASE_ROUTERS = ["hrcities.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files are private: no address serves this folder, views hand them out after asking who may.
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_HANDLERS = [
    "office.intake.receiving.DoorUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "office.intake.receiving.BoundedUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 2000, 50
EVIDENCE_MAX_BYTES, EVIDENCE_MAX_TOTAL_BYTES = 25 * 1024 * 1024, 500 * 1024 * 1024
FILES_AT_ONCE_MAX_BYTES = 150 * 1024 * 1024  # of one form
EVIDENCE_MAX_FILES = 200  # that a record holds at a time
CHECK_LINKS = env.bool("CHECK_LINKS", default=not DEMONSTRATION_SIGN_IN)  # of evidence, elsewhere
LINK_CHECKS_REACH_THIS_MACHINE = False  # True in tests of it alone: whoever writes a link knocks
CLAMD = env("CLAMD", default="")  # host:3310 or unix:…; named, nothing is released without it

# What contributors write is sealed to this key. It stays out of database and backups; losing it
# loses what was sealed (docs/decisions, “What contributors write is sealed”).
TRAIL_CHECKPOINTS = DATA / "trail-checkpoints"
VOICES_KEY = Path(env("VOICES_KEY", default=str(DATA / "keys" / "voices"))).resolve()
QUICK_EXIT = env("QUICK_EXIT", default="https://www.wikipedia.org/")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": storage.configuration(env("STORAGE_URL", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- work outside the request ---------------------------------------------------------------------
# The database is the truth; a message only wakes the worker early. Without Redis the messages
# are files, which an ordinary worker reads.

REDIS_URL = env("REDIS_URL", default="")
QUEUE = DATA / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = queue_options(QUEUE, redis=bool(REDIS_URL))
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Redis may be away for as long as it likes
CELERY_TIMEZONE = "Europe/Vienna"
CLAIM_SECONDS = env.int("CLAIM_SECONDS", default=120)  # then whoever took it counts as gone
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=30)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat")
CELERY_BEAT_SCHEDULE = timetable(SWEEP_SECONDS)
CACHES = {
    "default": (
        {
            "BACKEND": "hrcities.cache.RedisOrMemory",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA / "cache",
        }
    ),
    # Parts of pages that are the same for the same facts; each process keeps its own.
    "parts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "parts",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail:")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="Human Rights Cities <no-reply@localhost>")

# --- people ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.by_rule.ByRuleAlone",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accreditation:desk"
LOGOUT_REDIRECT_URL = "register:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1", "password2"]  # or a code by e-mail each time
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True  # until the session ends by itself, below
ACCOUNT_FORMS, ACCOUNT_RATE_LIMITS = sign_in_forms.ACCOUNT, sign_in_forms.LIMITS
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Human Rights Cities"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = sign_in_forms.SECOND_FACTOR

SESSION_ENGINE = "accounts.models.session"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.stale"
CSRF_COOKIE_AGE = None  # gone with the browser: whoever spoke leaves no mark for a year
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- safety ---------------------------------------------------------------------------------------

HTTPS = PUBLIC_ADDRESS.startswith("https://")
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=HTTPS)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # what it says of a request is believed
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # of X-Forwarded-For its last address counts
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = safety.CONTENT_SECURITY_POLICY

# --- language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Vienna"
FORMAT_MODULE_PATH = ["hrcities.formats"]

# --- for those who run it -------------------------------------------------------------------------

LOGGING = logs.configuration(env("LOG_LEVEL", default="INFO"))
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # without one, /metrics does not exist
METRICS = metrics_folder(DATA)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS)

COUNTRIES_ONLY = COUNTRIES
