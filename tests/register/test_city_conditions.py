"""What the pages of a city and of a label say of the conditions that go with it."""

from datetime import timedelta

import pytest

from accreditation.models import Condition
from accreditation.workflow.condition import bind
from office.days import today
from register import drawing
from tests.factories.accreditation_committee import decided, make_case

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def read(client, city):
    drawing.forget()
    return client.get(f"/cities/{city.slug}/")


def test_a_city_page_says_where_each_condition_of_its_label_stands(client, accredited):
    recommendation = accredited.decision.recommendation
    for text, state in (("Name an ombudsperson.", "met"), ("Open the files.", "open")):
        condition = Condition(
            recommendation=recommendation,
            text=text,
            due_on=today() + timedelta(days=200),
            state=state,
            reasons="We have read the minutes." if state == "met" else "",
        )
        bind(condition, accredited)

    page = read(client, accredited.city).text

    assert page.count("Conditions that go with the label") == 1
    assert "Name an ombudsperson." in page
    assert "We have read the minutes." in page
    assert "To be met" in page


def test_nobody_reads_a_condition_of_a_decision_that_is_not_public(client, session):
    application = make_case(session)
    day = today() + timedelta(days=300)
    Condition.objects.create(
        recommendation=application.recommendations.get(), text="Name an ombudsperson.", due_on=day
    )
    decided(application)

    assert "Name an ombudsperson." not in read(client, application.city).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_proof_of_a_label_names_its_conditions_at_the_same_cost(
    client, accredited, count, django_assert_num_queries
):
    for number in range(count):
        condition = Condition(
            recommendation=accredited.decision.recommendation,
            text=f"Name ombudsperson {number}.",
            due_on=today() + timedelta(days=200),
        )
        bind(condition, accredited)
    address = f"/verify/{accredited.number}/"
    client.get(address)

    with django_assert_num_queries(4):  # day, labels of the city, conditions, the frame's day
        page = client.get(address).text
    data = client.get(f"/verify/{accredited.number}.json").json()

    assert page.count("Conditions that go with the label") == 1
    assert page.count("To be met") == count
    assert [each["state"] for each in data["conditions"]] == ["open"] * count


@pytest.mark.parametrize("days", [None, 14])
def test_the_json_of_a_label_says_until_when_more_was_asked_for_as_its_page_does(
    client, accredited, days
):
    more_by = today() + timedelta(days=days) if days else None
    condition = Condition(
        recommendation=accredited.decision.recommendation,
        text="Name an ombudsperson.",
        due_on=today() - timedelta(days=1),
        reasons="Nobody was named.",
        more_by=more_by,
        state="open" if days else "reported",
    )
    bind(condition, accredited)

    page = client.get(f"/verify/{accredited.number}/").text
    (said,) = client.get(f"/verify/{accredited.number}.json").json()["conditions"]

    assert said["state"] == "not_met"
    assert said["more_asked_by"] == (more_by.isoformat() if more_by else None)
    assert said["reported_late"] is (days is None)
    assert ("the secretariat has asked for more, by" in page) is bool(days)


def test_what_binds_nobody_is_in_no_proof(client, accredited):
    Condition.objects.create(
        recommendation=accredited.decision.recommendation,
        text="Name an ombudsperson.",
        due_on=today() + timedelta(days=300),
    )

    page = client.get(f"/verify/{accredited.number}/").text

    assert "Conditions that go with the label" not in page
    assert "ombudsperson" not in page
