"""The list of decisions: what was published, with its reasons, the newest first."""

import pytest
from django.utils.formats import date_format

from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState
from accreditation.models import Label
from office.days import today
from register.keyset import SIZE
from tests.factories.accreditation_committee import make_case, make_label

pytestmark = pytest.mark.django_db


def test_decisions_not_yet_published_are_not_listed(client, session):
    application = make_case(session, state=S.DECIDED)

    assert application.city.name not in client.get("/decisions/").text


@pytest.mark.parametrize("address", ["/", "/decisions/"])
def test_a_day_beside_a_decision_says_that_it_was_published_then(client, label, address):
    page = client.get(address).text

    day = date_format(label.decision.published_on)
    assert f'Published on <span class="nowrap">{day}</span>' in page


@pytest.mark.parametrize("address", ["/", "/decisions/"])
def test_a_decision_whose_label_is_not_valid_any_more_says_so(client, label, address):
    Label.objects.update(state=LabelState.SUSPENDED, state_since=today())

    row = client.get(address).context["decisions"][0]

    assert row.standing == "Label: Suspended"
    assert row.seal == ""


def test_a_decision_whose_label_is_simply_valid_needs_no_word(client, label):
    row = client.get("/decisions/").context["decisions"][0]

    assert row.standing == ""
    assert "seal" in row.seal


def test_decisions_come_in_parts_the_newest_first(client, session):
    labels = [make_label(session) for _n in range(SIZE + 1)]

    first = client.get("/decisions/")
    second = client.get("/decisions/" + first.context["older_url"])

    assert [row.city for row in first.context["decisions"]] == [
        label.city.name for label in reversed(labels[1:])
    ]
    assert [row.city for row in second.context["decisions"]] == [labels[0].city.name]
    assert second.context["newer_url"].startswith("?before=")


@pytest.mark.parametrize("count", [1, 3])
def test_decisions_cost_the_same_however_many(client, session, count, django_assert_num_queries):
    for _n in range(count):
        make_label(session)
    client.get("/about/")

    with django_assert_num_queries(2):  # day, decisions
        page = client.get("/decisions/")

    assert len(page.context["decisions"]) == count
