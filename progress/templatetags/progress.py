"""The list of a record's parts, for templates."""

from functools import lru_cache

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User
from cities.models import City
from progress.parts import BY_ADDRESS, GROUPS, PERMISSIONS, part_at

register = template.Library()

KEPT = 500  # lists of records that are kept drawn


@register.simple_tag(takes_context=True)
def record_parts(context: Context, city: City) -> SafeString:
    """All parts of the city's record that this reader may open, the one they are in marked."""
    request = context["request"]
    address = request.resolver_match.view_name
    here = part_at(address)
    closed = frozenset(
        permission for permission in PERMISSIONS if not request.user.has_perm(permission, city)
    )
    return _drawn(
        city.slug,
        here.address if here else "",
        here is not None and here.address == address,
        closed,
        get_language() or "",
    )


@register.filter
def is_on_team_of(user: User | AnonymousUser, city: City) -> bool:
    """Whether the parts of the city's record are this person's to open: others read pages too."""
    return user.has_perm("progress.read_record", city)


@lru_cache(maxsize=KEPT)
def _drawn(
    slug: str, here: str, is_itself: bool, closed: frozenset[str], language: str
) -> SafeString:
    groups = [
        (
            group.title,
            [
                (reverse(part.address, args=[slug]), part.label, part.address == here)
                for part in group.parts
                if part.permission not in closed
            ],
        )
        for group in GROUPS
    ]
    label = BY_ADDRESS[here].label if here else ""
    asked = {"groups": groups, "here": label, "marked_as": "page" if is_itself else "true"}
    return render_to_string("progress/_parts.html", asked)
