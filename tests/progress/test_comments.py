"""Comments between members of a team: open until somebody resolves them, never filed."""

import pytest

from cities.choices import Role
from office.models import TrailEntry
from office.workflow import Refused
from progress.actions import comment_on, resolve_comment
from progress.actions.comments import MOST_OPEN
from progress.models import TeamComment
from tests.factories.cities import MembershipFactory
from tests.factories.progress import lead_for


@pytest.fixture
def say(city, six, requirement):
    """A function: a comment of the lead on a requirement."""

    def on(code="R1.1", text="Is the number right?"):
        return comment_on(city=city, requirement=requirement(code), text=text, by=lead_for(city))

    return on


@pytest.mark.parametrize("text", ["", "  \n ", "a\x00b"])
def test_a_comment_says_something_that_can_be_kept(say, text):
    with pytest.raises(Refused):
        say(text=text)

    assert not TeamComment.objects.exists()


def test_a_record_holds_so_many_open_comments(say, city):
    TeamComment.objects.bulk_create(
        TeamComment(city=city, code="R1.1", text="?", by=lead_for(city)) for _n in range(MOST_OPEN)
    )

    with pytest.raises(Refused) as refused:
        say()

    assert "Please resolve some" in refused.value.reasons[0]


def test_a_comment_is_resolved_once(say, city):
    comment = say()

    for _time in range(2):
        resolve_comment(comment=comment, by=lead_for(city))

    steps = TrailEntry.objects.filter(step__contains="comment").values_list("step", flat=True)
    assert sorted(steps) == ["comment", "resolve_comment"]


def test_an_observer_reads_comments_and_leaves_them(client, say, city, member_of, address, sign_in):
    comment = say()
    sign_in(client, member_of(city, Role.OBSERVER))

    page = client.get(address("comments_on", "R1.1"))
    said = client.post(address("comments_on", "R1.1"), {"text": "Mine"})
    resolved = client.post(address("resolve_comment", "R1.1", comment.pk))

    assert "Is the number right?" in page.text
    assert "Add a comment" not in page.text
    assert (said.status_code, resolved.status_code) == (403, 403)
    assert TeamComment.objects.open().count() == 1


def test_a_comment_of_another_record_is_not_found(client, say, address, sign_in, six):
    comment = say()
    stranger = MembershipFactory()
    sign_in(client, stranger.user)

    own = address("resolve_comment", "R1.1", comment.pk)
    theirs = own.replace(comment.city.slug, stranger.city.slug)

    assert client.post(own).status_code == 404
    assert client.post(theirs).status_code == 404


def test_what_is_typed_stands_as_typed_and_does_no_harm(as_lead, six, address):
    hostile = "<b onclick=x>‮ =cmd|' 💙"

    as_lead.post(address("comments_on", "R1.1"), {"text": hostile})

    assert TeamComment.objects.get().text == hostile
    assert "<b onclick" not in as_lead.get(address("comments_on", "R1.1")).text


def test_a_comment_is_made_resolved_and_opened_again(as_lead, six, address):
    empty = as_lead.post(address("comments_on", "R1.1"), {"text": " "})
    as_lead.post(address("comments_on", "R1.1"), {"text": "Who knows this?"})
    around = as_lead.get(address("requirement", "R1.1"))
    one = address("resolve_comment", "R1.1", TeamComment.objects.get().pk)
    as_lead.post(one, {"do": "resolve"})
    resolved = as_lead.get(address("comments_on", "R1.1"))
    as_lead.post(one, {"do": "reopen"})
    listed = as_lead.get(address("comments"))

    assert "error-summary" in empty.text
    assert "1 open comment" in around.text
    assert "1 resolved comment" in resolved.text
    assert "Who knows this?" in listed.text


def test_a_comment_on_what_an_edition_no_longer_has_is_still_listed(as_lead, city, six, address):
    TeamComment.objects.create(city=city, code="Z9.9", text="From before.", by=lead_for(city))

    page = as_lead.get(address("comments"))

    assert "From before." in page.text
    assert "This edition does not have it any more." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_comments_cost_the_same_however_long(
    as_lead, city, say, address, count, django_assert_num_queries
):
    for code in ["R1.1", "R1.2", "R2.1"][:count]:
        say(code)
        say("R1.1")
    as_lead.get(address("comments"))

    for page in (address("comments"), address("comments_on", "R1.1")):
        with django_assert_num_queries(4):  # session with its person, roles, edition, comments
            as_lead.get(page)
