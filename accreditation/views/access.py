"""Whose application is it, and may this person do that?"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.models import Application


def find(request: SignedInRequest, reference: str, permission: str = "") -> Application:
    """The application, if this person may see it (else 404) and may do this (else 403)."""
    applications = Application.objects.visible_to(request.user)
    application = get_object_or_404(
        applications.select_related("city", "framework", "session"), reference=reference
    )
    if permission and not request.user.has_perm(f"accreditation.{permission}", application):
        raise PermissionDenied(_("This page is for others who work on this application."))
    return application
