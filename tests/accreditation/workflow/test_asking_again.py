"""Steps that grant or take away ask for the second factor again (trust §1)."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import LabelState
from office.models import Proposal
from office.workflow import WORKFLOWS
from tests.factories.accreditation_committee import holder, lead_of, make_label, make_session
from tests.factories.commitments import six
from tests.factories.people import one_time_code

pytestmark = pytest.mark.django_db

ASKING = {
    ("application", "publish"),
    ("session", "release"),
    ("label", "lower_level"),
    ("label", "suspend"),
    ("label", "restore"),
    ("label", "remove"),
    ("label", "withdraw"),
}


@pytest.fixture
def label(db):
    return make_label(make_session(six()))


@pytest.fixture
def secretary(db):
    return holder(PostKind.SECRETARIAT)


def url(label, step="suspend"):
    return reverse("accreditation:label_step", args=[label.number, step])


def test_it_is_asked_for_where_a_label_or_all_letters_hang_on_the_step():
    asking = {
        (workflow.name, row.name)
        for workflow in WORKFLOWS.values()
        for row in workflow.transitions.values()
        if row.asks_again
    }

    assert asking == ASKING


@pytest.mark.parametrize("typed", [{}, {"again-code": ""}, {"again-code": "000000"}])
def test_without_it_nothing_moves_and_what_was_typed_stays(
    client, label, secretary, sign_in_long_ago, typed
):
    sign_in_long_ago(client, secretary)

    page = client.post(url(label), {"note": "A grave event.", **typed})

    assert 'name="again-code"' in page.text
    assert "A grave event." in page.text
    assert not Proposal.objects.exists()


def test_with_it_the_step_is_asked_for(client, label, secretary, sign_in_long_ago):
    sign_in_long_ago(client, secretary)

    client.post(url(label), {"note": "A grave event.", "again-code": one_time_code()})

    assert Proposal.objects.get().by == secretary


def test_no_code_is_used_up_while_the_reasons_are_missing(
    client, label, secretary, sign_in_long_ago
):
    sign_in_long_ago(client, secretary)
    code = one_time_code()

    client.post(url(label), {"note": "", "again-code": code})
    client.post(url(label), {"note": "A grave event.", "again-code": code})

    assert Proposal.objects.exists()


def test_it_is_asked_for_once_in_some_minutes(client, label, secretary, sign_in_long_ago):
    sign_in_long_ago(client, secretary)
    before = client.get(url(label))
    client.post(url(label), {"note": "A grave event.", "again-code": one_time_code()})

    after = client.get(url(label, "give_downgrade_notice")), client.get(url(label))

    assert 'name="again-code"' in before.text
    assert all('name="again-code"' not in page.text for page in after)


def test_the_lead_who_gives_a_label_back_is_asked_too(client, label, sign_in_long_ago):
    sign_in_long_ago(client, lead_of(label.decision.application))

    client.post(url(label, "withdraw"), {"note": "We merge."})
    label.refresh_from_db()
    before = label.state
    client.post(url(label, "withdraw"), {"note": "We merge.", "again-code": one_time_code()})
    label.refresh_from_db()

    assert (before, label.state) == (LabelState.VALID, LabelState.WITHDRAWN)


def test_other_steps_ask_for_nothing_more(client, label, secretary, sign_in_long_ago):
    sign_in_long_ago(client, secretary)

    assert 'name="again-code"' not in client.get(url(label, "give_downgrade_notice")).text
