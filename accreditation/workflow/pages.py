"""Where a step is prepared: a page of this room about its subject."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from office.subjects import number_of


def page(name: str) -> Callable[[Any], str]:
    """The address of the page ``name`` of a subject, which has a reference, a number or a code."""

    def url(subject: Any) -> str:
        return reverse(f"accreditation:{name}", args=[number_of(subject)])

    return url
