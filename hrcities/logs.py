"""What a line of the log may hold: one JSON object, and nothing by which a person can be found.

Fields are on a list; addresses of machines and of people are struck out wherever they stand. An
exception is told by kind and place, never by its words, which may quote what somebody wrote.
"""

import re
import traceback
from typing import Any

import structlog
from structlog.types import EventDict, Processor

FIELDS = ("method", "view", "status", "milliseconds", "task")
EMAIL = re.compile(r"[^\s<>@\"'(){}\[\],;:]+@[^\s<>@\"'(){}\[\],;:]+")
NUMBERS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")  # of IPv4
GROUPS = re.compile(r"(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]+:){7})[0-9a-f:]{3,39}(?![\w:])", re.I)
CHAIN = 3  # causes told of one exception


def configuration(level: str) -> dict[str, Any]:
    """Django's ``LOGGING``: every line of every library in one form, to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": before(),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                ],
                "pass_foreign_args": True,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # A refused request has its line from the middleware; this one would add its path.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            # One line for each file of a font, and each property of CSS they do not know.
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def before() -> list[Processor]:
    """What happens to a record on its way to becoming a line, in this order."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(FIELDS),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        said_of_a_request,
        told_without_words,
        struck_out,
    ]


def said_of_a_request(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Django ends its sentence about a request with the path: keep the sentence alone."""
    record = event["_record"]
    arguments = event.pop("positional_args", ())
    event["logger"] = record.name
    if hasattr(record, "request") and isinstance(arguments, tuple) and arguments:
        event["event"] = str(arguments[0])
    return event


def told_without_words(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """An exception as kind, code and places."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    error = info[1] if isinstance(info, tuple) else None
    told: list[dict[str, Any]] = []
    while error is not None and len(told) < CHAIN:
        told.append({"kind": type(error).__qualname__, **code_of(error), "at": places(error)})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if told:
        event["exception"] = told
    return event


def code_of(error: BaseException) -> dict[str, str]:
    """What a database or the system says by number: enough to know what went wrong."""
    code = getattr(error, "sqlstate", None) or getattr(error, "strerror", None)
    return {"code": str(code)} if code else {}


def places(error: BaseException) -> list[str]:
    """Where in our own code it passed, and where it arose, last: “progress/files.py:90 store”."""
    frames = traceback.extract_tb(error.__traceback__)
    shown = [frame for frame in frames[:-1] if "/site-packages/" not in frame.filename]
    return [
        f"{'/'.join(frame.filename.rsplit('/', 2)[-2:])}:{frame.lineno} {frame.name}"
        for frame in (*shown, *frames[-1:])
    ]


def struck_out(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Addresses of people and of machines, in whatever somebody else's sentence quotes."""
    text = str(event["event"])
    for pattern in (EMAIL, NUMBERS, GROUPS):
        text = pattern.sub("…", text)
    event["event"] = text
    return event
