"""What a conflict noted in the pool means for panels: who sits all the same, what relied on it."""

import json
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accreditation.choices import ApplicationState as S
from accreditation.models import (
    Application,
    Conflict,
    Draw,
    Panel,
    PanelMember,
    Replacement,
    Reviewer,
)
from accreditation.models.panel import PanelMemberQuerySet

AT_WORK = (S.OBJECTING, S.REVIEWING, S.SETTLING)  # where a seat can change hands


def seats_against(reviewer: Reviewer) -> PanelMemberQuerySet:
    """Seats of this person, on panels at work, for a city they have a conflict with."""
    cities = reviewer.conflicts.values("city")
    seated: PanelMemberQuerySet = PanelMember.objects.seated()
    return seated.filter(
        reviewer=reviewer,
        panel__application__city__in=cities,
        panel__application__state__in=AT_WORK,
    )


def why_it_stays(conflict: Conflict) -> Iterator[str]:
    """A sentence for each thing that relied on this conflict, so that it is not taken back."""
    applications = Application.objects.filter(city=conflict.city)
    since = conflict.declared_on
    declared = PanelMember.objects.filter(
        reviewer=conflict.reviewer, conflict=conflict.kind, panel__application__in=applications
    )
    if declared.exists():
        yield _("The reviewer has declared this conflict themselves, for a panel.")
    replaced = Replacement.objects.filter(
        leaving__panel__application__in=applications, prepared_on__gte=since
    )
    dissolved = Panel.objects.filter(
        application__in=applications, members__reviewer=conflict.reviewer, dissolved_on__gte=since
    )
    if replaced.exists() or dissolved.exists():
        yield _("Since it was noted, a seat of this city’s panel has been drawn anew.")
    elif any(_kept_out(draw, conflict) for draw in _drawn_since(conflict)):
        yield _("A draw for this city was made, or frozen, while it was noted.")


def _drawn_since(conflict: Conflict) -> Iterator[Draw]:
    later = Q(drawn_on=None) | Q(drawn_on__gte=conflict.declared_on)
    draws = Draw.objects.filter(later, set_aside_at=None)
    yield from draws.filter(session__applications__city=conflict.city).distinct()


def _kept_out(draw: Draw, conflict: Conflict) -> bool:
    """Whether this draw had the reviewer in its pool, and did not offer them to this city."""
    text, code = json.loads(draw.frozen), conflict.reviewer.code
    if code not in {one["code"] for one in text["candidates"]}:
        return False
    of_the_city = draw.session.applications.filter(city=conflict.city)
    references = set(of_the_city.values_list("reference", flat=True))
    return any(
        case["reference"] in references and code not in case["eligible"] for case in text["cases"]
    )
