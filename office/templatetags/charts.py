"""Charts of pages and documents."""

from collections.abc import Mapping
from typing import Any

from django import template

from office import lines

register = template.Library()


@register.filter
def line(chart: Mapping[str, Any]) -> lines.Line:
    """The numbers a line over time is drawn from; see ``components/line.svg``."""
    return lines.line(chart["points"])
