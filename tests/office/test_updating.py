"""Changing rows and learning which."""

import pytest

from office.models import Submission
from office.updating import updated
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def forms():
    person = UserFactory()
    rows = [Submission(person=person, key=key, went_to=f"/{key[0]}/") for key in ("a", "b1", "b2")]
    return Submission.objects.bulk_create(rows)


def test_rows_that_are_not_there_are_not_changed(forms):
    assert updated(Submission.objects.filter(went_to="/c/"), went_to="/d/") == []


def test_rows_are_changed_and_named_in_one_statement(forms, django_assert_num_queries):
    with django_assert_num_queries(1):
        changed = updated(Submission.objects.filter(went_to="/b/"), went_to="/d/")

    assert set(changed) == {forms[1].pk, forms[2].pk}
    assert Submission.objects.filter(went_to="/d/").count() == 2
