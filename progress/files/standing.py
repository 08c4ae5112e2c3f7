"""Which evidence that the record points at is not there yet?"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery

from cities.models import City
from commitments.models import Framework
from progress.choices import CheckState
from progress.models import Citation, Evidence, EvidenceVersion, GroupResult


class Unready(NamedTuple):
    """A piece of evidence whose newest file nobody can be handed."""

    title: str
    is_refused: bool


def unready(city: City, framework: Framework, also: Iterable[int | None] = ()) -> list[Unready]:
    """Evidence cited under this edition or for groups, or ``also`` named by its key."""
    cited = Citation.objects.filter(
        answer__city=city, answer__requirement__framework=framework
    ).values("evidence")
    shown = GroupResult.objects.filter(city=city).exclude(evidence=None).values("evidence")
    newest = EvidenceVersion.objects.filter(evidence=OuterRef("pk")).order_by("-version")
    found = (
        Evidence.objects.filter(
            Q(pk__in=cited) | Q(pk__in=shown) | Q(pk__in=[key for key in also if key])
        )
        .annotate(newest=Subquery(newest.values("state")[:1]))
        .exclude(newest=CheckState.RELEASED)
        .values_list("title", "newest")
    )
    return [Unready(title, state == CheckState.REFUSED) for title, state in found]
