"""The front page: what this is, in a minute."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commitments.models import Framework
from office.days import today
from progress.edition import edition_of
from register import published
from register.directory import is_accredited, with_standing
from register.http import page
from register.levels import levels_of
from register.maps import drawn
from register.views.decisions import rows_of

NEWEST = 3


@page
def home(request: HttpRequest) -> HttpResponse:
    """What a human rights city is here, who takes part, where to go from here."""
    day = today()
    framework = Framework.objects.readable().current()
    edition = edition_of(framework) if framework else None
    stands_out = Q(held__state__isnull=False) | Q(under_way__state__isnull=False)
    context = {
        "counts": with_standing().aggregate(
            taking_part=Count("pk", filter=Q(confirmed_on__isnull=False)),
            under_way=Count("pk", filter=Q(under_way__state__isnull=False)),
            accredited=Count("pk", filter=is_accredited(day)),
            self_declared=Count("pk", filter=Q(self_declared=True)),
        ),
        "edition": edition,
        "levels": levels_of(framework),
        "decisions": rows_of(published.decisions()[:NEWEST]),
        "dots": drawn(with_standing().filter(stands_out | Q(self_declared=True)), day),
    }
    return render(request, "register/home.html", context)
