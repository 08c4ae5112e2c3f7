"""A team that shares its work, so that each of its pages has something on it."""

from accounts.models import User
from cities.actions import add_council, add_department, offer_help
from cities.choices import Role
from cities.models import City
from commitments.models import Framework
from office.days import today
from progress.actions import (
    answer_question,
    ask,
    assign,
    comment_on,
    publish_question,
    record_competences,
)
from progress.edition import edition_of
from tests.factories.cities import MembershipFactory


def share(framework: Framework, city: City, mentor: City, *, lead: User, editor: User) -> None:
    """Something of each kind: work that is shared, comments, councils, questions, public help."""
    requirement = edition_of(framework).requirements["R1.1"]
    housing = add_department(city=city, name="Housing", by=lead)
    for code, department, person in (("R1", housing, None), ("H1", None, editor)):
        assign(
            city=city, framework=framework, part="commitment", code=code, by=lead,
            department=department, person=person, due_on=today(),
        )  # fmt: skip
    City.objects.filter(pk=city.pk).update(kind="joint")
    city.refresh_from_db()
    add_council(
        city=city, name="Obersee", kind="municipality", country="AT", population=2_100, by=lead
    )
    record_competences(city=city, changed={"housing": ("shared", "Housing Act, § 4")}, by=lead)
    comment_on(
        city=city, requirement=requirement, by=editor, text="Is the number that of last year?"
    )
    MembershipFactory(city=city, role=Role.COORDINATOR)
    words = "Housing; in English and Danish"
    offer_help(city=mentor, version=mentor.version, note=words, by=lead)
    ask(city=city, requirement=requirement, text="Where is one to begin?", by=lead)
    ask(city=city, requirement=requirement, text="How did you begin?", by=lead, mentor=mentor)
    public = ask(city=city, requirement=requirement, text="Who decides?", by=lead)
    answer_question(question=public, text="The council.", may_be_public=True, by=editor)
    publish_question(question=public, wording="Who decides?", by=lead)
