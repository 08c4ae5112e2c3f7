"""Two people must stay in the secretariat on every day to come: they confirm each other's steps."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.models import Post, User

LEAST = 2  # fewer could confirm nothing any more


def hold() -> None:
    """Hold the posts of the secretariat: of two who leave at once, the second counts the first."""
    posts = Post.objects.of_kind(PostKind.SECRETARIAT).order_by("pk")
    list(posts.select_for_update(no_key=True).values_list("pk", flat=True))


def too_few_without(post: Post, *, until: date) -> Iterator[str]:
    """A sentence if somebody who leaves this post on ``until`` leaves too few behind."""
    if post.kind == PostKind.SECRETARIAT:
        others = Post.objects.exclude(pk=post.pk)
        yield from _too_few(others, since=max(until, post.since), until=post.until)


def too_few_when_closed(user: User) -> Iterator[str]:
    """The same if the account of ``user`` is closed today, with whatever posts they hold."""
    others = Post.objects.exclude(user=user)
    today = timezone.localdate()
    for post in user.posts.of_kind(PostKind.SECRETARIAT).filter(_ends_after(today)):
        yield from _too_few(others, since=max(today, post.since), until=post.until)


def _too_few(others, *, since: date, until: date | None) -> Iterator[str]:
    """Whether on some day of a time these posts are held by too few people; names the first."""
    held = others.of_kind(PostKind.SECRETARIAT).filter(_ends_after(since), user__is_active=True)
    posts = list(held.values_list("user", "since", "until"))
    turns = {since} | {day for _user, _since, day in posts if day and (not until or day < until)}
    for day in sorted(turns):
        holders = {
            user for user, begins, ends in posts if begins <= day and (not ends or day < ends)
        }
        if len(holders) < LEAST:
            yield _(
                "Two people must stay in the secretariat, since they confirm each other's steps; "
                "from %(day)s on there would be fewer."
            ) % {"day": date_format(day)}
            return


def _ends_after(day: date) -> Q:
    return Q(until=None) | Q(until__gt=day)
