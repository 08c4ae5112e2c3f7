"""What people read where there is nothing for them."""

from django.http import HttpRequest, HttpResponse

from register.drawing import drawn


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler404``: the same page whether nothing is there or it is not theirs to see.

    It says nothing of what was asked for, so it is drawn once for all who ask.
    """
    page = drawn(request, "404.html", (), lambda _nothing: {})
    page.status_code = 404
    return page
