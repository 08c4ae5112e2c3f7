"""All the cities that one person coordinates."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.http import SignedInRequest
from progress.coordinating import coordinated_by


@login_required
def coordinated(request: SignedInRequest) -> HttpResponse:
    """How far each is; not found by those who coordinate none."""
    rows = coordinated_by(request.user)
    if not rows:
        raise Http404
    return render(request, "progress/coordinated.html", {"rows": rows})
