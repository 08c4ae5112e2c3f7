"""An editor's desk says which questions were given to them."""

import pytest
from django.urls import reverse

from office.days import today
from progress.actions import assign
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import six
from tests.factories.progress import answered, lead_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def anne(six_questions):
    return MembershipFactory(city=CityFactory(), department="Housing").user


@pytest.fixture
def six_questions():
    return six()


@pytest.fixture
def page(client, anne, sign_in):
    """A function: the desk as the editor sees it."""
    sign_in(client, anne)
    return lambda: client.get(reverse("accreditation:desk")).text


def give(anne, framework, code, person):
    city = anne.memberships.get().city
    assign(
        city=city, framework=framework, part="commitment", code=code, person=person,
        due_on=today(), by=lead_for(city),
    )  # fmt: skip
    return city


def test_what_others_have_or_is_answered_needs_nobody(page, anne, six_questions):
    city = anne.memberships.get().city
    give(anne, six_questions, "R2", lead_for(city))

    assert "Nothing waits for you in the procedure" in page()

    give(anne, six_questions, "R1", anne)
    answered(city, six_questions, evidence=False)
    assert "Nothing waits for you in the procedure" in page()


def test_what_is_open_needs_them_with_its_first_day(page, anne, six_questions):
    city = give(anne, six_questions, "R1", anne)

    desk = page()

    assert "1 thing needs you" in desk
    assert "Answer the questions given to you" in desk
    assert f"{city} · 2 are open" in desk
    assert reverse("progress:record", args=[city.slug]) in desk
