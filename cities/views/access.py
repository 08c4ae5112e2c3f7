"""Whose page is it, and may this person do that?"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from accounts.http import SignedInRequest
from cities.models import City


def city_for(request: SignedInRequest, slug: str) -> City:
    """A city this person sees from inside; a stranger learns nothing of it (404)."""
    return get_object_or_404(City.objects.visible_to(request.user), slug=slug)


def require(
    request: SignedInRequest, permission: str, subject: City | None, why: str | Promise
) -> None:
    """Raises PermissionDenied with the sentence ``why`` for one who sees it but may not."""
    if not request.user.has_perm(permission, subject):
        raise PermissionDenied(str(why))
