"""Two editions of one framework side by side, by code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import public
from commitments.comparing import compared
from commitments.models import Framework


@public
@require_safe
def compare(request: HttpRequest, code: str, edition: str, older: str) -> HttpResponse:
    """What is new, left out, reworded or moved in ``edition`` since ``older``."""
    editions = Framework.objects.readable().filter(code=code, edition__in=[edition, older])
    both = {one.edition: one for one in editions.select_related("text")}
    if len(both) < 2:
        raise Http404
    sections = compared(both[older], both[edition])
    context = {
        "framework": both[edition],
        "older": both[older],
        "sections": sections,
        "is_same": both[edition].content_hash == both[older].content_hash,
    }
    return render(request, "commitments/compare.html", context)
