"""A page finds the applications that its reader may see, by a statement worded once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from accounts import worded
from accounts.choices import PostKind
from accounts.models import User
from accreditation.models import Application
from accreditation.views.access import find
from cities.choices import Role
from tests.factories.accreditation_committee import holder, make_case, make_session
from tests.factories.cities import MembershipFactory
from tests.factories.commitments import six
from tests.factories.people import PostFactory, UserFactory
from tests.house.access_visits import send_away
from tests.house.access_world import TABLE, each_scene

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGE = next(row for row in TABLE.rows if row.name == "accreditation:application")


@pytest.fixture
def found_by(rf):
    """A function: the references under which somebody finds an application in a new request."""

    def find_all(user, references):
        request = rf.get("/")
        request.user = User.objects.get(pk=user.pk)
        return {reference for reference in references if _is_found(request, reference)}

    return find_all


def _is_found(request, reference):
    try:
        return find(request, reference).reference == reference
    except Http404:
        return False


def seen_by(user):
    """The references this person may see, asked for as Django writes it at this moment."""
    seen = Application.objects.visible_to(User.objects.get(pk=user.pk))
    return set(seen.values_list("reference", flat=True))


def test_each_role_finds_in_each_state_what_it_may_see(found_by):
    worded.compared = None  # letter by letter, in every other test; here it is the rows that count
    opened, wrong = set(), []

    for scene in each_scene():
        send_away(scene.people)
        references = set(Application.objects.values_list("reference", flat=True))
        for role, user in scene.people.items():
            found, seen = found_by(user, references), seen_by(user)
            if found != seen:
                wrong.append(f"{scene.state}, {role}: finds {found}, may see {seen}")
            if scene.application.reference in found:
                opened.add((role, scene.state))

    assert wrong == []
    assert opened == {
        (role, state)
        for role in TABLE.roles
        for state in TABLE.states
        if PAGE.answer("GET", role, state) == "open" or role == "unproven"  # is stopped before
    }


def test_somebody_not_signed_in_finds_nothing(rf):
    application = make_case(make_session(six()))
    request = rf.get("/")
    request.user = AnonymousUser()

    assert not _is_found(request, application.reference)
    assert not Application.objects.visible_to(request.user).exists()


def test_a_later_day_opens_and_closes_what_depends_on_it(found_by, monkeypatch):
    session, day = make_session(six()), timezone.localdate()
    mine, other = make_case(session), make_case(session)
    references = {mine.reference, other.reference}
    ends = day + timedelta(days=5)
    on_team = MembershipFactory(city=mine.city, role=Role.EDITOR, until=ends).user
    of_committee = holder(PostKind.COMMITTEE)  # whom a city's team keeps out, while it lets them in
    MembershipFactory(city=other.city, user=of_committee, role=Role.OBSERVER, until=ends)
    auditor = PostFactory(user=UserFactory(), kind=PostKind.AUDITOR, until=ends).user
    people = (on_team, of_committee, auditor)

    today = [found_by(user, references) for user in people]
    monkeypatch.setattr(timezone, "localdate", lambda: ends)
    later = [found_by(user, references) for user in people]

    assert today == [{mine.reference}, references, references]
    assert later == [seen_by(user) for user in people]
    assert later == [set(), references, set()]
