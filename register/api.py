"""The interface for programs, version 1: a part of the directory, and the document of it all."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml
from django.conf import settings
from django.urls import reverse

from register.keyset import Key, a_text, part_of
from register.open_data import COLUMNS, READ, entry_of, rows

PART = 100
BY_SLUG = [Key("slug", a_text)]  # a slug is for good, so that no row is met twice or missed
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
DOCUMENT = Path(__file__).with_name("openapi.yaml")


def is_a_slug(text: str) -> bool:
    return SLUG.fullmatch(text) is not None


def cities_after(slug: str, day: date, *, is_demonstration: bool) -> dict[str, Any]:
    """The next ``PART`` of the directory; one statement. An empty slug begins it."""
    part = part_of(rows(), READ, BY_SLUG, after=slug, size=PART)
    address = settings.PUBLIC_ADDRESS + reverse("register:api_cities")
    return {
        "as_of": day,
        "demonstration": is_demonstration,
        "cities": [_city(values, day, is_demonstration) for values in part.rows],
        "next": f"{address}?{urlencode({'after': part.after})}" if part.after else None,
    }


def document() -> dict[str, Any]:
    """The OpenAPI document of this platform, at the address it is known by."""
    return {**_read(), "servers": [{"url": settings.PUBLIC_ADDRESS}]}


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    for name, schema in read["components"]["schemas"]["City"]["properties"].items():
        schema["description"] = str(COLUMNS[name])
    return read


def _city(values: Sequence[Any], day: date, is_demonstration: bool) -> dict[str, Any]:
    """With coordinates as numbers, as JSON has them."""
    entry = entry_of(values, day, is_demonstration)
    for name in ("latitude", "longitude"):
        entry[name] = None if entry[name] is None else float(entry[name])
    return entry
