"""Whose application is it, and may this person do that?"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import BigAutoField, CharField, DateField, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.worded import worded_once
from accreditation.models import Application
from accreditation.models.application import reads_as


def find(request: SignedInRequest, reference: str, permission: str = "") -> Application:
    """The application, if this person may see it (else 404) and may do this (else 403)."""
    user, day = request.user, timezone.localdate()
    found: list[Application] = _open_to(reads_as(user), user=user.pk, day=day, reference=reference)
    if not found:
        raise Http404
    application = found[0]
    if permission and not user.has_perm(f"accreditation.{permission}", application):
        raise PermissionDenied(_("This page is for others who work on this application."))
    return application


@worded_once(user=BigAutoField(), day=DateField(), reference=CharField())
def _open_to(
    posts: frozenset[str] | None, user: int, day: date, reference: str
) -> QuerySet[Application]:
    """What ``visible_to`` has of this reference: nearly every page of an application asks it."""
    applications = Application.objects.open_to(posts, user, day).filter(reference=reference)
    return applications.select_related("city", "framework", "session").order_by()
