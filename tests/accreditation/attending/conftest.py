"""A session in forty days for which who attends is published, with a case in it."""

from datetime import timedelta

import pytest

from accounts.choices import PostKind
from accreditation.choices import SessionState
from office.days import today
from tests.factories.accreditation_committee import holder, make_case, make_committee, make_session
from tests.factories.commitments import six


@pytest.fixture
def session(db):
    """Meets in forty days; who attends is published."""
    session = make_session(six(), state=SessionState.DRAWN)
    session.meets_on = today() + timedelta(days=40)
    session.attendance_published_on = today()
    session.save()
    return session


@pytest.fixture
def people(session):
    return make_committee(session)


@pytest.fixture
def board(db):
    return [holder(PostKind.BOARD, f"Board {number}") for number in (1, 2, 3)]


@pytest.fixture
def application(session):
    return make_case(session)
