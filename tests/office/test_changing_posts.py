"""Asking for a post, and confirming it: two people, the second factor again, at once in force."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import Post, PostChange
from office import posts
from office.models import Letter, TrailEntry
from office.workflow import Refused
from tests.at_once import at_once
from tests.factories.people import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(holder_of):
    return holder_of(PostKind.SECRETARIAT, name="Olga Other")


@pytest.fixture
def third(holder_of):
    return holder_of(PostKind.SECRETARIAT, name="Tom Third")


def ask(user, by, **facts):
    facts = {"kind": PostKind.BOARD, "reason": "A seat is empty.", **facts}
    return posts.ask_to_grant(user=user, by=by, **facts)


def test_asking_alone_gives_nothing(someone, secretariat):
    ask(someone, secretariat)

    assert not someone.posts.exists()
    assert TrailEntry.objects.get().step == "grant_post:proposed"


def test_who_asked_does_not_confirm(someone, secretariat):
    change = ask(someone, secretariat)

    with pytest.raises(PermissionDenied, match="takes two people"):
        posts.confirm(change=change, by=secretariat)

    assert not someone.posts.exists()


def test_nobody_asks_or_confirms_for_themselves(secretariat, other):
    with pytest.raises(PermissionDenied, match="to themselves"):
        ask(secretariat, secretariat)

    change = ask(secretariat, other)
    with pytest.raises(PermissionDenied, match="to themselves"):
        posts.confirm(change=change, by=secretariat)


def test_a_first_person_who_has_left_counts_no_more(someone, secretariat, other, third):
    change = ask(someone, secretariat)
    secretariat.posts.update(until=timezone.localdate())
    change = PostChange.objects.get(pk=change.pk)

    with pytest.raises(PermissionDenied, match="Only the secretariat"):
        posts.confirm(change=change, by=other)

    assert not someone.posts.exists()


def test_nobody_else_asks_confirms_or_drops(someone, secretariat, holder_of):
    admin, change = holder_of(PostKind.TECHNICAL_ADMIN), ask(someone, secretariat)

    with pytest.raises(PermissionDenied):
        ask(someone, admin, kind=PostKind.AUDITOR)
    with pytest.raises(PermissionDenied):
        posts.confirm(change=change, by=admin)
    with pytest.raises(PermissionDenied):
        posts.drop(change=change, by=admin)


def test_what_is_held_or_asked_for_already_is_not_asked_for_again(someone, secretariat, other):
    ask(someone, secretariat)
    PostFactory(user=someone, kind=PostKind.COMMITTEE)

    with pytest.raises(Refused, match="waits for a second person"):
        ask(someone, other)
    with pytest.raises(Refused, match="holds that post already"):
        ask(someone, other, kind=PostKind.COMMITTEE)
    with pytest.raises(Refused, match="reason"):
        ask(someone, other, kind=PostKind.OBSERVER, reason=" ")


def test_what_was_dropped_or_done_is_over(someone, secretariat, other):
    change = ask(someone, secretariat)
    posts.drop(change=change, by=secretariat)

    for act in (posts.confirm, posts.drop):
        with pytest.raises(Refused, match="already"):
            act(change=change, by=other)
    assert not someone.posts.exists()


def test_the_secretariat_never_ends_with_one_person(secretariat, other, third):
    change = posts.ask_to_end(post=third.posts.get(), reason="Moves on.", by=secretariat)
    posts.confirm(change=change, by=other)

    with pytest.raises(Refused, match="Two people must stay"):
        posts.ask_to_end(post=other.posts.get(), reason="Moves on.", by=secretariat)


def test_an_end_to_come_counts_on_its_day(secretariat, other, third):
    """Two ends with a later day would leave one person behind, though all three are there today."""
    later = timezone.localdate() + timedelta(days=30)
    change = posts.ask_to_end(
        post=third.posts.get(), reason="Moves on.", by=secretariat, until=later
    )
    posts.confirm(change=change, by=other)

    with pytest.raises(Refused, match="Two people must stay"):
        posts.ask_to_end(post=other.posts.get(), reason="Moves on.", by=third)
    with pytest.raises(Refused, match="Two people must stay"):
        posts.ask_to_end(
            post=other.posts.get(), reason="Moves on.", by=third, until=later + timedelta(days=1)
        )


def test_an_end_before_the_others_leave_is_no_matter_of_theirs(secretariat, other, third):
    """A post that ends by itself may end earlier while two others are there."""
    fourth = PostFactory(until=timezone.localdate() + timedelta(days=9))
    third.posts.update(until=timezone.localdate() + timedelta(days=30))

    change = posts.ask_to_end(post=fourth, reason="Moves on.", by=secretariat)
    posts.confirm(change=change, by=other)

    assert not Post.objects.current().filter(pk=fourth.pk).exists()


def test_what_no_longer_goes_together_is_not_confirmed(someone, secretariat, other):
    change = ask(someone, secretariat, kind=PostKind.AUDITOR)
    PostFactory(user=someone, kind=PostKind.BOARD)

    with pytest.raises(Refused, match="does not go together with “Board member”"):
        posts.confirm(change=change, by=other)

    assert someone.posts.count() == 1


def test_what_does_not_go_together_is_not_asked_for(secretariat, other):
    with pytest.raises(Refused, match="does not go together with “Secretariat”"):
        ask(other, secretariat, kind=PostKind.AUDITOR)

    assert not PostChange.objects.exists()


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_of_two_who_leave_the_secretariat_at_once_one_stays(secretariat, other, third, round_):
    changes = [
        posts.ask_to_end(post=leaving.posts.get(), reason="Moves on.", by=secretariat)
        for leaving in (other, third)
    ]
    confirming = [third, other]

    outcomes = at_once(
        2,
        lambda number: posts.confirm(
            change=PostChange.objects.get(pk=changes[number].pk), by=confirming[number]
        ),
    )

    held = Post.objects.current().of_kind(PostKind.SECRETARIAT)
    assert held.count() == 2
    assert sum(isinstance(one, Refused | PermissionDenied) for one in outcomes) == 1, outcomes


def test_the_database_asks_for_two_people_too(someone, secretariat):
    change = ask(someone, secretariat)

    with pytest.raises(IntegrityError), transaction.atomic():
        PostChange.objects.filter(pk=change.pk).update(
            confirmed_by=secretariat, done_at=timezone.now()
        )


def test_a_confirmed_post_names_both_and_its_holder_is_written_to(someone, secretariat, other):
    post = posts.confirm(change=ask(someone, secretariat, body="EU network"), by=other)

    assert (post.granted_by, post.confirmed_by, post.body) == (secretariat, other, "EU network")
    assert "You hold a post: Board member" in Letter.objects.get(to=someone).subject
    assert [entry.step for entry in TrailEntry.objects.order_by("pk")] == [
        "grant_post:proposed",
        "grant_post",
    ]


def test_an_end_takes_two_and_is_written_of(someone, secretariat, other):
    post = PostFactory(user=someone, kind=PostKind.BOARD)
    change = posts.ask_to_end(post=post, reason="Elected mayor.", by=secretariat)
    held = Post.objects.current().filter(pk=post.pk).exists()

    posts.confirm(change=change, by=other)

    assert held
    assert not Post.objects.current().filter(pk=post.pk).exists()
    assert "Your post ends" in Letter.objects.get(to=someone).subject


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_confirm_at_once_one_does(someone, secretariat, other, third):
    change = ask(someone, secretariat)

    outcomes = at_once(
        4,
        lambda number: posts.confirm(
            change=PostChange.objects.get(pk=change.pk), by=(other, third)[number % 2]
        ),
    )

    assert sum(isinstance(outcome, Post) for outcome in outcomes) == 1
    assert someone.posts.count() == 1


def test_nobody_drops_what_is_asked_about_themselves(secretariat, other, third):
    change = posts.ask_to_end(post=third.posts.get(), reason="Moves on.", by=secretariat)

    with pytest.raises(PermissionDenied, match="about you"):
        posts.drop(change=change, by=third)

    assert PostChange.objects.waiting().get() == change
