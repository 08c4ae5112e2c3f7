"""Each list of the panel's rooms takes as many statements with three things as with one."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import reviews
from accreditation.models import FiledCitation, FiledGroup, FiledMeasure, GroupView, MeasureView
from tests.factories.accreditation_panels import at_reviewing, at_settling, cost_of

pytestmark = pytest.mark.django_db


def url(case, name, *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


def twice(model, row, **changes):
    """Two more of the same."""
    for number in (1, 2):
        row.pk = None
        for name, text in changes.items():
            setattr(row, name, f"{text} {number}")
        row.save(force_insert=True)
        yield row


@pytest.mark.parametrize(
    ("name", "more"), [("filing", []), ("review_commitment", ["R1"]), ("difference", ["R1.1"])]
)
def test_evidence_beside_an_answer(client, sign_in, name, more):
    case = at_settling()
    citation = FiledCitation.objects.get(answer__requirement__code="R1.1")
    sign_in(client, case.chair)

    with_one = cost_of(client, url(case, name, *more))
    list(twice(FiledCitation, citation, locator="page"))

    assert FiledCitation.objects.filter(answer=citation.answer_id).count() == 3
    assert cost_of(client, url(case, name, *more)) == with_one


def test_results_for_groups_and_earlier_recommendations(client, sign_in):
    case = at_settling()
    sign_in(client, case.chair)

    with_one = cost_of(client, url(case, "results"))
    for filed in twice(FiledGroup, FiledGroup.objects.get(), group="group", label="Group"):
        GroupView.objects.create(filed_id=filed.pk)
    for filed in twice(FiledMeasure, FiledMeasure.objects.get(), origin="HRC-2022-0002/F"):
        MeasureView.objects.create(filed_id=filed.pk)

    assert cost_of(client, url(case, "results")) == with_one


def test_what_members_found_of_one_requirement(client, sign_in):
    case = at_settling()
    found = [member.review.assessments.get(requirement__code="R1.1") for member in case.members]
    sign_in(client, case.chair)

    with_five = cost_of(client, url(case, "difference", "R1.1"))
    for assessment in found[1:]:
        assessment.delete()

    assert cost_of(client, url(case, "difference", "R1.1")) == with_five


@pytest.mark.parametrize("name", ["findings", "difference"])
def test_what_was_set_aside(client, sign_in, holder_of, name):
    case = at_reviewing()
    for member in case.members[:3]:
        reviews.write_finding(
            review=member.review, requirement=case.framework.requirements.get(code="R1.1"),
            kind="concern", seen="s", asked="a", recommended="r", grave=None, by=member.user,
        )  # fmt: skip
    case.complete()
    more = ["R1.1"] if name == "difference" else []
    first, second, third = case.members[:3]
    sign_in(client, holder_of(PostKind.AUDITOR))
    case.lose(first)

    with_one = cost_of(client, url(case, name, *more))
    case.lose(second)
    case.lose(third)

    assert cost_of(client, url(case, name, *more)) == with_one


def test_the_commitments_of_a_review(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    one, *others = case.framework.requirements.order_by("commitment", "position")
    member.assigned.set([one])
    sign_in(client, member.user)

    with_one = cost_of(client, url(case, "review"))
    member.assigned.add(*others)

    assert cost_of(client, url(case, "review")) == with_one


def test_members_of_a_panel_and_its_lost_ones(client, sign_in):
    case = at_reviewing()
    first, *others = case.members
    sign_in(client, case.secretariat[0])
    case.lose(first)

    with_one = cost_of(client, url(case, "panel"))
    for member in others[:2]:
        case.lose(member)

    assert cost_of(client, url(case, "panel")) == with_one


def test_lost_members_on_the_desk(client, sign_in):
    case = at_reviewing()
    sign_in(client, case.secretariat[0])
    case.lose(case.members[0])

    with_one = cost_of(client, reverse("accreditation:desk"))
    for member in case.members[1:3]:
        case.lose(member)

    assert cost_of(client, reverse("accreditation:desk")) == with_one
