"""Marks of the public pages."""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from register.rows import Row

INVENTED = ' <span class="invented">{}</span>'
DECIDED = ' <span class="meta">{}</span>'
LINE = """<li class="directory__row">
  <div>
    <h3 class="directory__name"><a href="{}{}/">{}</a>{}</h3>
    <p class="meta">{} · {}</p>
  </div>
  <p class="directory__said">{}<span>{}{}</span></p>
</li>
"""

tags = register = template.Library()


@tags.filter
def choosing(options: SafeString, chosen: str) -> SafeString:
    """Options in HTML, with the one that was chosen marked."""
    if not chosen:
        return options
    value = f'value="{escape(chosen)}"'
    return mark_safe(options.replace(value, f"{value} selected", 1))  # noqa: S308 -- both escaped


@tags.simple_tag
def directory_lines(rows: Sequence[Row]) -> SafeString:
    """The lines of the directory; put together here, for as a template they took half its time."""
    cities = reverse("register:cities")
    invented = format_html(INVENTED, _("invented"))
    return mark_safe("".join(_line(row, cities, invented) for row in rows))  # noqa: S308 -- escaped


def _line(row: Row, cities: str, invented: SafeString) -> SafeString:
    decided = ""
    if row.decided:
        decided = format_html(DECIDED, _("Decided on %(day)s") % {"day": row.decided})
    return format_html(
        LINE, cities, row.slug, row.name, invented if row.invented else "",
        row.country, row.kind, row.seal, row.said, decided,
    )  # fmt: skip
