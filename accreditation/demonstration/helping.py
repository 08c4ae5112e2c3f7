"""What the invented people do at a newcomer's word, by the same actions as anybody.

A panel of five reads a hundred requirements each; a committee of seven votes. Whoever walks the
procedure in an hour does some of it, and lets the others finish.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.models import Post
from accreditation.actions import challenges, recommendations
from accreditation.choices import ApplicationState as S
from accreditation.choices import VoteView
from accreditation.models import Application
from accreditation.workflow.committee_guards import challenge_of, draft_of
from office import trail
from office.workflow import Refused

from . import walk_panel


def _declare(application: Application) -> None:
    walk_panel.declare_all(application)


def _review(application: Application) -> None:
    walk_panel.review_all(application, walk_panel.differing)


def _settle(application: Application) -> None:
    walk_panel.settle_all(application)


def _vote(application: Application) -> None:
    """Every member who attends, is not recused and has not voted yet is for the draft."""
    draft = draft_of(application)
    if draft is None or not draft.outcome:
        raise Refused(_("There is no draft to vote on yet."))
    voted = draft.votes.values("member")
    recused = application.recusals.values("member")
    attends = draft.session.attendance.filter(attends=True)
    waiting = attends.exclude(member__in=voted).exclude(member__in=recused)
    for attendance in waiting.select_related("member"):
        recommendations.vote(
            application=application,
            view=VoteView.FOR,
            dissent="",
            version=draft.version,
            by=attendance.member,
        )


def _board_vote(application: Application) -> None:
    """Every member of the board who may settle it and has not voted yet is for the draft."""
    challenge = challenge_of(application)
    if challenge is None or not challenge.outcome:
        raise Refused(_("There is no draft to vote on yet."))
    posts = Post.objects.current().of_kind(PostKind.BOARD).select_related("user")
    voted = set(challenge.votes.values_list("member", flat=True))
    for post in posts.order_by("pk"):
        may = post.user.has_perm("accreditation.settle_challenge", application)
        if may and post.user_id not in voted:
            challenges.board_vote(
                application=application,
                view=VoteView.FOR,
                version=challenge.version,
                by=post.user,
            )


HELP: dict[str, tuple[str, Callable[[Application], None]]] = {
    "declare": (S.OBJECTING, _declare),
    "review": (S.REVIEWING, _review),
    "settle": (S.SETTLING, _settle),
    "vote": (S.REPORTED, _vote),
    "board-vote": (S.CHALLENGED, _board_vote),
}


@transaction.atomic
@trail.gathered()
def finish(application: Application, what: str) -> None:
    """Let the invented people do the rest of ``what``; what anybody has done already stands.

    Raises Refused where the application does not stand there, or one of them is refused.
    """
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
    state, rest = HELP[what]
    if application.state != state:
        raise Refused(_("There is nothing left for them to do here."))
    rest(application)
