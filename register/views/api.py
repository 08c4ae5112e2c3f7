"""What programs ask for, under an address that says its version."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from office.days import days_may_move, today
from register.api import cities_after, document, is_a_slug
from register.http import as_json, page


@page
def cities(request: HttpRequest) -> HttpResponse:
    """A part of the directory; its last key names the next one."""
    after = request.GET.get("after", "")
    if after and not is_a_slug(after):
        said = _("What stands under “after” cannot be the slug of a city or region.")
        return as_json({"problem": said}, status=400)
    return as_json(cities_after(after, today(), is_demonstration=days_may_move()))


@page
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked for and what comes, as an OpenAPI document."""
    return as_json(document())
