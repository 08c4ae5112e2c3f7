"""Commenting on an edition in consultation, and answering."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.throttle import Throttle
from commitments.choices import CommentState
from commitments.models import Comment, Commitment
from office import trail
from office.actors import acting
from office.days import today
from office.workflow import Refused

MOST_WAITING = 500  # of one edition; whoever fills that has no comments in mind

throttle = Throttle(most=10, seconds=60 * 60)


def comment_on(
    *, commitment: Commitment, key: UUID, text: str, name: str = "", language: str
) -> Comment:
    """Keep a comment until somebody has looked at it. The same ``key`` again is the same comment.

    Leaves no entry in the trail: nobody is known who could stand in it. Raises Refused when the
    edition is not in consultation, or more waits than anybody can read.
    """
    if not commitment.framework.takes_comments:
        raise Refused(_("The consultation on this edition is over; its comments stay public."))
    if Comment.objects.of(commitment.framework).waiting().count() >= MOST_WAITING:
        raise Refused(
            _("More comments wait to be read than can be taken now. Please keep a copy of yours "
              "and come back in a few days.")
        )  # fmt: skip
    facts = {
        "commitment": commitment,
        "text": text.strip(),
        "name": name.strip(),
        "language": language,
        "sent_on": today(),
    }
    comment, _is_new = Comment.objects.get_or_create(key=key, defaults=facts)
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, text: str, version: int, by: User) -> bool:
    """Keep the answer, unless somebody has written another since ``version``; says whether.

    Raises Refused for a comment that is not shown: an answer to what nobody reads says too much.
    """
    held = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    if held.state != CommentState.SHOWN:
        raise Refused(_("Show the comment first; its answer is public."))
    if held.version != version:
        return False
    held.answer, held.answered_on, held.answered_by = text.strip(), today(), by
    held.version = version + 1
    held.save(update_fields=["answer", "answered_on", "answered_by", "version"])
    trail.record(held, "answer", by=acting(by), workflow="comment")
    return True
