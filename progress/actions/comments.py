"""Comments between the members of a team."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Requirement
from office import trail
from office.actors import acting
from office.days import now
from office.workflow import Refused
from progress.models import TeamComment

from .changed import check_texts

MOST_OPEN = 200  # of one record


@transaction.atomic
def comment_on(*, city: City, requirement: Requirement, text: str, by: User) -> TeamComment:
    """Say something about a requirement to the team.

    Raises Refused for an empty comment, and where so many are open that nobody reads them.
    """
    check_texts({"text": text})
    if not text.strip():
        raise Refused(_("Please write what you want to say."))
    if TeamComment.objects.open().filter(city=city).count() >= MOST_OPEN:
        raise Refused(
            _("%(most)d comments are open. Please resolve some before you add another.")
            % {"most": MOST_OPEN}
        )
    made = TeamComment.objects.create(city=city, code=requirement.code, text=text.strip(), by=by)
    trail.record(city, "comment", by=acting(by), note=requirement.code)
    return made


@transaction.atomic
def resolve_comment(*, comment: TeamComment, by: User) -> None:
    """It is done. One that was resolved meanwhile stays as it is."""
    rows = TeamComment.objects.open().filter(pk=comment.pk)
    if rows.update(resolved_at=now(), resolved_by=by):
        trail.record(comment.city, "resolve_comment", by=acting(by), note=comment.code)


@transaction.atomic
def reopen_comment(*, comment: TeamComment, by: User) -> None:
    """It is not done after all."""
    rows = TeamComment.objects.filter(pk=comment.pk, resolved_at__isnull=False)
    if rows.update(resolved_at=None, resolved_by=None):
        trail.record(comment.city, "reopen_comment", by=acting(by), note=comment.code)
