"""What the desk says of a session: when the committee meets, met or was to meet."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.choices import SessionState
from office.days import today
from tests.factories.accreditation_committee import make_session
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [PostKind.SECRETARIAT, PostKind.COMMITTEE])
@pytest.mark.parametrize(
    ("state", "days", "said"),
    [
        (SessionState.DRAWN, -1, "was to meet on"),
        (SessionState.SITTING, -49, "met on"),
        (SessionState.SITTING, 0, "meets on"),
        (SessionState.DRAWN, 1, "meets on"),
    ],
)
def test_the_desk_says_in_its_time_when_the_committee_meets(
    client, holder_of, sign_in, kind, state, days, said
):
    session = make_session(six(), state=state)
    session.meets_on = today() + timedelta(days=days)
    session.save()
    sign_in(client, holder_of(kind))

    page = client.get("/desk/").text

    assert f'<span class="meta">{said} {date_format(session.meets_on)}</span>' in page
