"""Changing rows and learning which."""

import pytest
from django.db.models import CharField

from office.models import Submission
from office.updating import updated, updated_once
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


@updated_once(before=CharField(), after=CharField())
def _lead_on(named: bool, *, before, after):
    rows = Submission.objects.filter(went_to=before)
    return rows.filter(key="b1") if named else rows, {"went_to": after, "answered_at": None}


def test_an_update_is_written_once_and_sent_with_other_values(forms, django_assert_num_queries):
    _lead_on(False, before="/a/", after="/c/")
    written = dict(_lead_on.wordings)

    with django_assert_num_queries(1):
        changed = _lead_on(False, before="/b/", after="/d/")
    one = _lead_on(True, before="/d/", after="/e/")

    assert set(changed) == {forms[1].pk, forms[2].pk}
    assert one == [forms[1].pk]
    assert written.items() <= _lead_on.wordings.items()
    assert sorted(Submission.objects.values_list("went_to", flat=True)) == ["/c/", "/d/", "/e/"]


def test_an_update_whose_words_depend_on_a_value_is_refused(forms):
    @updated_once(after=CharField())
    def careless(*, after):
        return Submission.objects.filter(went_to="/a/"), {"went_to": "/c/" if after else "/d/"}

    with pytest.raises(AssertionError, match="worded in one way for all values"):
        careless(after="")
