"""Who speaks for a city, and who may change its team."""

import rules
from django.db.models import BigAutoField, DateField, QuerySet
from django.utils import timezone

from accounts.rules import is_secretariat
from accounts.worded import worded_once
from cities.choices import Role
from cities.models import City, Membership


def speaks_for(*roles):
    """A predicate: this person has one of these roles for the subject's city now.

    The subject is a City or anything with a ``city``.
    """

    @rules.predicate(name="speaks_as_" + "_or_".join(roles))
    def predicate(user, subject):
        if subject is None or not user.is_authenticated or not user.is_active:
            return False
        city_id = subject.pk if isinstance(subject, City) else subject.city_id
        held = roles_of(user)
        return held.get(city_id) in roles

    return predicate


def roles_of(user) -> dict[int, str]:
    """City key → role, read once for a person in a request."""
    return {city_id: membership.role for city_id, membership in _memberships(user).items()}


def cities_of(user) -> dict[str, City]:
    """Slug → city, for every city this person speaks for; the same single reading."""
    return {membership.city.slug: membership.city for membership in _memberships(user).values()}


def department_of(user, city: City) -> str:
    """The department this person works in for the city, by its name; empty for none."""
    membership = _memberships(user).get(city.pk)
    return membership.department if membership else ""


def memberships_of(user) -> list[Membership]:
    """For whom this person speaks now, each with its city; the same single reading."""
    return list(_memberships(user).values())


def _memberships(user) -> dict[int, Membership]:
    if not hasattr(user, "_memberships_by_city"):
        memberships = _held(user=user.pk, day=timezone.localdate())
        user._memberships_by_city = {each.city_id: each for each in memberships}
    return user._memberships_by_city


@worded_once(user=BigAutoField(), day=DateField())
def _held(user, day) -> QuerySet[Membership]:
    return Membership.objects.current(day).filter(user=user).select_related("city")


def needs_second_factor(user) -> bool:
    """Leads and coordinators sign in with a second factor (design §2)."""
    return not {Role.LEAD, Role.COORDINATOR}.isdisjoint(roles_of(user).values())


leads_city = speaks_for(Role.LEAD)
edits_city = speaks_for(Role.LEAD, Role.EDITOR, Role.COORDINATOR)
on_team = speaks_for(*Role.values)


@rules.predicate
def leads_no_city_yet(user, _subject=None):
    """One trial record a person is enough to find out; a second one would be a slip."""
    return user.is_authenticated and user.is_active and Role.LEAD not in roles_of(user).values()


rules.add_perm("cities.start_record", leads_no_city_yet)
rules.add_perm("cities.read_team", on_team | is_secretariat)
rules.add_perm("cities.keep_team", leads_city)
rules.add_perm("cities.change_profile", leads_city)
rules.add_perm("cities.invite_authority", is_secretariat)
rules.add_perm("cities.hand_over_lead", is_secretariat)
rules.add_perm("cities.confirm_authority", leads_city)
rules.add_perm("cities.make_confirmation_letter", is_secretariat)
