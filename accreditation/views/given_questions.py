"""Questions of a city's record that were given to somebody, as their desk shows them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.addresses import address
from accounts.models import User
from cities.choices import Role
from cities.models import Membership
from progress.kept import kept_for
from progress.records import sheet_of
from progress.sharing import concerns, holding_of, shares_of

from .tasks import Task


def given_to(user: User, memberships: Iterable[Membership]) -> Iterator[Task]:
    """A task for each city in which something given to this editor has no answer yet."""
    for one in memberships:
        if one.role != Role.EDITOR:
            continue
        shares = shares_of(one.city)
        if not any(concerns(each, user, one.department) for each in shares.by_part.values()):
            continue
        kept = kept_for(one.city)
        mine = kept and holding_of(user, one.city, shares, sheet_of(one.city, kept.framework))
        if mine and mine.open:
            yield Task(
                title=_("Answer the questions given to you"),
                hint=ngettext(
                    "%(city)s · %(count)d is open",
                    "%(city)s · %(count)d are open",
                    len(mine.open),
                )
                % {"city": one.city, "count": len(mine.open)},
                url=address("progress:record", one.city.slug),
                until=mine.due_on,
            )
