"""Statements whose SQL is written once a process."""

from datetime import date

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import Post, User
from accounts.worded import worded_once
from tests.factories.people import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@worded_once(user=models.BigAutoField(), day=models.DateField())
def posts_of(user, day):
    return Post.objects.filter(user=user, since__lte=day).select_related("user")


@worded_once(kinds=models.CharField())
def kinds_among(kinds):
    return Post.objects.filter(kind__in=kinds).values_list("kind", flat=True)


@worded_once(day=models.DateField())
def odd_ones(day):
    return User.objects.filter(name__contains="5% of 'all'", date_joined__date__gte=day)


@worded_once(day=models.DateField())
def of_the_office(day):
    return Post.objects.filter(kind=PostKind.SECRETARIAT, since__lte=day)


def test_each_value_gets_its_own_rows():
    first, second = PostFactory(since=date(2024, 1, 1)), PostFactory(since=date(2025, 1, 1))
    day = date(2026, 1, 1)

    found = [posts_of(user=post.user, day=day) for post in (first, second)]

    assert found == [[first], [second]]
    assert posts_of(user=second.user, day=date(2024, 6, 1)) == []


def test_what_is_read_along_needs_no_statement_of_its_own(django_assert_num_queries):
    post = PostFactory(user=UserFactory(name="Ada"), since=date(2024, 1, 1))

    with django_assert_num_queries(1):
        (found,) = posts_of(user=post.user_id, day=date(2026, 1, 1))
        name = found.user.name

    assert name == "Ada"


def test_the_sql_is_what_django_writes():
    user, day = UserFactory(), date(2026, 1, 1)
    with CaptureQueriesContext(connection) as ours:
        posts_of(user=user, day=day)
    with CaptureQueriesContext(connection) as plain:
        list(Post.objects.filter(user=user, since__lte=day).select_related("user"))

    sent = [captured[0]["sql"].replace("(", "").replace(")", "") for captured in (ours, plain)]
    assert sent[0] == sent[1]


def test_lists_of_any_length_find_what_is_in_them():
    PostFactory(kind=PostKind.BOARD)
    PostFactory(kind=PostKind.REVIEWER)

    found = [
        kinds_among(kinds=[]),
        kinds_among(kinds=[PostKind.BOARD]),
        sorted(kinds_among(kinds=[PostKind.BOARD, PostKind.REVIEWER])),
    ]

    assert found == [[], ["board"], ["board", "reviewer"]]


def test_each_shape_is_worded_by_itself():
    @worded_once(user=models.BigAutoField())
    def posts(is_held, user):
        rows = Post.objects.filter(user=user)
        return rows.filter(until=None) if is_held else rows

    post = PostFactory(since=date(2024, 1, 1), until=date(2025, 1, 1))

    assert posts(True, user=post.user) == []
    assert posts(False, user=post.user) == [post]


def test_a_statement_that_changes_with_its_values_is_noticed():
    @worded_once(until=models.DateField())
    def posts(until):
        return Post.objects.filter(until=until)

    posts(until=date(2025, 1, 1))

    with pytest.raises(AssertionError, match="worded in one way"):
        posts(until=None)  # Django would write IS NULL


@pytest.mark.parametrize(
    ("field", "clock"),
    [("date_joined__lt", timezone.now), ("posts__since__lte", timezone.localdate)],
)
def test_a_day_that_would_stay_in_a_statement_is_refused(field, clock):
    @worded_once(user=models.BigAutoField())
    def people(user):
        return User.objects.filter(pk=user, **{field: clock()})

    with pytest.raises(TypeError, match="stay in it for good"):
        people(user=1)


def test_rows_that_would_need_more_statements_are_refused():
    @worded_once(user=models.BigAutoField())
    def people(user):
        return User.objects.filter(pk=user).prefetch_related("posts")

    with pytest.raises(TypeError, match="other statements"):
        people(user=1)


@pytest.mark.postgres
def test_what_never_changes_may_hold_any_sign():
    odd = UserFactory(name="Ada %s and 5% of 'all'")
    UserFactory(name="Ada 5 of all")

    assert odd_ones(day=date(2020, 1, 1)) == [odd]


@pytest.mark.postgres(only=True)
def test_postgresql_is_sent_what_changes_alone():
    office = PostFactory(kind=PostKind.SECRETARIAT, since=date(2024, 1, 1))

    found = of_the_office(day=date(2026, 1, 1))

    (wording,) = of_the_office.wordings.values()
    assert found == [office]
    assert (wording.settled.count("%s"), len(wording.sent)) == (1, 1)
    assert "'secretariat'" in wording.settled
