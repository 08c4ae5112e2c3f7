"""What every page needs to know of the place it is shown in."""

from django.conf import settings
from django.http import HttpRequest

from office.days import is_demonstration


def place(request: HttpRequest) -> dict[str, object]:
    """Whose platform this is, and whether it is a demonstration."""
    return {"operator": settings.OPERATOR, "is_demonstration": is_demonstration()}
