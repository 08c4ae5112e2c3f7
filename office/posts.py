"""Who is entrusted with a post, and until when: granted and ended by two people, never removed.

The first person asks, another confirms. Nothing counts before that; after it, everything does
with the person's next page.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import secretariat
from accounts.choices import PostKind, PostStep, apart_from
from accounts.models import Post, PostChange, User
from office import letters, trail
from office.actors import acting
from office.workflow import Refused

PERMISSION = "accounts.grant_post"


@transaction.atomic
def ask_to_grant(
    *,
    user: User,
    kind: str,
    reason: str,
    by: User,
    body: str = "",
    since: date | None = None,
    until: date | None = None,
) -> PostChange:
    """Ask that ``user`` be entrusted with a post, as the first of two people.

    Raises PermissionDenied where ``by`` may not, Refused where the post is held or asked for, or
    does not go together with another one.
    """
    hold_posts_of(user)
    _check_people(user, by)
    if _open_posts(user, kind).exists():
        raise Refused(_("This person holds that post already."))
    since = since or timezone.localdate()
    _check_it_goes_together(user, kind, since, until)
    change = PostChange(
        step=PostStep.GRANT,
        user=user,
        kind=kind,
        body=body.strip(),
        since=since,
        until=until,
    )
    return _ask(change, reason, by)


@transaction.atomic
def ask_to_end(*, post: Post, reason: str, by: User, until: date | None = None) -> PostChange:
    """Ask that a post end on ``until`` (today), as the first of two people.

    Raises PermissionDenied where ``by`` may not, Refused where it has ended or too few would be
    left.
    """
    hold_posts_of(post.user)
    _check_people(post.user, by)
    post.refresh_from_db()
    until = until or timezone.localdate()
    _check_it_can_end(post, until)
    change = PostChange(
        step=PostStep.END,
        user=post.user,
        kind=post.kind,
        body=post.body,
        post=post,
        since=post.since,
        until=until,
    )
    return _ask(change, reason, by)


@transaction.atomic
@trail.gathered()
def confirm(*, change: PostChange, by: User) -> Post:
    """Do what was asked for, as the second of two people; the person is written to.

    Raises PermissionDenied where one of the two may not, Refused where nothing waits any more.
    """
    hold_posts_of(change.user)
    change.refresh_from_db(from_queryset=PostChange.objects.select_for_update(no_key=True))
    _check_waits(change)
    people = {"by": change.asked_by, "confirmed_by": by}
    try:
        if change.post is None:
            post = grant_post(
                user=change.user,
                kind=change.kind,
                body=change.body,
                since=change.since,
                until=change.until,
                **people,
            )
        else:
            post = change.post
            end_post(post, until=change.until, **people)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    change.post = post
    change.confirmed_by, change.done_at = by, timezone.now()
    change.save(update_fields=["post", "confirmed_by", "done_at"])
    template = "granted" if change.step == PostStep.GRANT else "ended"
    letters.write(to=change.user, template=f"mail/post_{template}.txt", context={"post": post})
    return post


@transaction.atomic
def drop(*, change: PostChange, by: User) -> None:
    """Give up what was asked for, by anybody of the secretariat whom it is not about.

    Raises PermissionDenied for others, Refused when it is over.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Only the secretariat keeps posts."))
    if change.user == by:
        raise PermissionDenied(_("This is about you, so another person gives it up."))
    change.refresh_from_db(from_queryset=PostChange.objects.select_for_update(no_key=True))
    _check_waits(change)
    change.dropped_at = timezone.now()
    change.save(update_fields=["dropped_at"])
    trail.record(change.user, f"{change.step}_post:dropped", by=acting(by), note=str(change))


@transaction.atomic
def grant_post(
    *,
    user: User,
    kind: str,
    by: User,
    confirmed_by: User,
    body: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Post:
    """Entrust ``user`` with a post from ``since`` (today), proposed by one, confirmed by another.

    Raises PermissionDenied with a sentence where one of the two may not, where they are one
    person, or where somebody grants to themselves (design §2); Refused where it does not go
    together with a post they hold; ValidationError where the post is held already.
    """
    hold_posts_of(user)
    _check_people(user, by, confirmed_by)
    since = since or timezone.localdate()
    _check_it_goes_together(user, kind, since, until)
    post = Post(
        user=user,
        kind=kind,
        body=body,
        since=since,
        until=until,
        granted_by=by,
        confirmed_by=confirmed_by,
    )
    post.full_clean()
    post.save()
    note = _("%(post)s, confirmed by %(name)s") % {"post": post, "name": confirmed_by}
    trail.record(post, "grant_post", by=acting(by), note=note)
    return post


@transaction.atomic
def end_post(post: Post, *, by: User, confirmed_by: User, until: date | None = None) -> None:
    """End a post on ``until`` (today); what the person could do by it ends with their next page.

    Raises PermissionDenied as ``grant_post`` does, Refused where it has ended or too few would be
    left.
    """
    hold_posts_of(post.user)
    _check_people(post.user, by, confirmed_by)
    if post.kind == PostKind.SECRETARIAT:
        secretariat.hold()
    post.refresh_from_db(from_queryset=Post.objects.select_for_update(no_key=True))
    until = max(until or timezone.localdate(), post.since)
    _check_it_can_end(post, until)
    post.until = until
    post.full_clean()
    post.save(update_fields=["until"])
    note = _("%(post)s, confirmed by %(name)s") % {"post": post, "name": confirmed_by}
    trail.record(post, "end_post", by=acting(by), note=note)


def _ask(change: PostChange, reason: str, by: User) -> PostChange:
    if not reason.strip():
        raise Refused(_("Please give the reason."))
    waiting = PostChange.objects.waiting().filter(user=change.user, kind=change.kind)
    if waiting.exists():
        raise Refused(_("Something is asked for this post already; it waits for a second person."))
    change.reason, change.asked_by = reason.strip(), by
    change.full_clean()
    change.save()
    trail.record(change.user, f"{change.step}_post:proposed", by=acting(by), note=str(change))
    return change


def _check_people(user: User, *two: User) -> None:
    for person in two:
        if not (person.is_active and person.has_perm(PERMISSION)):
            raise PermissionDenied(_("Only the secretariat grants and ends posts."))
    if len(set(two)) < len(two):
        raise PermissionDenied(_("This takes two people: another one has to confirm it."))
    if user in two:
        raise PermissionDenied(_("Nobody grants a post to themselves, or ends their own."))


def _check_it_can_end(post: Post, until: date) -> None:
    if (
        not Post.objects.current().filter(pk=post.pk).exists()
        and post.since <= timezone.localdate()
    ):
        raise Refused(_("This post has ended already."))
    if reasons := list(secretariat.too_few_without(post, until=until)):
        raise Refused(*reasons)


def _check_it_goes_together(user: User, kind: str, since: date, until: date | None) -> None:
    """Nobody holds the post beside one it is apart from, on any day (``accounts.choices``)."""
    others = user.posts.of_kind(*apart_from(kind)).filter(Q(until=None) | Q(until__gt=since))
    if until:
        others = others.filter(since__lt=until)
    if other := others.first():
        raise Refused(
            _(
                "“%(post)s” does not go together with “%(other)s”, which %(person)s holds in the "
                "same time. One of the two must end before the other begins."
            )
            % {
                "post": PostKind(kind).label,
                "other": other.get_kind_display(),
                "person": user,
            }
        )


def _check_waits(change: PostChange) -> None:
    if change.done_at or change.dropped_at:
        raise Refused(_("This has been confirmed or dropped already."))


def _open_posts(user: User, kind: str) -> QuerySet[Post]:
    return user.posts.of_kind(kind).filter(until=None) | user.posts.current().of_kind(kind)


def hold_posts_of(user: User) -> None:
    """One change of a person's posts at a time."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
