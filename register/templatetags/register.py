"""Marks of the public pages."""

from collections.abc import Mapping

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

tags = register = template.Library()


@tags.simple_tag
def options(values: Mapping[str, str], chosen: str) -> SafeString:
    """The options of a list to choose from: ``values`` is value → words."""
    # In one go: the lists are long, and most of a page would be spent on them otherwise.
    return mark_safe(  # noqa: S308 -- every part is escaped
        "".join(
            f'<option value="{conditional_escape(value)}"{" selected" * (value == chosen)}>'
            f"{conditional_escape(words)}</option>"
            for value, words in values.items()
        )
    )
