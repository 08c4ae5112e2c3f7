"""Sharing the work: who has what, what is due, and a reminder a day."""

from datetime import timedelta

import pytest

from cities.actions import add_department, remove_department
from cities.choices import Role
from office.days import today
from office.models import Letter, TrailEntry
from office.workflow import Refused
from progress.actions import answer_requirement, assign, remind
from progress.models import Assignment, Reminder
from progress.records import sheet_of
from progress.sharing import holding_of, shares_of
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import answered, lead_for


@pytest.fixture
def housing(city):
    return add_department(city=city, name="Housing", by=lead_for(city))


@pytest.fixture
def anne(city):
    return MembershipFactory(city=city, department="Housing", user__name="Anne").user


@pytest.fixture
def give(city, six):
    """A function: give a part of the record to somebody."""

    def to(part, code, **facts):
        return assign(city=city, framework=six, part=part, code=code, by=lead_for(city), **facts)

    return to


@pytest.fixture
def codes_of(city, six):
    """A function: the codes of the questions somebody has."""

    def find(user):
        holding = holding_of(user, city, shares_of(city), sheet_of(city, six))
        return [one.code for one in holding.requirements] if holding else []

    return find


@pytest.mark.parametrize(
    ("part", "code"), [("commitment", "R9"), ("pillar", "R1"), ("chapter", "R1"), ("", "")]
)
def test_a_part_the_edition_does_not_have_goes_to_nobody(give, housing, part, code):
    with pytest.raises(Refused):
        give(part, code, department=housing)

    assert not Assignment.objects.exists()


def test_nothing_goes_to_those_who_only_read_or_to_another_city(give, member_of, city, anne):
    observer = member_of(city, Role.OBSERVER)
    stranger = MembershipFactory().user
    elsewhere = CityFactory()
    theirs = add_department(city=elsewhere, name="Parks", by=lead_for(elsewhere))

    for facts in ({"person": observer}, {"person": stranger}, {"department": theirs}):
        with pytest.raises(Refused):
            give("commitment", "R1", **facts)

    assert not Assignment.objects.exists()


def test_a_day_needs_somebody(give, anne):
    with pytest.raises(Refused):
        give("commitment", "R1", due_on=today())


def test_a_day_that_is_over_is_not_taken_but_one_that_stands_already_may_be(
    as_lead, anne, city, give, address
):
    form = address("assign", "commitment", "R1")
    yesterday = (today() - timedelta(days=1)).isoformat()

    wrong = as_lead.post(form, {"person": anne.pk, "due_on": yesterday})
    assert "This day is over" in wrong.text
    assert not Assignment.objects.exists()

    give("commitment", "R1", due_on=today() - timedelta(days=1), person=lead_for(city))
    done = as_lead.post(form, {"person": anne.pk, "due_on": yesterday})
    assert done.status_code == 302


def test_whoever_is_given_something_is_told_once_a_day_unless_it_was_themselves(
    give, anne, housing, city
):
    other = MembershipFactory(city=city, department="Housing").user
    give("commitment", "R1", person=lead_for(city))
    assert not Letter.objects.exists()

    give("commitment", "R1", person=anne, due_on=today())
    give("commitment", "R1", person=anne)
    give("requirement", "R2.1", person=anne)

    letter = Letter.objects.get()
    assert letter.to == anne
    assert letter.subject == f"{city.name}: questions were given to you"
    assert "R1" in letter.body
    assert "It is due on" in letter.body
    give("commitment", "H1", department=housing)
    assert Letter.objects.get(to=other).body.count("all who work in “Housing”") == 1
    assert Letter.objects.filter(to=anne).count() == 1


def test_one_person_stands_once_whatever_department_it_was_given_with(
    as_lead, give, housing, anne, address
):
    give("commitment", "R1", person=anne)
    give("commitment", "R2", person=anne, department=housing)

    rows = as_lead.get(address("work")).context["rows"]

    assert [(row.holding.holder, len(row.holding.requirements)) for row in rows] == [("Anne", 3)]


def test_what_has_no_room_among_ones_questions_can_be_read(
    client, give, anne, sign_in, address, monkeypatch
):
    monkeypatch.setattr("progress.views.overview.MINE_SHOWN", 1)
    give("commitment", "R1", person=anne)
    sign_in(client, anne)

    few = client.get(address("record"))
    all_of_them = client.get(address("record"), {"mine": "all"})

    assert "?mine=all#mine" in few.text
    assert [len(page.context["mine"]["open"]) for page in (few, all_of_them)] == [1, 2]


def test_the_narrower_part_counts(give, housing, anne, city, codes_of):
    bert = MembershipFactory(city=city).user
    give("pillar", "R", department=housing)
    give("commitment", "R1", person=bert)
    give("requirement", "R1.2", person=anne)

    assert codes_of(anne) == ["R1.2", "R2.1"]
    assert codes_of(bert) == ["R1.1"]


def test_what_one_person_of_a_department_has_is_not_the_others(give, housing, anne, city, codes_of):
    other = MembershipFactory(city=city, department="housing").user
    give("commitment", "R1", department=housing, person=anne)
    give("commitment", "R2", department=housing)

    assert codes_of(anne) == ["R1.1", "R1.2", "R2.1"]
    assert codes_of(other) == ["R2.1"]


def test_what_is_given_to_nobody_is_taken_back_and_the_trail_knows_both(give, anne, city):
    give("commitment", "R1", person=anne)
    give("commitment", "R1")
    give("commitment", "R1")

    entries = TrailEntry.objects.filter(subject_label="cities.city")
    steps = entries.values_list("step", flat=True)
    assert sorted(steps) == ["assign", "unassign"]
    assert not Assignment.objects.exists()


def test_a_department_that_has_something_stays_on_the_list(give, housing, city):
    give("commitment", "R1", department=housing)

    with pytest.raises(Refused):
        remove_department(department=housing, by=lead_for(city))


def test_one_reminder_a_day_names_what_is_open(give, anne, city, six):
    give("commitment", "R1", person=anne, due_on=today())
    facts = {"city": city, "framework": six, "people": [anne], "by": lead_for(city)}

    first, second = remind(**facts), remind(**facts)

    letter = Letter.objects.get(to=anne, subject__contains="wait")
    assert (first, second) == ([anne], [])
    assert "2 questions wait for you" in letter.subject
    assert "R1.1" in letter.body


def test_whoever_has_nothing_open_is_not_reminded(give, anne, city, six):
    answered(city, six, evidence=False)
    give("commitment", "R1", person=anne)

    assert remind(city=city, framework=six, people=[anne], by=lead_for(city)) == []
    assert not Reminder.objects.exists()


def test_an_editor_finds_her_questions_first(client, give, anne, city, six, address, sign_in):
    give("commitment", "R1", person=anne)
    give("requirement", "R2.1", person=anne, due_on=today() - timedelta(days=1))
    give("requirement", "H1.1", person=lead_for(city))
    sign_in(client, anne)

    page = client.get(address("record"))

    mine = page.context["mine"]
    assert [one.code for one, _due in mine["open"]] == ["R2.1", "R1.1", "R1.2"]
    assert "3 questions given to you are open" in page.text
    assert "was due" in page.text
    assert page.text.index("Your questions") < page.text.index("How far the answers are")


def test_an_editor_sees_who_has_what_and_shares_nothing_out(client, anne, six, address, sign_in):
    sign_in(client, anne)

    page = client.get(address("work"))
    form = client.get(address("assign", "commitment", "R1"))
    sent = client.post(address("remind"), {"assignment": 1})

    assert page.status_code == 200
    assert address("assign", "commitment", "R1") not in page.text
    assert (form.status_code, sent.status_code) == (403, 403)


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_lead_and_coordinators_share_out_by_form(
    client, city, six, housing, anne, member_of, address, sign_in, role
):
    sign_in(client, lead_for(city) if role == Role.LEAD else member_of(city, role))
    form = address("assign", "commitment", "R1")

    wrong = client.post(form, {"department": housing.pk, "due_on": "soon"})
    done = client.post(form, {"department": housing.pk, "due_on": "2027-01-15"})
    page = client.get(address("work"))

    assert "error-summary" in wrong.text
    assert done.url == address("work")
    assert Assignment.objects.get().due_on.isoformat() == "2027-01-15"
    assert "Housing" in page.text
    assert "4 of 6 questions have nobody yet." in page.text


def test_a_part_that_does_not_exist_is_not_found(as_lead, six, address):
    assert as_lead.get(address("assign", "commitment", "R9")).status_code == 404


def test_a_click_reminds_and_the_page_says_when(as_lead, give, housing, anne, address):
    share = give("commitment", "R1", department=housing)

    as_lead.post(address("remind"), {"assignment": share.pk})
    page = as_lead.get(address("work"))
    again = as_lead.post(address("remind"), {"assignment": share.pk}, follow=True)
    gone = as_lead.post(address("remind"), {"assignment": "x"}, follow=True)

    assert "Reminded last on" in page.text
    assert "Nobody was written to" in again.text
    assert "This was assigned anew just now." in gone.text
    assert Letter.objects.filter(to=anne, subject__contains="wait").count() == 1


def test_a_department_without_people_cannot_be_reminded(as_lead, give, housing, address):
    share = give("commitment", "R1", department=housing)

    page = as_lead.post(address("remind"), {"assignment": share.pk}, follow=True)

    assert "Nobody on the team works in this department" in page.text


def test_whoever_has_left_is_named_as_such(as_lead, give, city, anne, address):
    give("commitment", "R1", person=anne)
    city.memberships.filter(user=anne).update(until=today())

    assert "no longer on the team" in as_lead.get(address("work")).text


def test_an_assignment_of_another_edition_rests(as_lead, city, six, anne, address):
    Assignment.objects.create(
        city=city, part="commitment", code="Z9", person=anne, assigned_on=today(),
        assigned_by=anne,
    )  # fmt: skip

    assert "Not part of this edition" in as_lead.get(address("work")).text


@pytest.mark.parametrize("count", [1, 3])
def test_who_has_what_costs_the_same_however_many(
    as_lead, city, six, give, requirement, address, count, django_assert_num_queries
):
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=0, step=1)
    for code in ["R1", "R2", "H1"][:count]:
        give("commitment", code, person=MembershipFactory(city=city).user, due_on=today())
    as_lead.get(address("work"))

    # session with its person, roles, edition, assignments, answers, team, reminders, day
    with django_assert_num_queries(8):
        page = as_lead.get(address("work"))

    assert page.text.count("Not reminded yet.") == count
