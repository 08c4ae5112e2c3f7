"""The pages of a team, and joining one."""

import pytest
from django.core import mail
from django.urls import reverse

from cities import actions
from cities.choices import Role
from cities.models import City, Invitation
from office import sending
from office.models import Installation
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import UserFactory


@pytest.fixture
def city(db):
    return CityFactory(name="Östhafen")


@pytest.fixture
def token(city, lead_of, link_in):
    actions.invite(city=city, email="edda@example.org", role=Role.EDITOR, by=lead_of(city))
    sending.send_waiting()
    return link_in(mail.outbox[-1])


def pages_of(city):
    member = MembershipFactory(city=city)
    return [
        reverse("cities:team", args=[city.slug]),
        reverse("cities:profile", args=[city.slug]),
        reverse("cities:change_role", args=[city.slug, member.pk]),
    ]


def test_a_visitor_is_asked_to_sign_in(client, city):
    for address in pages_of(city):
        page = client.get(address)

        assert page.status_code == 302
        assert page["Location"].startswith(reverse("account_login"))


def test_a_stranger_sees_what_they_see_of_a_city_that_is_not_there(client, city, someone, sign_in):
    sign_in(client, someone)

    for address in pages_of(city):
        page, nowhere = client.get(address), client.get(address.replace(city.slug, "nowhere"))

        assert page.status_code == nowhere.status_code == 404
        assert page.content == nowhere.content


def test_an_editor_sees_the_team_and_may_not_change_it(client, city, member_of, sign_in):
    sign_in(client, member_of(city, Role.EDITOR))
    address = reverse("cities:team", args=[city.slug])

    assert client.get(address).status_code == 200
    refused = client.post(address, {"email": "x@example.org", "role": "editor"})

    assert refused.status_code == 403
    assert "The lead keeps the team." in refused.text
    assert not Invitation.objects.exists()


def test_an_editor_may_not_change_profile_roles_or_invitations(
    client, city, token, member_of, sign_in
):
    editor = member_of(city, Role.EDITOR)
    sign_in(client, editor)
    invitation = Invitation.objects.get()
    membership = city.memberships.get(user=editor)

    for name, args in [
        ("cities:profile", [city.slug]),
        ("cities:change_role", [city.slug, membership.pk]),
        ("cities:end_membership", [city.slug, membership.pk]),
        ("cities:revoke_invitation", [city.slug, invitation.pk]),
        ("cities:send_invitation_again", [city.slug, invitation.pk]),
    ]:
        assert client.post(reverse(name, args=args)).status_code == 403

    assert actions.invitation_for(token) is not None


def test_the_lead_invites_changes_and_ends(client, city, lead_of, sign_in):
    member = MembershipFactory(city=city)
    sign_in(client, lead_of(city))
    team = reverse("cities:team", args=[city.slug])

    client.post(team, {"email": "new@example.org", "role": "observer", "department": "Council"})
    client.post(reverse("cities:change_role", args=[city.slug, member.pk]), {"role": "observer"})
    changed = city.memberships.current().get(user=member.user)
    client.post(reverse("cities:end_membership", args=[city.slug, changed.pk]))

    page = client.get(team)
    assert "new@example.org" in page.text
    assert changed.role == Role.OBSERVER
    assert not city.memberships.current().filter(user=member.user).exists()


@pytest.mark.parametrize("demonstrates", [False, True])
def test_a_demonstration_says_that_a_link_ends_on_a_real_day(
    client, city, lead_of, sign_in, demonstrates
):
    Installation.objects.update_or_create(
        pk=1, defaults={"is_demonstration": demonstrates, "offset_days": 400 if demonstrates else 0}
    )
    lead = lead_of(city)
    actions.invite(city=city, email="new@example.org", role=Role.EDITOR, by=lead)
    sign_in(client, lead)

    page = client.get(reverse("cities:team", args=[city.slug]))

    assert "the link works until" in page.text
    assert ("are real ones" in page.text) == demonstrates


def test_the_lead_cannot_be_invited_by_form(client, city, lead_of, sign_in):
    sign_in(client, lead_of(city))

    page = client.post(
        reverse("cities:team", args=[city.slug]), {"email": "x@example.org", "role": "lead"}
    )

    assert page.status_code == 200
    assert not Invitation.objects.exists()


def test_revoking_and_sending_again_by_button(client, city, token, lead_of, sign_in):
    sign_in(client, lead_of(city))
    invitation = Invitation.objects.get()

    client.post(reverse("cities:send_invitation_again", args=[city.slug, invitation.pk]))
    client.post(reverse("cities:revoke_invitation", args=[city.slug, invitation.pk]))
    again = client.post(
        reverse("cities:revoke_invitation", args=[city.slug, invitation.pk]), follow=True
    )

    assert "This invitation is over already." in again.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_costs_the_same_however_large(
    client, city, count, lead_of, sign_in, django_assert_num_queries
):
    sign_in(client, lead_of(city))
    MembershipFactory.create_batch(count, city=city)
    for number in range(count):
        actions.invite(city=city, email=f"{number}@example.org", role=Role.EDITOR, by=lead_of(city))
    address = reverse("cities:team", args=[city.slug])
    client.get(address)

    # session with its person, posts, city, roles, members, invitations, letters that failed
    with django_assert_num_queries(7):
        page = client.get(address)

    assert page.text.count("@example.org") >= 2 * count


def test_the_profile_keeps_what_is_possible_only(client, city, lead_of, sign_in):
    sign_in(client, lead_of(city))
    address = reverse("cities:profile", args=[city.slug])
    typed = {"authority": "City of Östhafen", "kind": "region", "population": "0",
             "languages": ["de", "fr"], "website": "example.org", "version": "0"}  # fmt: skip

    refused = client.post(address, typed)
    done = client.post(address, {**typed, "population": "700"})

    city.refresh_from_db()
    assert "at least one inhabitant" in refused.text
    assert done.status_code == 302
    assert (city.population, city.languages) == (700, ["de", "fr"])
    assert city.website == "https://example.org"


def test_extra_fields_posted_to_the_profile_change_nothing(client, city, lead_of, sign_in):
    sign_in(client, lead_of(city))
    typed = {"authority": "A", "kind": "region", "population": "700", "version": "0",
             "slug": "stolen", "confirmed_how": "invited", "takes_part": "",
             "self_declared": "on"}  # fmt: skip

    client.post(reverse("cities:profile", args=[city.slug]), typed)

    after = City.objects.get(pk=city.pk)
    assert (after.slug, after.confirmed_how) == (city.slug, "")
    assert (after.takes_part, after.self_declared) == (True, False)


def test_a_dead_link_says_so(client, db):
    page = client.get(reverse("cities:invitation", args=["guessed"]))

    assert page.status_code == 404
    assert "This invitation is no longer open" in page.text


def test_opening_the_link_accepts_nothing(client, city, token, sign_in):
    edda = UserFactory(email="edda@example.org")
    sign_in(client, edda)

    page = client.get(reverse("cities:invitation", args=[token]))

    assert "Accept the invitation" in page.text
    assert not edda.memberships.exists()


def test_a_visitor_cannot_accept(client, city, token):
    page = client.post(reverse("cities:invitation", args=[token]))

    assert page.status_code == 200
    assert "Your name" in page.text
    assert not city.memberships.filter(role=Role.EDITOR).exists()


def test_somebody_else_is_told_which_address_was_invited(client, token, someone, sign_in):
    sign_in(client, someone)

    page = client.post(reverse("cities:invitation", args=[token]))

    assert "You are signed in as" in page.text
    assert not someone.memberships.exists()


def test_the_invited_person_joins(client, city, token, sign_in):
    edda = UserFactory(email="edda@example.org")
    sign_in(client, edda)

    page = client.post(reverse("cities:invitation", args=[token]))

    assert page["Location"] == reverse("progress:record", args=[city.slug])
    assert city.memberships.current().get(user=edda).role == Role.EDITOR
