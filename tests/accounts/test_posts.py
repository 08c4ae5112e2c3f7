"""Two people grant a post, and its end counts at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import Post, User
from office.models import TrailEntry
from office.posts import end_post, grant_post
from office.workflow import Refused
from tests.factories.people import PostFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def other(holder_of):
    return holder_of(PostKind.SECRETARIAT)


def test_nobody_grants_a_post_alone(someone, secretariat):
    with pytest.raises(PermissionDenied, match="another one has to confirm it"):
        grant_post(user=someone, kind=PostKind.BOARD, by=secretariat, confirmed_by=secretariat)


def test_nobody_grants_a_post_to_themselves(secretariat, other):
    with pytest.raises(PermissionDenied, match="to themselves"):
        grant_post(user=other, kind=PostKind.BOARD, by=secretariat, confirmed_by=other)


def test_only_the_secretariat_grants_and_ends_posts(someone, secretariat, holder_of):
    admin = holder_of(PostKind.TECHNICAL_ADMIN)
    PostFactory(user=someone, kind=PostKind.BOARD)

    with pytest.raises(PermissionDenied):
        grant_post(user=someone, kind=PostKind.BOARD, by=secretariat, confirmed_by=admin)
    with pytest.raises(PermissionDenied):
        end_post(someone.posts.get(), by=secretariat, confirmed_by=admin)


def test_a_post_held_already_is_not_granted_twice(someone, secretariat, other):
    PostFactory(user=someone, kind=PostKind.BOARD)

    with pytest.raises(ValidationError, match="holds that post already"):
        grant_post(user=someone, kind=PostKind.BOARD, by=secretariat, confirmed_by=other)


def test_a_granted_post_says_who_granted_it_and_stands_in_the_trail(someone, secretariat, other):
    post = grant_post(
        user=someone, kind=PostKind.BOARD, by=secretariat, confirmed_by=other, body="Board"
    )

    assert (post.granted_by, post.confirmed_by, post.since) == (
        secretariat,
        other,
        timezone.localdate(),
    )
    assert User.objects.get(pk=someone.pk).holds(PostKind.BOARD)
    assert TrailEntry.objects.get().step == "grant_post"


def test_nobody_ends_a_post_alone_or_their_own(someone, secretariat, other):
    post = PostFactory(user=someone, kind=PostKind.BOARD)

    with pytest.raises(PermissionDenied, match="takes two people"):
        end_post(post, by=secretariat, confirmed_by=secretariat)
    with pytest.raises(PermissionDenied, match="ends their own"):
        end_post(other.posts.get(), by=secretariat, confirmed_by=other)


def test_an_ended_post_does_not_end_again(secretariat, other, holder_of):
    left = holder_of(PostKind.BOARD)
    end_post(left.posts.get(), by=secretariat, confirmed_by=other)

    with pytest.raises(Refused, match="ended already"):
        end_post(left.posts.get(), by=secretariat, confirmed_by=other)


def test_the_technical_admin_opens_the_admin_for_as_long_as_the_post_is_held(
    someone, secretariat, other
):
    post = grant_post(
        user=someone, kind=PostKind.TECHNICAL_ADMIN, by=secretariat, confirmed_by=other
    )
    opens = User.objects.get(pk=someone.pk).is_staff

    end_post(post, by=secretariat, confirmed_by=other)

    assert opens
    assert not User.objects.get(pk=someone.pk).is_staff


def test_the_admin_opens_and_closes_on_the_day_a_dated_post_says(someone, secretariat, other):
    today = timezone.localdate()
    post = PostFactory(
        user=someone, kind=PostKind.TECHNICAL_ADMIN, since=today + DAY, until=today + 2 * DAY
    )

    opens = []
    for days in (0, 1, 2):
        Post.objects.filter(pk=post.pk).update(
            since=today + (1 - days) * DAY, until=today + (2 - days) * DAY
        )
        opens.append(User.objects.get(pk=someone.pk).is_staff)

    assert opens == [False, True, False]


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (PostKind.SECRETARIAT, PostKind.AUDITOR),
        (PostKind.AUDITOR, PostKind.COMMITTEE),
        (PostKind.AUDITOR, PostKind.BOARD),
        (PostKind.AUDITOR, PostKind.REVIEWER),
        (PostKind.SCREENER, PostKind.TECHNICAL_ADMIN),
        (PostKind.AUDITOR, PostKind.TECHNICAL_ADMIN),
    ],
)
def test_posts_that_do_not_go_together_are_not_held_by_one_person(
    someone, secretariat, other, held, kind
):
    PostFactory(user=someone, kind=held)

    with pytest.raises(Refused, match="does not go together with"):
        grant_post(user=someone, kind=kind, by=secretariat, confirmed_by=other)

    assert someone.posts.get().kind == held


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (PostKind.SECRETARIAT, PostKind.SCREENER),
        (PostKind.COMMITTEE, PostKind.BOARD),
        (PostKind.OBSERVER, PostKind.AUDITOR),
    ],
)
def test_other_posts_go_together(someone, secretariat, other, held, kind):
    PostFactory(user=someone, kind=held)

    grant_post(user=someone, kind=kind, by=secretariat, confirmed_by=other)

    assert someone.posts.count() == 2


def test_one_after_the_other_anything_goes_together(someone, secretariat, other):
    until = timezone.localdate() + 9 * DAY
    PostFactory(user=someone, kind=PostKind.BOARD, until=until)

    grant_post(user=someone, kind=PostKind.AUDITOR, by=secretariat, confirmed_by=other, since=until)

    assert someone.posts.count() == 2


def test_an_ended_post_counts_no_more_and_stays_on_record(someone, secretariat, other):
    post = PostFactory(user=someone, kind=PostKind.BOARD)

    end_post(post, by=secretariat, confirmed_by=other)

    assert not User.objects.get(pk=someone.pk).holds(PostKind.BOARD)
    assert Post.objects.filter(pk=post.pk).exists()
    assert TrailEntry.objects.get().step == "end_post"
