"""How authorities and their people come to be known here."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cities import actions
from cities.choices import Role
from cities.models import City, Invitation, Membership
from cities.self_declared import load_self_declared
from office import sending
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import UserFactory

FACTS = {"kind": "municipality", "country": "SE", "population": 41_000}


@pytest.fixture
def city(db):
    return CityFactory(name="Västermåla", takes_part=False, joined_on=None)


@pytest.fixture
def invited(city, lead_of, link_in):
    """An open invitation for an editor, and the token of its link."""
    invitation = actions.invite(
        city=city, email="Edda@Example.org", role=Role.EDITOR, by=lead_of(city)
    )
    sending.send_waiting()
    return invitation, link_in(mail.outbox[-1])


def test_nobody_is_invited_twice_while_the_first_letter_is_open(city, invited, lead_of):
    with pytest.raises(Refused) as refused:
        actions.invite(city=city, email="edda@example.org", role=Role.OBSERVER, by=lead_of(city))

    assert refused.value.reasons == ["This address has an open invitation already."]
    assert Invitation.objects.count() == 1


def test_somebody_on_the_team_is_not_invited(city, lead_of, member_of):
    editor = member_of(city, Role.EDITOR)

    with pytest.raises(Refused) as refused:
        actions.invite(city=city, email=editor.email, role=Role.OBSERVER, by=lead_of(city))

    assert refused.value.reasons == ["This person is on the team already."]


def test_a_second_lead_is_not_invited(city, lead_of):
    with pytest.raises(Refused) as refused:
        actions.invite(city=city, email="new@example.org", role=Role.LEAD, by=lead_of(city))

    assert refused.value.reasons == ["This city or region has a lead already."]


def test_an_expired_invitation_gives_way_to_a_new_one(city, invited, lead_of):
    invitation, _token = invited
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    second = actions.invite(
        city=city, email="edda@example.org", role=Role.OBSERVER, by=lead_of(city)
    )

    assert list(city.invitations.open()) == [second]


@pytest.mark.parametrize("token", ["", "guessed", "\udc80", "x" * 5000])
def test_a_guessed_link_opens_nothing(invited, token):
    assert actions.invitation_for(token) is None


def test_the_link_itself_is_kept_nowhere(invited):
    _invitation, token = invited

    kept = " ".join(str(value) for row in Invitation.objects.values() for value in row.values())

    assert token not in kept


def test_another_person_cannot_use_the_link(invited, someone):
    _invitation, token = invited

    with pytest.raises(Refused) as refused:
        actions.accept(token=token, user=someone)

    assert refused.value.reasons == [
        "This invitation was sent to another address than the one you signed in with."
    ]
    assert not someone.memberships.exists()


@pytest.mark.parametrize("change", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_link_that_is_over_is_refused(invited, change):
    invitation, token = invited
    Invitation.objects.filter(pk=invitation.pk).update(**change)

    with pytest.raises(Refused) as refused:
        actions.accept(token=token, user=UserFactory(email="edda@example.org"))

    assert refused.value.reasons == ["This invitation is no longer open. Please ask for a new one."]


def test_a_link_works_once(invited):
    _invitation, token = invited
    edda = UserFactory(email="edda@example.org")
    actions.accept(token=token, user=edda)

    with pytest.raises(Refused):
        actions.accept(token=token, user=edda)

    assert Membership.objects.filter(user=edda).count() == 1


def test_accepting_joins_the_team_and_leaves_a_trail(city, invited):
    _invitation, token = invited
    edda = UserFactory(email="edda@example.org")

    membership = actions.accept(token=token, user=edda)

    assert membership.role == Role.EDITOR
    assert edda.has_perm("progress.change_record", city)
    steps = TrailEntry.objects.of(city).values_list("step", flat=True)
    assert list(steps) == ["invite", "accept_invitation"]


def test_an_editors_acceptance_confirms_nothing(city, invited):
    _invitation, token = invited

    actions.accept(token=token, user=UserFactory(email="edda@example.org"))

    city.refresh_from_db()
    assert not city.is_confirmed


def test_accepting_an_invitation_of_the_secretariat_confirms_the_authority(secretariat, link_in):
    actions.invite_authority(name="Västermåla", email="mayor@example.org", by=secretariat, **FACTS)
    sending.send_waiting()
    mayor = UserFactory(email="mayor@example.org")

    membership = actions.accept(token=link_in(mail.outbox[-1]), user=mayor)

    city = membership.city
    assert membership.role == Role.LEAD
    assert (city.confirmed_how, city.takes_part) == ("invited", True)
    assert city.confirmed_on == city.joined_on == timezone.localdate()


def test_a_self_declared_city_can_be_invited_as_it_stands(secretariat):
    load_self_declared()
    lund = City.objects.get(name="Lund")

    sent = actions.invite_authority(city=lund, email="lund@example.org", by=secretariat)

    assert sent.city == lund
    assert City.objects.filter(name="Lund").count() == 1


def test_sending_again_kills_the_old_link(invited, lead_of, link_in):
    invitation, old = invited
    actions.send_again(invitation=invitation, by=lead_of(invitation.city))
    sending.send_waiting()

    assert actions.invitation_for(old) is None
    assert actions.invitation_for(link_in(mail.outbox[-1])) == invitation


def test_the_letter_says_who_invites_to_what_and_until_when(invited, lead_of):
    invitation, token = invited

    letter = mail.outbox[-1]

    assert letter.to == ["edda@example.org"]
    assert letter.subject == "An invitation to work for Västermåla on Human Rights Cities"
    assert str(lead_of(invitation.city)) in letter.body
    assert f"/team/invitation/{token}/" in letter.body
    assert "within 30 days" in letter.body


def test_a_revoked_invitation_cannot_be_revoked_again(invited, lead_of):
    invitation, _token = invited
    actions.revoke_invitation(invitation=invitation, by=lead_of(invitation.city))

    with pytest.raises(Refused):
        actions.revoke_invitation(invitation=invitation, by=lead_of(invitation.city))


def test_the_lead_cannot_be_ended_or_changed(city, lead_of):
    lead = lead_of(city)
    membership = city.memberships.get(user=lead)

    with pytest.raises(Refused):
        actions.end_membership(membership=membership, by=lead)
    with pytest.raises(Refused):
        actions.change_role(membership=membership, role=Role.EDITOR, by=lead)

    assert city.memberships.current().get(user=lead).role == Role.LEAD


def test_an_ended_membership_is_kept_and_counts_no_more(city, lead_of):
    member = MembershipFactory(city=city)

    actions.end_membership(membership=member, by=lead_of(city))

    assert Membership.objects.filter(pk=member.pk).exists()
    assert not member.user.has_perm("progress.read_record", city)


def test_a_changed_role_keeps_what_was_before(city, lead_of):
    member = MembershipFactory(city=city, role=Role.EDITOR)

    actions.change_role(membership=member, role=Role.OBSERVER, by=lead_of(city))

    roles = city.memberships.filter(user=member.user).order_by("pk").values_list("role", flat=True)
    assert list(roles) == ["editor", "observer"]
    assert not member.user.has_perm("progress.change_record", city)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Łódź", "lodz"), ("Ängelholm", "angelholm"), ("Αθήνα", "authority-gr"), ("New", "new-gr")],
)
def test_every_name_gets_an_address(db, name, slug):
    city = actions.register_city(
        name=name, kind="municipality", country="GR", population=1, takes_part=True
    )

    assert city.slug == slug


def test_cities_of_one_name_get_addresses_of_their_own(db):
    slugs = [
        actions.register_city(name="Lund", kind="municipality", country=country, population=1).slug
        for country in ("SE", "DK", "DK")
    ]

    assert slugs == ["lund", "lund-dk", "lund-dk-2"]


def test_a_private_trial_is_not_published(db, someone):
    trial = actions.start_record(by=someone, name="Östhafen", **FACTS)

    assert someone.has_perm("cities.keep_team", trial)
    assert trial not in City.objects.published()


def test_the_nine_self_declared_cities_are_entered_once(db):
    assert load_self_declared() == 9
    assert load_self_declared() == 0

    cities = City.objects.published()
    assert cities.filter(self_declared=True, takes_part=False, confirmed_on=None).count() == 9
    assert not Membership.objects.exists()


def test_memberships_end_on_their_day(city):
    yesterday = timezone.localdate() - timedelta(days=1)
    MembershipFactory(city=city, since=yesterday, until=timezone.localdate())
    running = MembershipFactory(city=city, until=timezone.localdate() + timedelta(days=1))

    assert list(city.memberships.current()) == [running]
