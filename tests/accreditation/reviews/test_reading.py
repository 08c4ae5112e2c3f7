"""A member reads what the city has filed, alone, and says how far each requirement is."""

import pytest
from django.urls import reverse

from accreditation.actions import reviews as actions
from accreditation.models import Assessment, FiledCitation
from office.models import TrailEntry
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from tests.factories.accreditation_panels import (
    EVIDENCE,
    at_objecting,
    at_reviewing,
    cost_of,
    make_case,
)

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


def record(member, requirement, **facts):
    plain = {"found": "2", "reason": "r", "passage": "", "other_level": "", "version": 0}
    return actions.record_assessment(
        review=member.review, requirement=requirement, **{**plain, **facts}, by=member.user
    )


# --- what goes wrong --------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["lead", "secretariat"])
def test_only_members_review(client, sign_in, who):
    case = at_reviewing()
    sign_in(client, case.lead if who == "lead" else case.secretariat[0])

    for name, more in {
        "review": [],
        "review_commitment": ["R1"],
        "new_own_finding": ["R1.1"],
        "file_review": [],
    }.items():
        assert client.get(url(case, name, *more)).status_code == 403


def test_a_member_who_has_not_declared_reads_nothing(client, sign_in):
    case = at_objecting()
    sign_in(client, case.members[0].user)

    page = client.get(url(case))

    assert page.status_code == 403
    assert "declared no conflict" in page.text


def test_before_the_panel_is_confirmed_the_page_says_when_it_opens(client, sign_in):
    case = at_objecting().declare()
    sign_in(client, case.members[0].user)

    assert "It opens when the panel is confirmed." in client.get(url(case)).text
    assert client.get(url(case, "review_commitment", "R1")).status_code == 404


def test_what_is_not_assigned_is_refused():
    case = at_reviewing()
    requirement = case.framework.requirements.get(code="R1.1")
    member = case.members[0]
    member.assigned.remove(requirement)

    with pytest.raises(Refused, match="not assigned to you"):
        record(member, requirement)


def test_a_step_the_scale_does_not_have_is_refused(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirement = member.assigned.first()

    with pytest.raises(Refused, match="no such step"):
        record(member, requirement, found="7")

    assert not Assessment.objects.exists()


def test_nobody_writes_in_anothers_review():
    case = at_reviewing()
    first, second = case.members[:2]

    with pytest.raises(Refused, match="Each member writes their own review"):
        actions.record_assessment(
            review=first.review, requirement=first.assigned.first(), found="2", reason="r",
            passage="", other_level="", version=0, by=second.user,
        )  # fmt: skip


def test_two_windows_never_overwrite_each_other(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirements = of_commitment(member, "R1")
    record(member, requirements[0], reason="Typed in the other window")
    sign_in(client, member.user)

    page = client.post(url(case, "review_commitment", "R1"), typed(requirements))
    kept = Assessment.objects.get(requirement=requirements[0]).reason
    again = typed(requirements, version=1)
    client.post(url(case, "review_commitment", "R1"), again)

    assert page.status_code == 409
    assert "Typed in the other window" in page.text
    assert "The minutes say so." in page.text
    assert kept == "Typed in the other window"
    assert Assessment.objects.get(requirement=requirements[0]).reason == "The minutes say so."


def test_an_old_version_is_refused_by_the_action():
    case = at_reviewing()
    member = case.members[0]
    requirement = member.assigned.first()
    record(member, requirement)

    with pytest.raises(ChangedMeanwhile):
        record(member, requirement, reason="other")


def test_evidence_of_another_case_is_not_found(client, sign_in):
    case = at_reviewing()
    other = make_case(framework=case.framework, session=case.session)
    foreign = FiledCitation.objects.filter(answer__filing__application=other.application).first()
    sign_in(client, case.members[0].user)

    assert client.get(url(case, "evidence", foreign.pk)).status_code == 404


# --- what goes right ----------------------------------------------------------------------------


def test_the_overview_shows_what_is_open_and_what_is_done(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    for requirement in of_commitment(member, "R1"):
        record(member, requirement)
    sign_in(client, member.user)

    page = client.get(url(case)).text

    done, all_ = len(of_commitment(member, "R1")), member.assigned.count()
    assert f"{done} of {all_}" in page
    assert "Done" in page
    assert "It is your turn" in page


def test_a_commitment_shows_the_filing_and_keeps_what_is_found(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirements = of_commitment(member, "R1")
    sign_in(client, member.user)

    before = client.get(url(case, "review_commitment", "R1")).text
    client.post(url(case, "review_commitment", "R1"), typed(requirements))
    after = client.get(url(case, "review_commitment", "R1")).text

    assert "We do this." in before
    assert "It is decided." in before
    assert "Nobody reads it until every member has filed." in before
    assert "The minutes say so." in after
    assert member.review.assessments.count() == len(requirements)


def test_what_was_not_touched_is_not_saved(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    requirements = of_commitment(member, "R1")
    sign_in(client, member.user)

    client.post(
        url(case, "review_commitment", "R1"), typed(requirements, found="", reason="", passage="")
    )

    assert not Assessment.objects.exists()


def test_a_task_of_another_level_is_confirmed_or_questioned(client, sign_in):
    case = at_reviewing()
    member = next(member for member in case.members if member.assigned.filter(code="H1.2").exists())
    requirements = of_commitment(member, "H1")
    sign_in(client, member.user)

    page = client.get(url(case, "review_commitment", "H1")).text
    client.post(url(case, "review_commitment", "H1"), typed(requirements, other_level="questioned"))

    assert page.count("other_level") > 0
    assert Assessment.objects.get(requirement__code="H1.2").other_level == "questioned"
    assert not Assessment.objects.exclude(requirement__code="H1.2").exclude(other_level="").exists()


def test_evidence_leaves_as_an_attachment_in_a_sandbox(client, sign_in):
    case = at_reviewing()
    citation = FiledCitation.objects.first()
    sign_in(client, case.members[0].user)

    response = client.get(url(case, "evidence", citation.pk))

    assert b"".join(response.streaming_content) == EVIDENCE
    assert response["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_recording_leaves_no_trail():
    case = at_reviewing()
    before = TrailEntry.objects.count()

    case.assess(case.members[0])

    assert TrailEntry.objects.count() == before


def test_the_form_costs_the_same_with_one_requirement_and_with_three(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    one, *others = case.framework.requirements.filter(commitment__code="H1")
    member.assigned.set([one])
    sign_in(client, member.user)
    address = url(case, "review_commitment", "H1")

    with_one = cost_of(client, address)
    member.assigned.add(*others)

    assert cost_of(client, address) == with_one
    assert with_one <= 14  # ten of the page; the rest is who signs in, and with what
