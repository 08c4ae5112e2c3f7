"""The hand-over file leaves nothing of a record out, and tells nothing of other people's."""

import pytest
from django.apps import apps

from cities.choices import AuthorityKind
from cities.models import MemberCouncil
from progress.actions import answer_question, ask, assign, comment_on, record_competences
from progress.handover import tables
from progress.models import TeamComment
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import lead_for
from tests.progress.test_hand_over_file import made, opened, table

pytestmark = pytest.mark.django_db

# What holds a city and has no table of its own, and why.
NOT_HANDED_OVER = {
    "cities.ChosenDocument": "the secretariat's, until it is sent",
    "cities.ConfirmationLetter": "how the secretariat confirmed the authority",
    "cities.HandOver": "the secretariat's, with a document on a person",
    "cities.Invitation": "addresses of people, who may not have come",
    "progress.Aside": "belongs to the person who typed it",
    "progress.BroughtTable": "proposes readings; gone after thirty days",
    "progress.ChosenFile": "for whoever chose it alone, until it is evidence",
    "progress.HandOverFile": "is this file",
    "progress.ProposedAnswer": "is no answer until it is taken, and stands there then",
    "progress.RecordEdition": "named at the top of the page and in each row of the answers",
    "progress.Reminder": "letters about assignments, which are here",
    "progress.ReturnedSheet": "proposes answers; gone after thirty days",
}


def test_whatever_a_record_holds_has_a_table_or_a_reason_why_not(city, six):
    rooms = [*apps.get_app_config("cities").get_models(),
             *apps.get_app_config("progress").get_models()]  # fmt: skip
    of_a_city = {
        model._meta.label
        for model in rooms
        if any(field.name == "city" and field.is_relation for field in model._meta.fields)
    }

    told = {each.of._meta.label for each in tables.tables_of(city, six)}

    assert of_a_city - told == set(NOT_HANDED_OVER)


def test_whose_task_it_is_and_by_which_law(city, catalogues):
    record_competences(
        city=city, changed={"housing": ("own", "Housing Act § 3")}, by=lead_for(city)
    )
    MemberCouncil.objects.create(
        city=city, name="Upper Ward", kind=AuthorityKind.MUNICIPALITY, country="AT", population=90
    )

    archive = opened(made(city, catalogues))

    (row,) = table(archive, "competences")
    assert (row["code"], row["law"]) == ("housing", "Housing Act § 3")
    assert table(archive, "councils")[0]["name"] == "Upper Ward"
    page = archive.read("index.html").decode()
    assert "Housing Act § 3" in page
    assert "Upper Ward" in page


def test_what_the_team_said_shared_out_and_asked(city, six, requirement, secretariat):
    lead = lead_for(city)
    comment_on(city=city, requirement=requirement(), text="Who knows this?", by=lead)
    assign(city=city, framework=six, part="requirement", code="R1.1", by=lead, person=lead)
    asked = ask(city=city, requirement=requirement(), text="What counts here?", by=lead)
    answer_question(question=asked, text="A plan counts.", may_be_public=False, by=secretariat)

    archive = opened(made(city, six))

    (comment,), (share,), (question,) = (
        table(archive, name) for name in ("comments", "assignments", "questions")
    )
    assert (comment["comment"], comment["by"]) == ("Who knows this?", lead.name)
    assert (share["code"], share["person"]) == ("R1.1", lead.name)
    assert (question["of"], question["answer"]) == ("The secretariat", "A plan counts.")
    page = archive.read("index.html").decode()
    assert [text for text in ("Who knows this?", "What counts here?", "A plan counts.")
            if text not in page] == []  # fmt: skip
    words = b"".join(archive.read(name) for name in archive.namelist())
    assert secretariat.name.encode() not in words


def test_nothing_of_another_record_is_in_it(city, six, requirement):
    other = MembershipFactory(city=CityFactory())
    comment_on(city=other.city, requirement=requirement(), text="A canary sings.", by=other.user)
    ask(city=other.city, requirement=requirement(), text="Whose canary?", by=other.user)

    archive = opened(made(city, six))

    words = b"".join(archive.read(name) for name in archive.namelist())
    assert b"canary" not in words
    assert TeamComment.objects.count() == 1
