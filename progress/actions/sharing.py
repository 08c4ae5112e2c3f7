"""Sharing the work out, and reminding of it."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cities.choices import Role
from cities.models import City, Department, Membership
from commitments.models import Framework
from office import letters, trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from progress.choices import Part
from progress.edition import Edition, edition_of
from progress.models import Assignment, Reminder
from progress.records import sheet_of
from progress.sharing import by_due_day, concerns, holding_of, shares_of

WRITERS = (Role.LEAD, Role.EDITOR, Role.COORDINATOR)
LINES = 12  # of one letter


@transaction.atomic
@trail.gathered()
def assign(
    *,
    city: City,
    framework: Framework,
    part: str,
    code: str,
    by: User,
    department: Department | None = None,
    person: User | None = None,
    due_on: date | None = None,
) -> Assignment | None:
    """Give a part of the record to a department, a person, or one of its people; or to nobody.

    Whoever has something now is told, unless it was themselves who gave it.

    Raises Refused for a part the edition does not have, and for those of another city or who
    only read.
    """
    if not is_part(edition_of(framework), part, code):
        raise Refused(_("This edition has no such part."))
    if department and department.city_id != city.pk:
        raise Refused(_("This department is not on your list."))
    team = city.memberships.current().filter(role__in=WRITERS)
    if person and not team.filter(user=person).exists():
        raise Refused(_("Questions are given to people of the team who write in the record."))
    rows = Assignment.objects.filter(city=city, part=part, code=code)
    before = rows.select_related("department").first()
    if department is None and person is None:
        if due_on:
            raise Refused(_("Say who has it until then: a department, a person, or both."))
        if rows.delete()[0]:
            trail.record(city, "unassign", by=acting(by), note=code)
        return None
    assignment, _made = rows.update_or_create(
        city=city,
        part=part,
        code=code,
        defaults={
            "department": department,
            "person": person,
            "due_on": due_on,
            "assigned_on": today(),
            "assigned_by": by,
        },
    )
    trail.record(city, "assign", by=acting(by), note=str(assignment))
    _tell(assignment, before, what=_words_of(edition_of(framework), part, code))
    return assignment


def _tell(share: Assignment, before: Assignment | None, *, what: str) -> None:
    """A letter to whoever has this now and had it not before; one a day, however much is given."""
    rows = Assignment.objects.filter(city=share.city, assigned_on=share.assigned_on)
    others = list(rows.exclude(pk=share.pk).select_related("department"))
    team = share.city.memberships.current().filter(role__in=WRITERS, user__is_active=True)
    for member in team.select_related("user").order_by("pk"):
        had_it = before is not None and concerns(before, member.user, member.department)
        if had_it or not _gives(share, member) or any(_gives(one, member) for one in others):
            continue
        letters.write(
            to=member.user,
            template="mail/questions_given.txt",
            about=share.city,
            link=reverse("progress:record", args=[share.city.slug]),
            context={"city": share.city, "share": share, "by": share.assigned_by, "what": what},
        )


def _gives(share: Assignment, member: Membership) -> bool:
    """Whether somebody else has given this to that member of the team."""
    by_another = share.assigned_by_id != member.user_id
    return by_another and concerns(share, member.user, member.department)


def _words_of(edition: Edition, part: str, code: str) -> str:
    """What is given, as a letter names it."""
    if part == Part.PILLAR:
        return next(one.title for one in edition.pillars if one.code == code)
    if part == Part.COMMITMENT:
        return str(edition.commitments[code])
    return f"{code}: {edition.requirements[code].text}"


def is_part(edition: Edition, part: str, code: str) -> bool:
    known = {
        Part.PILLAR: {pillar.code for pillar in edition.pillars},
        Part.COMMITMENT: edition.commitments.keys(),
        Part.REQUIREMENT: edition.requirements.keys(),
    }
    return part in known and code in known[Part(part)]


@transaction.atomic
def remind(*, city: City, framework: Framework, people: Iterable[User], by: User) -> list[User]:
    """Write to each of them who has something open and was not reminded today; gives these back."""
    shares, sheet = shares_of(city), sheet_of(city, framework, evidence=False)
    reminded = []
    for person in people:
        mine = holding_of(person, city, shares, sheet)
        if mine is None or not mine.open or not _is_first_today(city, person, by):
            continue
        in_order = by_due_day(mine.open)
        letters.write(
            to=person,
            template="mail/questions_reminder.txt",
            about=city,
            link=reverse("progress:record", args=[city.slug]),
            context={
                "city": city,
                "by": by,
                "lines": in_order[:LINES],
                "more": max(len(in_order) - LINES, 0),
                "count": len(in_order),
            },
        )
        reminded.append(person)
    if reminded:
        names = ", ".join(str(person) for person in reminded)
        trail.record(city, "remind", by=acting(by), note=names)
    return reminded


def _is_first_today(city: City, to: User, by: User) -> bool:
    """Enter the reminder, unless one stands for today."""
    try:
        with transaction.atomic():
            Reminder.objects.create(city=city, to=to, by=by, on=today())
    except IntegrityError:
        return False
    return True
