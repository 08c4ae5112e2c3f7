"""Who sits on the panel of the application that all is about, who did, and who never will."""

from datetime import date

from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions import clarifications
from accreditation.demonstration import walk_panel
from accreditation.models import Application, Panel, PanelMember
from commitments.models import Requirement
from tests.factories.people import PostFactory
from tests.factories.world import make_reviewer

LONG_AGO = date(2020, 1, 1)


def seat(application: Application, people: dict[str, User], pool: list[User]) -> None:
    """Those on the panel; before there is one, people of the pool who know of nothing."""
    members = walk_panel.seated(application)
    if members:
        people["panel chair"] = next(member.user for member in members if member.is_chair)
        people["panel member"] = peer_of(application).user
        lost = PanelMember.objects.exclude(conflict="").first()
        people["conflicted member"] = lost.user
    else:
        people["panel chair"], people["panel member"], people["conflicted member"] = pool[:3]
    ever = set(PanelMember.objects.values_list("user", flat=True))
    never = [user for user in pool[::-1] if user.pk not in ever]
    people["former reviewer"], people["other reviewer"] = never[:2]
    if members:
        people["former reviewer"] = _no_reviewer_any_more(members, people)
    people["once on the panel"] = _once_on_the_panel(application.panel)


def clarify(peer: PanelMember, requirement: Requirement, people: dict[str, User]) -> None:
    """A member asks the city, the secretariat passes it on, and the city answers."""
    asked = clarifications.ask_the_city(
        review=peer.review, requirement=requirement, asked="I found no date.", by=peer.user
    )
    clarifications.pass_on(clarification=asked, sent="Since when?", by=people["secretariat"])
    clarifications.answer_the_panel(clarification=asked, answer="Since May.", by=people["editor"])


def _no_reviewer_any_more(members: list[PanelMember], people: dict[str, User]) -> User:
    """One of those who sit still, whose post has ended."""
    named = {people["panel chair"], people["panel member"], people["conflicted member"]}
    user = next(member.user for member in members if member.user not in named)
    user.posts.update(until=timezone.localdate())
    return user


def _once_on_the_panel(panel: Panel | None) -> User:
    """Somebody of the committee and the board, who had a seat where there is a panel."""
    reviewer = make_reviewer("expert", "BE")
    for kind in (PostKind.COMMITTEE, PostKind.BOARD):
        PostFactory(user=reviewer.user, kind=kind, since=LONG_AGO)
    if panel:
        PanelMember.objects.create(
            panel=panel, reviewer=reviewer, user=reviewer.user, seat=reviewer.seat,
            joined_on=panel.drawn_on, left_on=panel.drawn_on,
        )  # fmt: skip
    return reviewer.user


def peer_of(application: Application) -> PanelMember:
    """A member who neither chairs nor has a conflict."""
    members = walk_panel.seated(application)
    return next(member for member in members if not member.is_chair and not member.conflict)
