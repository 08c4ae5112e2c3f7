"""Two people grant a post, and its end counts at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import Post, User
from office.models import TrailEntry
from office.posts import end_post, grant_post
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

    with pytest.raises(PermissionDenied):
        grant_post(user=someone, kind=PostKind.BOARD, by=secretariat, confirmed_by=admin)
    with pytest.raises(PermissionDenied):
        end_post(secretariat.posts.get(), by=admin)


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


def test_an_ended_post_counts_no_more_and_stays_on_record(someone, secretariat):
    post = PostFactory(user=someone, kind=PostKind.BOARD)

    end_post(post, by=secretariat)

    assert not User.objects.get(pk=someone.pk).holds(PostKind.BOARD)
    assert Post.objects.filter(pk=post.pk).exists()
    assert TrailEntry.objects.get().step == "end_post"
