"""The pages on which two people of the secretariat grant and end posts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import PostChange
from office import posts
from tests.factories.people import PostFactory, one_time_code

pytestmark = pytest.mark.django_db
LIST = 5  # session with its person, posts of the person, held, former, waiting


@pytest.fixture
def other(holder_of):
    return holder_of(PostKind.SECRETARIAT, name="Olga Other")


@pytest.fixture
def third(holder_of):
    return holder_of(PostKind.SECRETARIAT, name="Tom Third")


def ask(user, by):
    return posts.ask_to_grant(user=user, kind=PostKind.BOARD, reason="A seat is empty.", by=by)


def form(user, **more):
    return {
        "email": user.email,
        "kind": PostKind.AUDITOR,
        "since": timezone.localdate().isoformat(),
        "reason": "The old one has left.",
        **more,
    }


def test_a_stranger_does_not_learn_of_these_pages(client, someone, secretariat, sign_in):
    change = ask(someone, secretariat)
    sign_in(client, someone)

    answers = [
        client.get(reverse("office:posts")),
        client.get(reverse("office:grant_post")),
        client.get(reverse("office:post_change", args=[change.pk])),
        client.get(reverse("office:end_post", args=[secretariat.posts.get().pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.parametrize("code", ["", "000000"])
def test_nothing_is_asked_for_without_the_second_factor_and_what_was_typed_stays(
    client, someone, secretariat, sign_in, code
):
    sign_in(client, secretariat)

    page = client.post(reverse("office:grant_post"), form(someone, **{"again-code": code}))

    assert "The old one has left." in page.text
    assert page.context["code"].errors
    assert not PostChange.objects.exists()


def test_nothing_is_confirmed_without_the_second_factor(
    client, someone, secretariat, other, sign_in
):
    change = ask(someone, secretariat)
    sign_in(client, other)

    client.post(reverse("office:post_change", args=[change.pk]), {"again-code": "000000"})

    assert not someone.posts.exists()


def test_a_code_is_not_used_up_by_a_form_that_is_not_complete(
    client, someone, secretariat, sign_in
):
    sign_in(client, secretariat)
    url, code = reverse("office:grant_post"), one_time_code()

    client.post(url, form(someone, reason="", **{"again-code": code}))
    client.post(url, form(someone, **{"again-code": code}))

    assert PostChange.objects.count() == 1


def test_an_address_nobody_signs_in_with_is_said_so(client, secretariat, sign_in):
    sign_in(client, secretariat)

    page = client.post(reverse("office:grant_post"), {"email": "nobody@example.org"})

    assert "Nobody signs in with this address here." in page.text


def test_days_that_are_over_or_in_the_wrong_order_are_refused(
    client, someone, secretariat, sign_in
):
    sign_in(client, secretariat)
    today = timezone.localdate().isoformat()

    past = client.post(reverse("office:grant_post"), form(someone, since="2020-01-01"))
    order = client.post(reverse("office:grant_post"), form(someone, until=today))

    assert "This day is over." in past.text
    assert "It ends after it begins." in order.text


def test_two_people_grant_a_post_on_the_pages_and_it_counts_from_the_next_request(
    client, someone, secretariat, other, sign_in
):
    sign_in(client, secretariat)
    client.post(reverse("office:grant_post"), form(someone, **{"again-code": one_time_code()}))
    change = PostChange.objects.get()
    theirs = sign_in(type(client)(), someone)
    before = theirs.get(reverse("office:posts")).status_code

    sign_in(client, other)
    client.post(reverse("office:post_change", args=[change.pk]), {"again-code": one_time_code()})

    after = theirs.get(reverse("office:posts")).status_code
    assert (before, after) == (404, 200)


def test_an_ended_post_opens_nothing_from_the_next_request(
    client, secretariat, other, third, sign_in
):
    sign_in(client, third)
    before = client.get(reverse("office:posts")).status_code
    change = posts.ask_to_end(post=third.posts.get(), reason="Moves on.", by=secretariat)

    posts.confirm(change=change, by=other)

    assert (before, client.get(reverse("office:posts")).status_code) == (200, 404)


def test_the_auditor_reads_and_does_not_act(client, someone, secretariat, holder_of, sign_in):
    change = ask(someone, secretariat)
    sign_in(client, holder_of(PostKind.AUDITOR))

    read = client.get(reverse("office:post_change", args=[change.pk]))
    written = client.post(reverse("office:post_change", args=[change.pk]), {})

    assert "A seat is empty." in read.text
    assert "Confirm as the second person" not in read.text
    assert written.status_code == 403


def test_a_refusal_comes_with_a_sentence_and_what_was_typed(client, someone, secretariat, sign_in):
    PostFactory(user=someone, kind=PostKind.AUDITOR)
    sign_in(client, secretariat)

    page = client.post(
        reverse("office:grant_post"), form(someone, **{"again-code": one_time_code()})
    )

    assert page.status_code == 409
    assert "This person holds that post already." in page.text
    assert "The old one has left." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, secretariat, other, holder_of, sign_in, count, django_assert_num_queries
):
    for _number in range(count):
        ask(holder_of(PostKind.COMMITTEE), other)
        PostFactory(kind=PostKind.OBSERVER, until=timezone.localdate())
    sign_in(client, secretariat)
    client.get(reverse("office:posts"))

    with django_assert_num_queries(LIST):
        page = client.get(reverse("office:posts"))

    assert page.text.count("Asked for by Olga Other") == count
