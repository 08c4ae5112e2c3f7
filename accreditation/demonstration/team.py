"""How the team of an invented authority shares its work."""

from datetime import timedelta

from accounts.models import User
from cities.actions import add_department
from cities.models import City, Department
from commitments.models import Framework
from office.days import today
from progress.actions import assign, comment_on, resolve_comment
from progress.edition import edition_of

# part, code, department, whether the person who works in it has it, days until it is due
SHARED = (
    ("pillar", "I", "Head of citizen services", True, 35),
    ("commitment", "S4", "Social services", True, 10),
    ("commitment", "S5", "Social services", True, 10),
    ("commitment", "S6", "Schools and childcare", True, 14),
    ("commitment", "S9", "Social services", False, 21),
    ("commitment", "P10", "Human resources", False, 28),
    ("requirement", "P3.1", "Social services", True, 14),
)

# requirement, whose comment, what it says, whether it is resolved
SAID = (
    ("S4.1", "Social services", "I ask for the newer figure.", False),
    ("S6.1", "Schools and childcare", "Does the youth club count here?", False),
    ("I2.1", "Head of citizen services", "The mandate is signed.", True),
)  # fmt: skip


def share_out(city: City, framework: Framework, by: User) -> None:
    """Departments, who answers what until when, and what the team says to each other."""
    departments = _departments(city, by)
    people = {one.department: one.user for one in city.memberships.current().select_related("user")}
    for part, code, name, personally, days in SHARED:
        assign(
            city=city,
            framework=framework,
            part=part,
            code=code,
            department=departments[name],
            person=people[name] if personally else None,
            due_on=today() + timedelta(days=days),
            by=by,
        )
    requirements = edition_of(framework).requirements
    for code, name, text, done in SAID:
        said = comment_on(city=city, requirement=requirements[code], text=text, by=people[name])
        if done:
            resolve_comment(comment=said, by=by)


def _departments(city: City, by: User) -> dict[str, Department]:
    names = dict.fromkeys(name for _part, _code, name, _personally, _days in SHARED)
    return {name: add_department(city=city, name=name, by=by) for name in names}
