"""The letter on paper that confirms an authority: handed out once, kept nowhere."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language

from accounts.models import User
from cities.actions.confirming import VALID
from cities.choices import Role
from cities.models import City
from office import pdf
from office.days import is_demonstration, today


def as_pdf(*, city: City, address: str, code: str, by: User) -> bytes:
    """One page to be printed and posted. Call it outside a transaction."""
    lead = city.memberships.current().filter(role=Role.LEAD).select_related("user").first()
    facts = {
        "city": city,
        "lead": lead.user if lead else None,
        "address": address,
        "code": code,
        "by": by,
        "dated": today().isoformat(),
        "until": (today() + VALID).isoformat(),
        "where": settings.PUBLIC_ADDRESS + reverse("cities:confirmation", args=[city.slug]),
        "language": get_language(),
        "marks": {
            "demonstration": is_demonstration(),
            "invented": city.invented,
            "operator": str(settings.OPERATOR),
        },
    }
    return pdf.write(render_to_string("reports/confirmation_letter.html", facts)).content


def as_download(city: City, content: bytes) -> HttpResponse:
    """The letter, to be printed now: no browser and no server between keeps it."""
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slugify(city.name) or city.slug}-confirmation.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
