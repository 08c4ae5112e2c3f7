"""Who is entrusted with a post, and until when: granted by two people, never removed."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Post, User
from office import trail
from office.actors import acting

PERMISSION = "accounts.grant_post"


@transaction.atomic
def grant_post(
    *,
    user: User,
    kind: str,
    by: User,
    confirmed_by: User,
    body: str = "",
    since: date | None = None,
) -> Post:
    """Entrust ``user`` with a post from ``since`` (today), proposed by one, confirmed by another.

    Raises PermissionDenied with a sentence where one of the two may not, where they are one
    person, or where somebody grants to themselves (design §2); ValidationError where the post is
    held already.
    """
    for grantor in (by, confirmed_by):
        if not grantor.has_perm(PERMISSION):
            raise PermissionDenied(_("Only the secretariat grants posts."))
    if by == confirmed_by:
        raise PermissionDenied(_("Two people grant a post: another one has to confirm it."))
    if user in (by, confirmed_by):
        raise PermissionDenied(_("Nobody grants a post to themselves."))
    post = Post(
        user=user,
        kind=kind,
        body=body,
        since=since or timezone.localdate(),
        granted_by=by,
        confirmed_by=confirmed_by,
    )
    post.full_clean()
    post.save()
    note = _("%(post)s, confirmed by %(name)s") % {"post": post, "name": confirmed_by}
    trail.record(post, "grant_post", by=acting(by), note=note)
    return post


@transaction.atomic
def end_post(post: Post, *, by: User, until: date | None = None) -> None:
    """End a post on ``until`` (today); what the person could do by it ends with their next page.

    Raises PermissionDenied where ``by`` may not.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only the secretariat ends posts."))
    post.until = max(until or timezone.localdate(), post.since)
    post.full_clean()
    post.save(update_fields=["until"])
    trail.record(post, "end_post", by=acting(by), note=str(post))
