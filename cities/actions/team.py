"""How a team changes: roles, and leaving."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cities.choices import Role
from cities.models import City, Membership
from office import trail
from office.actors import acting
from office.workflow import Refused


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> Membership:
    """The person goes on in another role: the old membership ends, a new one begins.

    Raises Refused where the lead would be made or unmade by it.
    """
    membership = _held(membership)
    if Role.LEAD in (membership.role, role):
        raise Refused(_("The lead is handed over with the help of the secretariat."))
    if membership.role == role:
        return membership
    _end(membership)
    changed = _begin(membership.city, membership.user, role, membership.department)
    trail.record(
        membership.city, "change_role", by=acting(by), note=str(changed.get_role_display())
    )
    return changed


@transaction.atomic
def end_membership(*, membership: Membership, by: User) -> None:
    """The person no longer speaks for the city. Raises Refused for the lead."""
    membership = _held(membership)
    if membership.role == Role.LEAD:
        raise Refused(
            _("A team needs a lead. The secretariat can hand the lead to another person first.")
        )
    _end(membership)
    trail.record(membership.city, "end_membership", by=acting(by))


def _held(membership: Membership) -> Membership:
    current = Membership.objects.current().select_for_update(no_key=True, of=("self",))
    held = current.select_related("city", "user").filter(pk=membership.pk).first()
    if held is None:
        raise Refused(_("This membership is over already."))
    return held


def _end(membership: Membership) -> None:
    membership.until = timezone.localdate()
    membership.save(update_fields=["until"])


def _begin(city: City, user: User, role: str, department: str) -> Membership:
    return Membership.objects.create(
        city=city, user=user, role=role, department=department, since=timezone.localdate()
    )
