"""How the team of an invented authority shares its work."""

from datetime import timedelta

from accounts.models import User
from cities.actions import add_department, offer_help
from cities.choices import Role
from cities.models import City, Department
from commitments.models import Framework
from office.days import today
from progress.actions import (
    answer_question,
    ask,
    assign,
    comment_on,
    publish_question,
    resolve_comment,
)
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


def ask_around(asking: City, mentor: City, framework: Framework, by: User, office: User) -> None:
    """A question that waits, one that a mentor city has, and one that became public help."""
    requirements = edition_of(framework).requirements
    public = ask(
        city=asking,
        requirement=requirements["I2.1"],
        text="Can a deputy mayor be the person who answers for it, or must it be the mayor?",
        by=by,
    )
    answer_question(
        question=public,
        text="Either, as long as the mandate is in writing and known. Say where it is published.",
        may_be_public=True,
        by=office,
    )
    publish_question(question=public, wording=public.text, by=by)
    ask(
        city=asking,
        requirement=requirements["S4.1"],
        text="We pay help out through the region. Does our own waiting time count alone?",
        by=by,
    )
    lead = mentor.memberships.current().get(role=Role.LEAD).user
    words = "Housing and budgets people can read; in Danish, English"
    offer_help(city=mentor, version=mentor.version, note=words, by=lead)
    ask(
        city=asking,
        requirement=requirements["P6.1"],
        text="How did you begin to show who gains from the budget, in a small finance office?",
        by=by,
        mentor=City.objects.get(pk=mentor.pk),
    )


def _departments(city: City, by: User) -> dict[str, Department]:
    names = dict.fromkeys(name for _part, _code, name, _personally, _days in SHARED)
    return {name: add_department(city=city, name=name, by=by) for name in names}
