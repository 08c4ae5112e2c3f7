"""A member files: what is missing is said, and what is filed stays."""

import pytest
from django.urls import reverse

from accreditation.actions import reviews as actions
from accreditation.models import Assessment, FiledAnswer, Finding
from accreditation.workflow import REVIEW
from office.workflow import Refused
from tests.factories.accreditation_panels import (
    at_reviewing,
    at_settling,
    cost_of,
)
from tests.factories.commitments import in_french

pytestmark = pytest.mark.django_db


def url(case, name="review", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


def of_commitment(member, code):
    return list(member.assigned.filter(commitment__code=code).order_by("position"))


def typed(requirements, version=0, **facts):
    """What the form of a commitment sends."""
    plain = {"found": "2", "reason": "The minutes say so.", "passage": "p. 3"}
    sent = {}
    for requirement in requirements:
        for name, value in {**plain, "version": version, **facts}.items():
            sent[f"r{requirement.pk}-{name}"] = value
    return sent


# --- what goes wrong --------------------------------------------------------------------------


def test_filing_says_what_is_missing_and_moves_nothing(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    sign_in(client, member.user)

    page = client.post(url(case, "file_review"))

    member.review.refresh_from_db()
    assert page.status_code == 409
    assert "has no step with a reason yet" in page.text or "have no step" in page.text
    assert member.review.state == "open"


def test_a_filed_review_cannot_be_changed(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    case.assess(member)
    REVIEW.perform("file", member.review, by=member.user)
    requirements = of_commitment(member, "R1")
    sign_in(client, member.user)

    page = client.post(
        url(case, "review_commitment", "R1"), typed(requirements, version=1, reason="Later")
    )

    assert page.status_code == 409
    assert not Assessment.objects.filter(reason="Later").exists()
    with pytest.raises(Refused, match="cannot be changed any more"):
        actions.remove_finding(review=member.review, finding=Finding(), by=member.user)


def test_a_strength_cannot_be_grave(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    sign_in(client, member.user)
    requirement = case.framework.requirements.get(code="R1.1")

    page = client.post(
        url(case, "new_own_finding", "R1.1"),
        {"requirement": requirement.pk, "kind": "strength", "seen": "s", "asked": "a",
         "grave": case.framework.grave_concerns.first().pk, "version": 0},
    )  # fmt: skip

    assert "Only a concern can be grave." in page.text
    assert not Finding.objects.exists()


# --- what goes right ----------------------------------------------------------------------------


def test_findings_are_written_changed_and_removed(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirement = case.framework.requirements.get(code="R1.1")
    sign_in(client, member.user)
    sent = {"requirement": requirement.pk, "kind": "concern", "seen": "A closed door",
            "asked": "An open one", "recommended": "Open it", "version": 0}  # fmt: skip

    client.post(url(case, "new_own_finding", "R1.1"), sent)
    finding = Finding.objects.get()
    client.post(url(case, "own_finding", finding.number), {**sent, "seen": "Two closed doors"})
    changed = Finding.objects.get().seen
    listed = client.get(url(case)).text
    client.post(url(case, "remove_finding", finding.number))

    assert changed == "Two closed doors"
    assert "Two closed doors" in listed
    assert not Finding.objects.exists()


def test_the_last_review_filed_completes_the_panel(client, sign_in):
    case = at_reviewing()
    *most, last = case.members
    for member in most:
        case.assess(member)
        REVIEW.perform("file", member.review, by=member.user)
    case.assess(last)
    sign_in(client, last.user)

    client.post(url(case, "file_review"))

    case.application.refresh_from_db()
    assert case.application.state == "settling"
    assert "Settle the findings with the panel" in client.get(url(case)).text


def test_a_filed_review_is_shown_to_its_author_to_read(client, sign_in):
    case = at_settling()
    member = case.members[0]
    sign_in(client, member.user)

    page = client.get(url(case, "review_commitment", "R1")).text

    assert "You found" in page
    assert "Seen there." in page
    assert "<textarea" not in page


def test_the_overview_costs_the_same_however_many_findings(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirement = case.framework.requirements.first()
    words = {"kind": "strength", "seen": "s", "asked": "a", "recommended": "", "grave": None}
    sign_in(client, member.user)
    actions.write_finding(review=member.review, requirement=requirement, **words, by=member.user)

    with_one = cost_of(client, url(case))
    for _n in range(2):
        actions.write_finding(
            review=member.review, requirement=requirement, **words, by=member.user
        )

    assert cost_of(client, url(case)) == with_one


def test_a_special_answer_is_confirmed_only_where_the_city_gave_it(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirement = member.assigned.first()
    filed = FiledAnswer.objects.filter(requirement=requirement)
    of_a_step = {"reason": "r", "passage": "", "other_level": "", "version": 0, "by": member.user}
    sign_in(client, member.user)

    before = client.get(url(case, "review_commitment", requirement.commitment.code)).text
    with pytest.raises(Refused, match="did not answer “We do not know yet” here"):
        actions.record_assessment(
            review=member.review, requirement=requirement, found="unknown", **of_a_step
        )
    with pytest.raises(Refused, match="another level of government has the task"):
        actions.record_assessment(
            review=member.review, requirement=requirement, found="2",
            **{**of_a_step, "other_level": "confirmed"},
        )  # fmt: skip
    filed.update(step=None, special="unknown")
    after = client.get(url(case, "review_commitment", requirement.commitment.code)).text
    found = actions.record_assessment(
        review=member.review, requirement=requirement, found="unknown", **of_a_step
    )

    right = "The city’s answer “We do not know yet” is right."
    assert right not in before
    assert after.count(right) == 1
    assert found.found == "unknown"


def test_a_review_is_written_in_the_language_its_member_reads(client, sign_in):
    case = at_reviewing()
    in_french(case.framework)
    member = case.members[0]
    member.user.reads_in = "fr"
    member.user.save()
    requirements = of_commitment(member, "R1")
    FiledAnswer.objects.filter(requirement=requirements[0]).update(step=None, special="unknown")
    sign_in(client, member.user)

    page = client.get(url(case, "review_commitment", "R1")).text
    client.post(url(case, "review_commitment", "R1"), typed(requirements))

    assert '<h1><span lang="fr">Les services locaux ouverts à chacun</span></h1>' in page
    assert '<span lang="fr">Commencé</span>: <span lang="fr">La règle est en cours' in page
    assert "The city’s answer “<span lang" in page
    assert "The text in <span" in page
    assert set(member.review.assessments.values_list("found", flat=True)) == {"2"}


def test_a_review_costs_the_same_in_each_language(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    sign_in(client, member.user)
    address = url(case, "review_commitment", "R1")
    client.get(address)
    in_english = cost_of(client, address)

    in_french(case.framework)
    member.user.reads_in = "fr"
    member.user.save()
    client.get(address)

    assert cost_of(client, address) == in_english
