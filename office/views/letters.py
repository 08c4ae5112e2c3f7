"""My letters, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from office.letters import FOOT, moment_of
from office.models import Letter

A_PAGE = 20


@login_required
@require_safe
def letter_list(request: SignedInRequest) -> HttpResponse:
    """One page of one's own letters; ``before`` and ``after`` name the letter to go on from."""
    mine = Letter.objects.visible_to(request.user).defer("body")
    before, after = _key(request, "before"), _key(request, "after")
    if after:
        found = list(mine.filter(pk__gt=after).order_by("pk")[: A_PAGE + 1])
        letters, newer, older = found[:A_PAGE][::-1], len(found) > A_PAGE, True
    else:
        found = list((mine.filter(pk__lt=before) if before else mine)[: A_PAGE + 1])
        letters, newer, older = found[:A_PAGE], bool(before), len(found) > A_PAGE
    context = {
        "letters": letters,
        "newer_url": f"?after={letters[0].pk}" if letters and newer else "",
        "older_url": f"?before={letters[-1].pk}" if letters and older else "",
    }
    return render(request, "office/letters.html", context)


@login_required
@require_safe
def letter_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One letter, which is read by being opened."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user), pk=pk)
    if letter.read_at is None:
        letter.read_at = moment_of(only_day=letter.only_day)
        letter.save(update_fields=["read_at"])
    text, _foot, marks = letter.body.partition(FOOT)
    return render(request, "office/letter.html", {"letter": letter, "text": text, "marks": marks})


def _key(request: SignedInRequest, name: str) -> int | None:
    """The key of a letter in the address; whatever else stands there is no key."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
