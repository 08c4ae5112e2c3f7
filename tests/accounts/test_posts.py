"""Two people grant a post, and its end counts at once."""

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


def test_an_ended_post_counts_no_more_and_stays_on_record(someone, secretariat, other):
    post = PostFactory(user=someone, kind=PostKind.BOARD)

    end_post(post, by=secretariat, confirmed_by=other)

    assert not User.objects.get(pk=someone.pk).holds(PostKind.BOARD)
    assert Post.objects.filter(pk=post.pk).exists()
    assert TrailEntry.objects.get().step == "end_post"
