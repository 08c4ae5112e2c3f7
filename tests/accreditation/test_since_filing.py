"""What was filed beside the record as it lives on."""

import pytest
from django.urls import reverse

from accreditation.living import compared, groups_compared
from accreditation.models import FiledGroup, Filing
from cities.choices import Role
from progress import actions
from progress.models import Citation, EvidenceVersion, GroupResult
from tests.factories.cities import MembershipFactory
from tests.factories.commitments import six
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(six())


@pytest.fixture
def application(world):
    """One that has just been submitted."""
    return world.at("submitted")


@pytest.fixture
def filing(application):
    return application.filing


@pytest.fixture
def address(application):
    return reverse("accreditation:since_filing", args=[application.reference])


def change(application, world, code="R1.1", text="We have done more.", **words):
    answer = application.city.answers.get(requirement__code=code)
    return actions.answer_requirement(
        city=application.city, requirement=answer.requirement, by=world.lead_of(application.city),
        version=answer.version, **{"step": answer.step, "text": text, **words},
    )  # fmt: skip


def differing(filing):
    return {row.requirement.code: row for row in compared(filing) if row.differs}


def test_a_draft_has_no_such_page(client, world, sign_in):
    draft = world.open()
    sign_in(client, world.lead_of(draft.city))

    page = client.get(reverse("accreditation:since_filing", args=[draft.reference]))

    assert page.status_code == 404


def test_the_secretariat_sees_the_filing_and_not_the_record(client, world, address, sign_in):
    sign_in(client, world.secretariat[0])

    assert client.get(address).status_code == 403


def test_right_after_filing_nothing_differs(client, application, world, address, sign_in):
    sign_in(client, world.lead_of(application.city))

    page = client.get(address)

    assert "Every requirement stands in the record as it was filed." in page.text
    assert differing(application.filing) == {}


def test_an_answer_changed_since_is_shown_with_both_states(application, world, filing):
    change(application, world, step=1)

    row = differing(filing)["R1.1"]

    assert {one.label for one in row.differences} == {"Step", "What you do"}
    assert row.now.text == "We have done more."


def test_an_answer_taken_back_since_is_shown_as_nothing(application, filing):
    application.city.answers.filter(requirement__code="R1.1").update(
        step=None, special="", text="", state="draft"
    )

    assert all(not one.proposed for one in differing(filing)["R1.1"].differences)


def test_evidence_added_removed_renewed_and_said_otherwise_is_named(application, world, filing):
    cited = list(Citation.objects.filter(answer__city=application.city).order_by("pk"))
    removed, other = cited[0], cited[1]
    code, other_code = removed.answer.requirement.code, other.answer.requirement.code
    evidence = removed.evidence
    Citation.objects.create(answer=removed.answer, evidence=evidence, locator="p. 99", shows="New.")
    removed.delete()
    Citation.objects.filter(pk=other.pk).update(shows="Said otherwise.")

    found = differing(filing)

    assert [(one.kind, one.locator) for one in found[code].passages] == [
        ("added", "p. 99"), ("removed", removed.locator),
    ]  # fmt: skip
    assert [(one.kind, one.shows) for one in found[other_code].passages] == [
        ("changed", "Said otherwise.")
    ]


def test_a_newer_version_of_a_cited_file_is_named(filing):
    held = EvidenceVersion.objects.filter(filed_citations__answer__filing=filing).first()
    held.pk, held.version = None, held.version + 1
    held._state.adding = True
    held.save()

    assert all(one.newer for row in differing(filing).values() for one in row.passages)
    assert differing(filing)


def test_what_is_said_of_a_group_since_is_shown(application, filing):
    for group in ("same", "other"):
        FiledGroup.objects.create(filing=filing, group=group, label=group, change="A",
                                  agreed="With them.", is_complete=False)  # fmt: skip
    for group, words in (("same", "A"), ("other", "Much more changed."), ("new", "Something.")):
        GroupResult.objects.create(
            city=application.city, group=group, change=words, agreed="With them."
        )

    found = groups_compared(filing)

    assert {one.differences[0].proposed for one in found} == {"Much more changed.", "Something."}


def test_of_two_filings_the_last_is_compared(application, world, filing):
    again = Filing.objects.get(pk=filing.pk)
    again.pk, again.number = None, 2
    again._state.adding = True
    again.save()

    assert application.filing == again


def test_all_of_the_team_read_the_page_and_the_changed_stand_first(
    client, application, world, address, sign_in
):
    change(application, world)
    sign_in(client, MembershipFactory(city=application.city, role=Role.OBSERVER).user)

    page = client.get(address)

    assert "<ins>" in page.text
    assert page.text.index('id="differing"') < page.text.index('id="same"')


@pytest.mark.parametrize("changed", [1, 3])
def test_the_page_costs_the_same_however_much_has_changed(
    client, application, world, address, sign_in, changed, django_assert_num_queries
):
    for code in ("R1.1", "R1.2", "R2.1")[:changed]:
        change(application, world, code=code)
    sign_in(client, world.lead_of(application.city))
    client.get(address)

    with django_assert_num_queries(14):
        client.get(address)
