"""Leading somebody back to a page where nothing was done, and saying why not."""

from django.contrib import messages
from django.http import HttpRequest


def say_why(request: HttpRequest, *reasons: str) -> None:
    """Say the reasons on the page that comes next, and let the same form be sent again.

    A refusal that leads somewhere looks like success; ``office.once`` tells them apart by this.
    """
    messages.error(request, " ".join(reasons))
    request.refused = True  # type: ignore[attr-defined]
