"""The list of departments, in the words of the lead."""

import pytest
from django.urls import reverse

from cities import actions
from cities.actions.departments import MOST
from cities.choices import Role
from cities.models import Department
from office.workflow import Refused
from tests.factories.cities import CityFactory, MembershipFactory


@pytest.fixture
def address(city):
    return reverse("cities:departments", args=[city.slug])


@pytest.fixture
def housing(city, lead):
    return actions.add_department(city=city, name="Housing", by=lead)


def test_one_name_stands_on_a_list_once(city, lead, housing):
    with pytest.raises(Refused) as refused:
        actions.add_department(city=city, name=" hoUSing ", by=lead)

    assert refused.value.reasons == ["This department is on the list already."]
    assert Department.objects.count() == 1


def test_a_list_ends_somewhere(city, lead):
    for number in range(MOST):
        Department.objects.create(city=city, name=f"Department {number}")

    with pytest.raises(Refused):
        actions.add_department(city=city, name="One more", by=lead)


def test_a_department_with_people_is_not_removed(city, lead, housing):
    MembershipFactory(city=city, department="Housing")

    with pytest.raises(Refused):
        actions.remove_department(department=housing, by=lead)

    assert Department.objects.exists()


def test_people_go_with_a_department_that_is_renamed(city, lead, housing):
    member = MembershipFactory(city=city, department="Housing")
    elsewhere = MembershipFactory(city=CityFactory(), department="Housing")

    actions.rename_department(department=housing, name="Homes", by=lead)

    member.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (member.department, elsewhere.department) == ("Homes", "Housing")


def test_a_new_department_named_in_an_invitation_is_on_the_list(city, lead, housing):
    facts = {"city": city, "role": Role.EDITOR, "by": lead}
    same = actions.invite(email="a@example.org", department="housing", **facts)
    new = actions.invite(email="b@example.org", department="Social  services", **facts)

    assert (same.department, new.department) == ("Housing", "Social services")
    assert {each.name for each in city.departments.all()} == {"Housing", "Social services"}


def test_an_editor_reads_the_list_and_may_not_change_it(client, city, address, housing, sign_in):
    sign_in(client, MembershipFactory(city=city).user)

    page = client.get(address)
    refused = client.post(address, {"name": "Mine"})

    assert "Housing" in page.text
    assert 'name="name"' not in page.text
    assert refused.status_code == 403


def test_the_lead_keeps_the_list(client, city, address, lead, sign_in):
    sign_in(client, lead)

    empty = client.post(address, {"name": ""})
    client.post(address, {"name": "Housing"})
    one = reverse("cities:change_department", args=[city.slug, city.departments.get().pk])
    client.post(one, {"name": "Homes", "do": "rename"})
    nameless = client.post(one, {"name": " ", "do": "rename"}, follow=True)
    renamed = city.departments.get().name
    client.post(one, {"name": "Homes", "do": "remove"})

    assert "error-summary" in empty.text
    assert "Please give the name of the department." in nameless.text
    assert renamed == "Homes"
    assert not city.departments.exists()


def test_a_person_is_given_another_department(client, city, lead, housing, sign_in):
    member = MembershipFactory(city=city, role=Role.EDITOR)
    sign_in(client, lead)
    page = reverse("cities:change_role", args=[city.slug, member.pk])

    client.post(page, {"role": Role.OBSERVER, "department": "Housing"})

    now = city.memberships.current().get(user=member.user)
    assert (now.role, now.department) == (Role.OBSERVER, "Housing")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, city, lead, address, sign_in, count, django_assert_num_queries
):
    for number in range(count):
        actions.add_department(city=city, name=f"Department {number}", by=lead)
    sign_in(client, lead)
    client.get(address)

    # session with its person, posts, city, roles, departments
    with django_assert_num_queries(5):
        page = client.get(address)

    assert page.text.count("Rename") == count
