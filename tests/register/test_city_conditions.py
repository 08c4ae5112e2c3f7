"""What the page of a city says of the conditions of its label."""

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
