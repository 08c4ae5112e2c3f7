"""What the law leaves to an authority, and the election after which others lead the record."""

from datetime import timedelta

import pytest

from cities.models import City
from office.days import today
from office.models import Letter, TrailEntry
from office.workflow import Refused
from progress.actions import record_competences
from progress.elections import remind_leads
from progress.models import Competence
from tests.factories.cities import MembershipFactory
from tests.factories.progress import lead_for


@pytest.fixture
def keep(city, catalogues):
    """A function: what the lead says of some areas."""

    def said(**changed):
        return record_competences(city=city, changed=changed, by=lead_for(city))

    return said


@pytest.mark.parametrize(
    "changed",
    [
        {"moon": ("own", "")},
        {"housing": ("ours", "")},
        {"housing": ("", "Housing Act")},
        {"housing": ("own", "a\x00b")},
    ],
)
def test_what_cannot_be_said_of_an_area_is_refused(keep, changed):
    with pytest.raises(Refused):
        keep(**{"sport": ("own", ""), **changed})

    assert not Competence.objects.exists()


def test_an_area_is_described_changed_and_taken_back(keep):
    keep(housing=("own", "Housing Act"), sport=("none", ""))
    keep(housing=("shared", "Housing  Act, § 4"), sport=("", ""))

    held = Competence.objects.get()
    assert (held.area, held.kind, held.law) == ("housing", "shared", "Housing Act, § 4")
    assert TrailEntry.objects.filter(step="record_competences").count() == 2


def test_two_people_on_one_page_keep_what_the_other_did_not_touch(as_lead, keep, city, address):
    page = address("competences")
    shown = typed(as_lead.get(page).context["form"])
    keep(sport=("own", "Sport Act"))

    as_lead.post(page, shown | {"kind-housing": "shared", "law-housing": "Housing Act"})

    held = dict(Competence.objects.values_list("area", "kind"))
    assert held == {"sport": "own", "housing": "shared"}


def typed(form):
    """What a browser would send of a form nobody touched."""
    return {
        prefix + name: field.initial
        for name, field in form.fields.items()
        for prefix in ("", "initial-")
    }


def test_a_law_without_a_kind_is_said_beside_the_area(as_lead, catalogues, address):
    page = address("competences")
    shown = typed(as_lead.get(page).context["form"])

    answer = as_lead.post(page, shown | {"law-housing": "Housing Act"})
    long = as_lead.post(page, shown | {"kind-housing": "own", "law-housing": "x" * 301})
    nothing = as_lead.post(page, shown, follow=True)

    assert "Housing: say whose task it is, beside the law." in answer.text
    assert 'href="#id_law-housing"' in long.text
    assert "Nothing was changed." in nothing.text
    assert not Competence.objects.exists()


def test_an_observer_reads_it_and_cannot_write(client, keep, city, member_of, address, sign_in):
    keep(housing=("shared", "Housing Act"))
    sign_in(client, member_of(city, "observer"))

    page = client.get(address("competences"))
    sent = client.post(address("competences"), {"kind-housing": "own"})

    assert "(Housing Act)" in page.text
    assert sent.status_code == 403


def test_it_stands_beside_the_questions_it_touches(as_lead, keep, address, requirement):
    commitment = requirement("R1.1").commitment
    commitment.links = {"areas": ["housing", "sport"]}
    commitment.save(update_fields=["links"])
    keep(housing=("shared", "Housing Act"))

    page = as_lead.get(address("requirement", "R1.1"))

    assert "Housing: Shared with another level of government (Housing Act)" in page.text
    assert "Sport and leisure: not said yet" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_is_said(
    as_lead, keep, address, count, django_assert_num_queries
):
    keep(**dict.fromkeys(["housing", "sport", "health"][:count], ("own", "An act")))
    as_lead.get(address("competences"))

    with django_assert_num_queries(4):  # session with its person, roles, edition, competences
        as_lead.get(address("competences"))


@pytest.mark.parametrize(("days", "letters"), [(-1, 0), (0, 1), (90, 1), (91, 0)])
def test_the_lead_is_reminded_once_before_an_election(city, days, letters):
    lead = lead_for(city)
    MembershipFactory(city=city)
    City.objects.update(next_election=today() + timedelta(days=days))

    for _time in range(2):
        remind_leads()

    assert list(Letter.objects.values_list("to", flat=True)) == [lead.pk] * letters


def test_another_election_brings_another_letter(city):
    lead_for(city)
    City.objects.update(next_election=today() + timedelta(days=10))
    remind_leads()
    City.objects.update(next_election=today() + timedelta(days=20))

    remind_leads()

    assert Letter.objects.count() == 2


def test_the_record_says_that_an_election_is_near(as_lead, city, six, address):
    City.objects.update(next_election=today() + timedelta(days=10))

    assert "prepare the hand-over" in as_lead.get(address("record")).text
