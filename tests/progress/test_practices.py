"""Practices in the record: written by the team, published and taken back by the lead."""

import pytest

from cities.choices import Role
from cities.models import City
from office.models import Letter, TrailEntry
from office.workflow import Refused
from progress import actions
from progress.choices import PracticeState as S
from progress.models import Practice
from progress.workflow import PRACTICE
from tests.factories.cities import MembershipFactory
from tests.factories.practices import TEXTS, draft_of_practice, practice_of
from tests.factories.progress import lead_for

pytestmark = pytest.mark.usefixtures("six")
TABLE = [
    ("publish", [S.DRAFT], S.PUBLISHED),
    ("withdraw", [S.PUBLISHED], S.WITHDRAWN),
    ("take_out", [S.PUBLISHED], S.WITHDRAWN),
    ("revise", [S.WITHDRAWN], S.DRAFT),
]


@pytest.fixture
def listed(city):
    """The city, as anybody may see it."""
    City.objects.filter(pk=city.pk).update(self_declared=True)
    return city


def sent(**texts):
    return {**TEXTS, "title": "An evening desk", "first": "R1.1", "version": 0, **texts}


def test_the_whole_table():
    rows = [(t.name, list(t.source), t.target) for t in PRACTICE.transitions.values()]

    assert rows == TABLE


def test_what_is_missing_is_said_before_it_is_published(city, six):
    draft = draft_of_practice(city, six, problem=" ", email="")

    with pytest.raises(Refused) as refused:
        PRACTICE.perform("publish", draft, by=lead_for(city))

    assert refused.value.reasons == [
        "Say what the problem was.",
        "Give the e-mail of that office.",
        "Name a requirement that it bears on.",
        "Your authority is not listed in public yet. It will be once it is confirmed.",
    ]
    assert Practice.objects.get().state == S.DRAFT


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.OBSERVER])
def test_only_the_lead_publishes(client, sign_in, listed, six, address, role):
    draft_of_practice(listed, six, "R1.1")
    sign_in(client, MembershipFactory(city=listed, role=role).user)

    refused = client.post(address("practice_step", 1, "publish"))

    assert refused.status_code == 403
    assert "Only the lead publishes practices" in refused.text
    assert Practice.objects.get().state == S.DRAFT


def test_those_who_only_read_write_none(client, sign_in, city, six, address):
    draft_of_practice(city, six, "R1.1")
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    assert client.post(address("practice_new"), sent()).status_code == 403
    assert client.post(address("practice", 1), sent(version=1)).status_code == 403
    assert "The desk was closed" in client.get(address("practice", 1)).text


def test_a_stranger_finds_none(client, sign_in, city, six, address, someone):
    draft_of_practice(city, six, "R1.1")
    sign_in(client, someone)

    for name, args in (("practices", []), ("practice", [1]), ("practice_step", [1, "publish"])):
        assert client.get(address(name, *args)).status_code == 404


def test_a_draft_is_written_published_and_taken_back(as_lead, listed, address):
    as_lead.post(address("practice_new"), sent(done=""))
    as_lead.post(address("practice", 1), sent(version=1, second="R1.2"))
    asked = as_lead.get(address("practice_step", 1, "publish"))
    as_lead.post(address("practice_step", 1, "publish"))
    published = Practice.objects.get()
    as_lead.post(address("practice_step", 1, "withdraw"))

    assert "What everybody will read" in asked.text
    assert (published.state, published.done) == (S.PUBLISHED, TEXTS["done"])
    assert [link.requirement for link in published.links.all()] == ["R1.1", "R1.2"]
    assert Practice.objects.get().state == S.WITHDRAWN
    steps = TrailEntry.objects.of(published).order_by("number")
    assert [entry.step for entry in steps] == ["write", "publish", "withdraw"]


def test_the_secretariat_takes_one_out_with_reasons_and_its_lead_reads_them(
    client, sign_in, secretariat, listed, six, address
):
    practice = practice_of(listed, six)
    sign_in(client, secretariat)

    asked = client.post(address("take_out"), {"practice": practice.number, "note": " "})
    page = client.post(address("take_out"), {"practice": practice.number, "note": "It names Ida."},
                       follow=True)  # fmt: skip

    assert "This field is required." in asked.text
    assert "None of its practices is public." in page.text
    assert Practice.objects.get().state == S.WITHDRAWN
    letter = Letter.objects.get(to=lead_for(listed))
    assert "It names Ida." in letter.body


def test_nobody_but_the_secretariat_takes_one_out(as_lead, listed, six, address):
    practice = practice_of(listed, six)

    refused = as_lead.post(address("take_out"), {"practice": practice.number, "note": "No."})
    step = as_lead.post(address("practice_step", 1, "take_out"))

    assert (refused.status_code, step.status_code) == (404, 403)
    assert Practice.objects.get().state == S.PUBLISHED


def test_what_is_published_stays_as_it_is(as_lead, listed, six, address):
    practice_of(listed, six)

    page = as_lead.post(address("practice", 1), sent(version=1, done="Something else."))

    assert "It is no draft any more." in page.text
    assert Practice.objects.get().done == TEXTS["done"]


def test_two_people_do_not_overwrite_each_other(as_lead, city, six, address):
    draft = draft_of_practice(city, six, "R1.1")
    actions.rewrite_practice(
        practice=draft, by=lead_for(city), version=1, requirements=[],
        **{**TEXTS, "title": "Theirs"},
    )  # fmt: skip

    page = as_lead.post(address("practice", 1), sent(version=1, title="Mine"))

    assert Practice.objects.get().title == "Theirs"
    assert "Somebody saved this while you were writing" in page.text
    assert 'value="Mine"' in page.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"email": "not an address"}, "Enter a valid email address."),
        ({"first": "X9.9"}, "Select a valid choice."),
        ({"done": "NUL \x00"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(as_lead, address, wrong, sentence):
    page = as_lead.post(address("practice_new"), sent(**wrong))

    assert sentence in page.text
    assert not Practice.objects.exists()


def test_an_unknown_step_is_not_found(as_lead, city, six, address):
    draft_of_practice(city, six, "R1.1")

    assert as_lead.get(address("practice_step", 1, "sell")).status_code == 404


def test_a_step_that_is_not_possible_now_says_so(as_lead, city, six, address):
    draft_of_practice(city, six, "R1.1")

    page = as_lead.get(address("practice_step", 1, "withdraw"))
    refused = as_lead.post(address("practice_step", 1, "withdraw"))

    assert "it stands at “Draft”" in page.text
    assert refused.status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    as_lead, city, six, address, count, django_assert_num_queries
):
    for number in range(count):
        draft_of_practice(city, six, "R1.1", title=f"Desk {number}")
    as_lead.get(address("practices"))

    with django_assert_num_queries(5):  # session, roles, edition, practices, links
        page = as_lead.get(address("practices"))

    assert page.text.count("task__title") == count
