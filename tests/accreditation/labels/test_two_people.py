"""A step of two people on its pages: who has left no longer counts, and it can be taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import PostKind
from accreditation.choices import LabelState
from accreditation.templatetags.accreditation import trail_words
from accreditation.workflow import LABEL
from office.models import Proposal, TrailEntry
from tests.factories.accreditation_committee import holder, make_label, make_session
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def label(db):
    return make_label(make_session(six()))


@pytest.fixture
def two(db):
    return [holder(PostKind.SECRETARIAT, f"Secretariat {number}") for number in (1, 2)]


@pytest.fixture
def proposal(label, two):
    return LABEL.perform("suspend", label, by=two[0], note="A grave event.")


def page_of(label, step="suspend", name="label_take_back"):
    return reverse(f"accreditation:{name}", args=[label.number, step])


@pytest.mark.parametrize(("kind", "answer"), [(PostKind.REVIEWER, 404), (PostKind.AUDITOR, 403)])
def test_others_take_nothing_back(client, label, proposal, sign_in, kind, answer):
    sign_in(client, holder(kind))

    assert client.post(page_of(label)).status_code == answer
    assert Proposal.objects.open().get() == proposal


@pytest.mark.parametrize("step", ["expire", "unheard-of"])
def test_a_step_of_one_has_no_such_page(client, label, two, sign_in, step):
    sign_in(client, two[0])

    assert client.get(page_of(label, step)).status_code in (403, 404)


def test_where_nothing_waits_the_page_says_so(client, label, two, sign_in):
    sign_in(client, two[0])

    read, sent = client.get(page_of(label)), client.post(page_of(label))

    assert "Nothing to take back" in read.text
    assert sent.status_code == 409


def test_the_second_person_takes_it_back(client, label, two, proposal, sign_in):
    sign_in(client, two[1])
    read = client.get(page_of(label))

    answer = client.post(page_of(label), {"note": "It was another city."}, follow=True)

    assert "A grave event." in read.text
    assert "Taken back: Suspend the label. Nothing has moved." in answer.text
    assert trail_words(TrailEntry.objects.of(label).last()) == (
        "Suspend the label, taken back before a second person confirmed"
    )
    assert not Proposal.objects.open().exists()


def test_the_step_s_page_says_that_the_first_person_has_left(client, label, two, proposal, sign_in):
    two[0].posts.update(until=timezone.localdate())
    sign_in(client, two[1])

    read = client.get(page_of(label, name="label_step"))
    client.post(page_of(label, name="label_step"), {"note": "Still so."})

    label.refresh_from_db()
    assert "no longer holds the post, so it does not count any more" in read.text
    assert label.state == LabelState.VALID
    assert Proposal.objects.open().get().by == two[1]


def test_a_city_reads_the_reasons_of_both(client, label, two, proposal):
    LABEL.perform("suspend", label, by=two[1], note="The mayor confirms it.")

    label.refresh_from_db()
    assert label.reason == "A grave event.\n\nThe mayor confirms it."
    assert TrailEntry.objects.of(label).last().words.note == label.reason
