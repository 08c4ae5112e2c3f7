"""What keeps somebody from deciding in a case: said here, asked by whoever has to know.

Each is a condition on applications, so that one may ask of one person (which cases are closed to
them?), of one case (who takes no part?) and of both, in the words of the same few lines.
"""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from accreditation.choices import LeftOut, MemberObjectionState
from cities.models import Membership
from office.models import TrailEntry


def bars(person: Any, day: Any = None) -> dict[str, Q]:
    """For either body, in the order in which they are said. ``person``: a key, or an OuterRef.

    ``day`` is the real day where the statement is worded once (``accounts.worded``).
    """
    return {
        LeftOut.RECUSED: Q(recusals__member=person),
        LeftOut.TEAM: Q(
            city__memberships__user=person,
            city__memberships__in=Membership.objects.current(day),
        ),
        LeftOut.PANEL: Q(panels__members__user=person),
        LeftOut.EXCLUDED: Q(
            member_objections__member=person,
            member_objections__state=MemberObjectionState.UPHELD,
        ),
    }


def bars_on_the_board(person: Any, day: Any = None) -> dict[str, Q]:
    """On the board also to have voted on the recommendation, made it or written it."""
    inner = OuterRef(person) if isinstance(person, OuterRef) else person
    by_them = TrailEntry.objects.filter(words__actor=inner)
    made = by_them.filter(
        subject_label="accreditation.application",
        subject_key=Cast(OuterRef("pk"), CharField()),
        step__in=["recommend", "defer"],
    )
    written = by_them.filter(  # votes are cleared when the text changes; these entries stay
        subject_label="accreditation.recommendation",
        subject_number__startswith=Concat(OuterRef("reference"), Value("/R")),
        step__in=["draft", "vote"],
    )
    recommended = Q(recommendations__votes__member=person) | Exists(made) | Exists(written)
    return {**bars(person, day), LeftOut.RECOMMENDED: recommended}
