"""Where a step is prepared: a page of this room about its subject."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse


def page(name: str) -> Callable[[Any], str]:
    """The address of the page ``name`` of a subject, which has a reference or a code."""

    def url(subject: Any) -> str:
        return reverse(f"accreditation:{name}", args=[_called(subject)])

    return url


def _called(subject: Any) -> str:
    return getattr(subject, "reference", None) or subject.code
