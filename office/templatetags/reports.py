"""What the templates of documents need: days, steps of a scale, pictures as data."""

import base64
from datetime import date
from typing import Any

import segno
from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format

from office import charts

register = template.Library()


@register.filter
def day(iso: str | None) -> str:
    """A day of the facts (``2027-03-05``) in words: “5 March 2027”."""
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""


@register.filter
def times(count: int) -> range:
    """So many times: for lines to write on."""
    return range(count)


@register.filter
def scale_class(step: dict[str, Any]) -> str:
    """The class that colours a step, or one that stands instead of a step."""
    if step.get("place") is None:
        return "scale-open"
    return f"scale-{charts.along(step['place'], step['of'])}"


@register.filter
def longest_row(profile: dict[str, Any]) -> int:
    """How many requirements the longest row of a profile has."""
    return max(sum(row["counts"]) + sum(row["others"]) for row in profile["rows"])


@register.simple_tag
def distribution_picture(row: dict[str, Any], longest: int) -> str:
    """The bar of one row of a profile, as the address of a picture."""
    return _as_address(charts.distribution(row["counts"], row["others"], longest))


@register.simple_tag
def picture(name: str, **context: Any) -> str:
    """An SVG template as the address of a picture, for ``<img alt>``."""
    return _as_address(render_to_string(name, context))


@register.simple_tag
def qr_picture(address: str) -> str:
    """A QR code as the address of a picture."""
    return segno.make(address, error="m").svg_data_uri(
        dark=charts.INK, border=0, scale=4, svgns=True, xmldecl=False
    )


def _as_address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
