"""Whose vote counts: of those who hold their post, take part in the case and, if asked, attend.

A vote is cast once and counted later. In between somebody can leave the body, be recused, or
fall ill; so it is asked again whenever votes are counted.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accounts.models import Post, User
from accreditation.choices import LeftOut, VoteView
from accreditation.models import (
    Application,
    Attendance,
    Challenge,
    MemberObjection,
    Recommendation,
)
from accreditation.models.deciding import bars, bars_on_the_board
from office.reading import read_once

COMMITTEE = (PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR)
BOARD = (PostKind.BOARD,)
REFUSALS = {
    LeftOut.LEFT: _("You hold no post in this body any more."),
    LeftOut.RECUSED: _("You take no part in this case."),
    LeftOut.TEAM: _("You work with this city or region, so you cannot vote on it."),
    LeftOut.EXCLUDED: _(
        "The city's objection to you was upheld, so you take no part in this case."
    ),
    LeftOut.PANEL: _("You sat on the panel of this case, so you cannot vote on it."),
    LeftOut.ABSENT: _("Only members who attend this session vote."),
    LeftOut.RECOMMENDED: _("You took part in the recommendation, so you cannot settle this."),
}

Reason = tuple[LeftOut, Any]  # and the condition under which a person is left out
Bars = Callable[[Any], Mapping[str, Q]]


@dataclass(frozen=True)
class Count:
    """Votes that count, and those that do not; the latter say in ``left_out`` why."""

    votes: list[Any]
    left_out: list[Any]

    @property
    def carried(self) -> bool:
        views = [vote.view for vote in self.votes]
        return views.count(VoteView.FOR) > views.count(VoteView.AGAINST)


NOBODY = Count([], [])


def members_of(*kinds: str) -> QuerySet[User]:
    """Those who hold such a post now and can sign in, by name."""
    posts = Post.objects.current().of_kind(*kinds)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("name", "pk")


def committee_of(application: Application) -> QuerySet[User]:
    """The committee but those whom something keeps from this case."""
    return _free(members_of(*COMMITTEE), application, bars)


def board_of(application: Application) -> QuerySet[User]:
    """The board but those whom something keeps from this case, or who recommended in it."""
    return _free(members_of(*BOARD), application, bars_on_the_board)


def deciders_of(objection: MemberObjection) -> QuerySet[User]:
    """Those of the board who decide on an objection: never the member concerned."""
    return board_of(objection.application).exclude(pk=objection.member_id)


def _free(people: QuerySet[User], application: Application, which: Bars) -> QuerySet[User]:
    for _reason, bar in _kept(application, which):
        people = people.exclude(bar)
    return people


@read_once
def committee_count(recommendation: Recommendation) -> Count:
    """As it stands now; of a recommendation that was made, as it stood then."""
    votes = recommendation.votes.select_related("member")
    return _count(votes, () if recommendation.made_on else _in_committee(recommendation))


@read_once
def board_count(challenge: Challenge) -> Count:
    """As it stands now; of a challenge that was settled, as it stood then."""
    votes = challenge.votes.select_related("member")
    return _count(votes, () if challenge.settled_on else _on_board(challenge))


def keep(count: Count) -> None:
    """Write down which votes did not count, now that the step is taken."""
    for vote in count.left_out:
        vote.save(update_fields=["left_out"])


def refusal_in_committee(draft: Recommendation, member: User) -> str:
    """Why this person's vote on the draft would not count, in a sentence to them, or nothing."""
    return _refusal(member, _in_committee(draft))


def refusal_on_board(challenge: Challenge, member: User) -> str:
    """Why this person's vote on the challenge would not count, or nothing."""
    return _refusal(member, _on_board(challenge))


def _in_committee(draft: Recommendation) -> tuple[Reason, ...]:
    comes = Attendance.objects.filter(session=draft.session_id, attends=True)
    return (
        _left(*COMMITTEE),
        *_kept(draft.application, bars),
        (LeftOut.ABSENT, ~Exists(comes.filter(member=OuterRef("pk")))),
    )


def _on_board(challenge: Challenge) -> tuple[Reason, ...]:
    return _left(*BOARD), *_kept(challenge.application, bars_on_the_board)


def _left(*kinds: str) -> Reason:
    posts = Post.objects.current().of_kind(*kinds).filter(user=OuterRef("pk"))
    return LeftOut.LEFT, Q(is_active=False) | ~Exists(posts)


def _kept(application: Application, which: Bars) -> Iterator[Reason]:
    """What keeps a person from this case. ``OuterRef("pk")`` is the person."""
    here = Application.objects.filter(pk=application.pk)
    for reason, bar in which(OuterRef("pk")).items():
        yield LeftOut(reason), Exists(here.filter(bar))


def _why(people: QuerySet[User], reasons: tuple[Reason, ...]) -> dict[int, str]:
    """Key → the first reason that leaves the person out, or nothing; one query."""
    first = Case(
        *(When(condition, then=Value(str(reason))) for reason, condition in reasons),
        default=Value(""),
        output_field=CharField(),
    )
    return dict(people.annotate(why=first).values_list("pk", "why"))


def _refusal(member: User, reasons: tuple[Reason, ...]) -> str:
    why = _why(User.objects.filter(pk=member.pk), reasons)[member.pk]
    return str(REFUSALS[LeftOut(why)]) if why else ""


def _count(votes: QuerySet, reasons: tuple[Reason, ...]) -> Count:
    cast = list(votes)
    if cast and reasons:
        why = _why(User.objects.filter(pk__in=[vote.member_id for vote in cast]), reasons)
        for vote in cast:
            vote.left_out = why[vote.member_id]
    return Count(
        votes=[vote for vote in cast if not vote.left_out],
        left_out=[vote for vote in cast if vote.left_out],
    )
