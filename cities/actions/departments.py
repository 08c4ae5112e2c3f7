"""The list of departments, which the lead keeps in the administration's own words."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City, Department, Membership
from office import trail
from office.actors import acting
from office.workflow import Refused

MOST = 60  # on one city's list


@transaction.atomic
def add_department(*, city: City, name: str, by: User) -> Department:
    """Raises Refused for a name that is on the list already, and for a list that is full."""
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    name = _checked(city, name)
    if city.departments.count() >= MOST:
        raise Refused(_("The list holds %(most)d departments at most.") % {"most": MOST})
    department = Department.objects.create(city=city, name=name)
    trail.record(city, "add_department", by=acting(by), note=name)
    return department


@transaction.atomic
def rename_department(*, department: Department, name: str, by: User) -> Department:
    """Whoever works in it goes with it. Raises Refused for the name of another department."""
    city = City.objects.select_for_update(no_key=True).get(pk=department.city_id)
    before, name = department.name, _checked(city, name, but=department)
    for rows in (city.memberships.current(), city.invitations.open()):
        rows.filter(department__iexact=before).update(department=name)
    department.name = name
    department.save(update_fields=["name"])
    trail.record(city, "rename_department", by=acting(by), note=f"{before} → {name}")
    return department


@transaction.atomic
def remove_department(*, department: Department, by: User) -> None:
    """Raises Refused while somebody works in it, or answers are assigned to it."""
    city = City.objects.select_for_update(no_key=True).get(pk=department.city_id)
    if city.memberships.current().filter(department__iexact=department.name).exists():
        raise Refused(_("People of the team work in this department. Give them another one first."))
    try:
        with transaction.atomic():
            department.delete()
    except ProtectedError:
        raise Refused(
            _("Questions are assigned to this department. Assign them to another one first.")
        ) from None
    trail.record(city, "remove_department", by=acting(by), note=department.name)


@transaction.atomic
def change_department(*, membership: Membership, department: str, by: User) -> Membership:
    """The person works in another department, or in none that is named."""
    held = Membership.objects.current().select_for_update(no_key=True, of=("self",))
    membership = held.select_related("city").get(pk=membership.pk)
    membership.department = on_the_list(membership.city, department)
    membership.save(update_fields=["department"])
    trail.record(membership.city, "change_department", by=acting(by), note=membership.department)
    return membership


def on_the_list(city: City, name: str) -> str:
    """The department's name as the list has it; one that is new is put on the list."""
    name = " ".join(name.split())
    if not name:
        return ""
    held = Department.objects.filter(city=city, name__iexact=name).first()
    return (held or Department.objects.create(city=city, name=name)).name


def _checked(city: City, name: str, but: Department | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Please give the name of the department."))
    others = city.departments.exclude(pk=but.pk) if but else city.departments
    if others.filter(name__iexact=name).exists():
        raise Refused(_("This department is on the list already."))
    return name
