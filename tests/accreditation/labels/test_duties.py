"""The desk names what is due, however many labels there are of which nothing is due yet."""

from datetime import timedelta

import pytest

from accreditation.choices import LabelState
from accreditation.models import Label
from accreditation.views import label_duties
from accreditation.views.tasks import MOST
from office.days import today
from tests.factories.accreditation_committee import make_label, make_session
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


def test_notices_that_can_still_be_answered_do_not_crowd_out_one_to_be_decided():
    session = make_session(six())
    for _number in range(MOST + 1):
        make_label(
            session, state=LabelState.DOWNGRADE_NOTICE, answer_until=today() + timedelta(days=9)
        )
    due = Label.objects.last()  # in the order in which they are read
    Label.objects.filter(pk=due.pk).update(answer_until=today() - timedelta(days=1))

    tasks = list(label_duties.of_the_secretariat(today()))

    assert [task.hint for task in tasks] == [f"{due.city} · {due.number}"]


def test_no_more_than_a_desk_holds_is_shown():
    session = make_session(six())
    for _number in range(MOST + 1):
        make_label(
            session, state=LabelState.DOWNGRADE_NOTICE, answer_until=today() - timedelta(days=1)
        )

    assert len(list(label_duties.of_the_secretariat(today()))) == MOST
