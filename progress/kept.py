"""Under which edition is a city's record kept, which newer one is there, and what was before?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import BigAutoField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.worded import worded_once
from cities.models import City
from commitments.models import Framework
from office.days import today
from progress.models import Answer, RecordEdition, ReturnedSheet


@dataclass(frozen=True)
class Kept:
    """The edition a record is kept under; ``newer`` is the published edition it could move to."""

    framework: Framework
    newer: str = ""


@dataclass(frozen=True)
class Move:
    """A record going from one edition to another."""

    city: City
    older: Framework
    newer: Framework
    by: User


@dataclass(frozen=True)
class Follower:
    """What a room above keeps beside a record: why it cannot move now, and what moves with it.

    ``objections`` yields a sentence for each reason. ``follow`` runs in the move's transaction.
    """

    objections: Callable[[City], Iterable[str]]
    follow: Callable[[Move], None]


FOLLOWERS: list[Follower] = []  # each room above enters its own when it is ready


def kept_for(city: City) -> Kept | None:
    """The edition of this city's record; before its first answer, the current one."""
    for framework in _editions_for(city=city):
        return Kept(framework, framework.newer if framework.is_kept else "")
    return None


@worded_once(city=BigAutoField())
def _editions_for(city: City) -> QuerySet[Framework]:
    mine = RecordEdition.objects.filter(city=city, framework=OuterRef("pk"))
    newer = Framework.objects.newer_than_outer().values("edition")[:1]
    editions = Framework.objects.annotate(
        is_kept=Exists(mine), newer=Coalesce(Subquery(newer), Value(""))
    )
    candidates = editions.filter(is_kept=True) | editions.can_be_used()
    return candidates.order_by("-is_kept", *Framework.MOST_CURRENT_FIRST)[:1]


def settle(city: City, framework: Framework) -> Framework:
    """Hold the edition of this city's record and return it; the first answer decides which it is.

    Inside a transaction: a record does not move to another edition while an answer comes to be.
    """
    rows = RecordEdition.objects.select_related("framework").defer("framework__terms")
    held = rows.select_for_update(no_key=True, of=("self",)).filter(city=city)
    if kept := held.first():
        return kept.framework
    begun = {"framework": framework, "since": today()}
    kept, _created = held.get_or_create(city=city, defaults=begun)
    return kept.framework


def objections(city: City) -> Iterator[str]:
    """Why the record cannot move to another edition now."""
    if ReturnedSheet.objects.waiting().filter(city=city).exists():
        yield _("A spreadsheet that was brought back is still being read. Look again in a minute.")
    for follower in FOLLOWERS:
        yield from follower.objections(city)


def earlier_editions(city: City, framework: Framework) -> list[Framework]:
    """Other editions this city has answered under, newest first."""
    answered = Answer.objects.filter(city=city, requirement__framework=OuterRef("pk"))
    editions = Framework.objects.filter(Exists(answered)).exclude(pk=framework.pk)
    return list(editions.newest_first())
