"""Comments on an edition in consultation: sent by anybody, looked at once, answered in public."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from commitments import commenting
from commitments.actions import publish_edition
from commitments.commenting import answer_comment, comment_on
from commitments.models import Comment
from commitments.workflow import COMMENT
from office.actors import PROCEDURE
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.commitments import comments_on, six, six_2
from tests.factories.people import PostFactory

pytestmark = pytest.mark.django_db
ON_R1 = "/framework/hrc-six/2/R1/comments/"
FORM = f"{ON_R1}new/"


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    commenting.throttle.forget()


@pytest.fixture
def edition():
    return six_2()


@pytest.fixture
def secretary():
    return PostFactory(kind=PostKind.SECRETARIAT).user


def typed(**words):
    return {"key": str(uuid4()), "text": "Say who checks it.", "language": "en", **words}


def test_every_row_of_the_table():
    rows = {row.name: (set(row.source), row.target) for row in COMMENT.transitions.values()}

    assert rows == {
        "show": ({"waiting", "held_back"}, "shown"),
        "hold_back": ({"waiting", "shown"}, "held_back"),
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"text": " "}, "Please write your comment."),
        ({"text": "a" * 4001}, "Ensure this value has at most 4000 characters"),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"language": ""}, "Please choose your language."),
        ({"language": "xx"}, "Select a valid choice."),
        ({"key": "no key"}, "Enter a valid UUID."),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(client, edition, words, sentence):
    page = client.post(FORM, typed(**words))

    assert sentence in page.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("address", ["", "comments/", "R1/comments/", "R1/comments/new/"])
@pytest.mark.parametrize("edition", ["/framework/other/1/", "/framework/hrc-six/9/"])
def test_there_are_no_comments_on_what_is_not_there(client, edition, address):
    six_2()

    assert client.get(edition + address).status_code == 404
    assert client.get(f"/framework/hrc-six/2/X9/{address}").status_code == 404


def test_a_published_edition_takes_no_comments_and_keeps_those_it_had(client, edition):
    comments_on(edition, shown=True)
    publish_edition(edition, by=PROCEDURE)

    form = client.get(FORM)
    sent = client.post(FORM, typed())

    assert "The consultation is over" in form.text
    assert "The consultation is over" in sent.text
    assert Comment.objects.count() == 2
    assert "Comment number 1." in client.get(ON_R1).text


def test_a_comment_needs_no_account_and_waits_to_be_read(client, edition):
    sent = client.post(FORM, typed(name="A neighbour"))

    comment = Comment.objects.get()
    assert "Your comment has been received" in sent.text
    assert (comment.state, comment.name, comment.language) == ("waiting", "A neighbour", "en")
    assert "Say who checks it." not in client.get(ON_R1).text
    assert not TrailEntry.objects.exists()


def test_nothing_asks_who_is_there(client, edition):
    page = client.get(FORM)

    assert "sessionid" not in page.cookies
    assert page.headers["Cache-Control"].startswith("max-age=0")


def test_the_same_form_sent_twice_is_one_comment(client, edition):
    words = typed()

    for _press in range(2):
        assert "has been received" in client.post(FORM, words).text

    assert Comment.objects.count() == 1


def test_one_place_sends_only_so_much(client, edition):
    for _time in range(10):
        client.post(FORM, typed())

    page = client.post(FORM, typed(text="One more."))

    assert "Much has been sent from this connection." in page.text
    assert "One more." in page.text
    assert Comment.objects.count() == 10


def test_no_more_are_taken_than_anybody_can_read(client, edition, monkeypatch):
    monkeypatch.setattr(commenting, "MOST_WAITING", 2)
    comments_on(edition)

    page = client.post(FORM, typed())

    assert "More comments wait to be read than can be taken now." in page.text
    assert Comment.objects.count() == 2


def test_the_consultation_can_end_while_somebody_types(edition):
    commitment = edition.commitments.get(code="R1")
    publish_edition(edition, by=PROCEDURE)
    commitment.framework.refresh_from_db()

    with pytest.raises(Refused):
        comment_on(commitment=commitment, key=uuid4(), text="Late.", language="en")


def test_nobody_else_finds_the_desk(client, edition, sign_in, someone):
    (comment,) = comments_on(edition, 1)
    sign_in(client, someone)

    addresses = [reverse("consultation:desk"), reverse("consultation:comment", args=[comment.pk])]

    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_the_secretariat_shows_a_comment_and_answers_it(client, edition, sign_in, secretary):
    (comment,) = comments_on(edition, 1)
    sign_in(client, secretary)
    address = reverse("consultation:comment", args=[comment.pk])

    client.post(address, {"step": "show"})
    client.post(address, {"step": "answer", "version": "0", "text": "It is checked yearly."})

    client.logout()
    page = client.get(ON_R1)
    assert "Comment number 0." in page.text
    assert "It is checked yearly." in page.text
    assert [(entry.workflow, entry.step) for entry in TrailEntry.objects.order_by("number")] == [
        ("comment", "show"),
        ("comment", "answer"),
    ]


def test_holding_back_takes_reasons_and_is_counted_in_public(client, edition, sign_in, secretary):
    (comment,) = comments_on(edition, 1, shown=True)
    sign_in(client, secretary)
    address = reverse("consultation:comment", args=[comment.pk])

    refused = client.post(address, {"step": "hold_back"})
    client.post(address, {"step": "hold_back", "reason": "It names a neighbour."})

    assert "Please give the reasons." in refused.text
    page = client.get(ON_R1)
    assert "Comment number 0." not in page.text
    assert page.context["counts"]["held"] == 1


def test_a_step_that_somebody_took_a_moment_ago_is_said(client, edition, sign_in, secretary):
    (comment,) = comments_on(edition, 1, shown=True)
    sign_in(client, secretary)

    page = client.post(
        reverse("consultation:comment", args=[comment.pk]), {"step": "show"}, follow=True
    )

    assert "is not possible from “Shown to everybody”" in page.text


def test_a_comment_nobody_reads_is_not_answered(edition, secretary):
    (comment,) = comments_on(edition, 1)

    with pytest.raises(Refused):
        answer_comment(comment=comment, text="Thanks.", version=0, by=secretary)


def test_of_two_who_answer_the_second_sees_the_first(client, edition, sign_in, secretary):
    (comment,) = comments_on(edition, 1, shown=True)
    answer_comment(comment=comment, text="The first.", version=0, by=secretary)
    sign_in(client, secretary)

    page = client.post(
        reverse("consultation:comment", args=[comment.pk]),
        {"step": "answer", "version": "0", "text": "The second."},
    )

    comment.refresh_from_db()
    assert comment.answer == "The first."
    assert "Somebody answered a moment ago" in page.text
    assert 'name="version" value="1"' in page.text
    assert "The second." in page.text


def test_what_is_said_is_never_markup(client, edition):
    comment_on(commitment=edition.commitments.get(code="R1"), key=uuid4(), language="und",
               text="<script>alert(1)</script>", name="<b>Me</b>")  # fmt: skip
    Comment.objects.update(state="shown")

    page = client.get(ON_R1)

    assert "<script>alert" not in page.text
    assert "<b>Me" not in page.text


@pytest.mark.parametrize("before", ["x", "²", "9" * 40, "-1"])
def test_an_odd_page_is_the_first_or_an_empty_one(client, edition, before):
    comments_on(edition, 1, shown=True)

    assert client.get(ON_R1, {"before": before}).status_code == 200


def test_older_comments_are_a_page_away(client, edition):
    first, *_others = comments_on(edition, 26, shown=True)

    newest = client.get(ON_R1)
    older = client.get(ON_R1 + newest.context["older_url"])

    assert [each["comment"] for each in older.context["comments"]] == [first]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_much_was_said(
    client, edition, sign_in, secretary, count, django_assert_num_queries
):
    comments_on(edition, count, shown=True)
    comments_on(edition, count, "H1")

    with django_assert_num_queries(4):  # edition, commitments, counts, place
        client.get("/framework/hrc-six/2/comments/")
    with django_assert_num_queries(3):  # commitment, comments, counts
        client.get(ON_R1)
    sign_in(client, secretary)
    with django_assert_num_queries(8):  # session, who it is and may, then three lists
        client.get(reverse("consultation:desk"))


def test_each_edition_and_commitment_leads_to_its_comments(client, edition):
    published = six()

    assert f'href="{FORM}"' in client.get("/framework/hrc-six/2/R1/").text
    assert "/framework/hrc-six/1/R1/comments/new/" not in client.get(
        published.commitments.get(code="R1").get_absolute_url()
    ).text  # fmt: skip
    assert "/framework/hrc-six/2/comments/" in client.get(edition.get_absolute_url()).text
