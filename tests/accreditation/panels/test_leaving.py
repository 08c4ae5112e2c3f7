"""A member who leaves while the panel settles: what they wrote leaves its work with them."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels, reviews, settling
from accreditation.choices import Settled
from accreditation.models import Assessment, Finding
from accreditation.workflow import APPLICATION, REVIEW
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_panels import at_reviewing

pytestmark = pytest.mark.django_db

SECRET = "CANARY-of-the-leaver"


def write(case, member, seen=SECRET):
    return reviews.write_finding(
        review=member.review,
        requirement=case.framework.requirements.get(code="R1.1"),
        kind="concern", seen=seen, asked="Asked.", recommended="Advised.", grave=None,
        by=member.user,
    )  # fmt: skip


def url(case, name, *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


@pytest.fixture
def settling_case():
    """The first member found another step than the rest, and wrote the one finding."""
    case = at_reviewing()
    write(case, case.members[0])
    return case.complete()


def test_the_report_is_not_sent_while_a_seat_is_lost_or_its_review_is_open(settling_case):
    case = settling_case
    first = case.members[0]
    case.lose(first)
    lost = case.blockers("settle")
    panels.prepare_replacement(member=first, reason="A conflict.", by=case.secretariat[0])
    APPLICATION.perform("replace_member", case.application, by=case.secretariat[0])
    coming = case.members[-1]
    undeclared = case.blockers("settle")
    panels.declare(member=coming, conflict="", by=coming.user)
    unread = case.blockers("settle")

    assert f"{first.reviewer.public_name} cannot take part any more" in lost[0]
    assert undeclared[0] == f"{coming.reviewer.public_name} has not declared conflicts yet."
    assert unread[0] == "Not every member has filed."


@pytest.mark.parametrize("replaced", [False, True])
def test_what_the_leaver_wrote_is_no_part_of_the_panels_work(
    client, sign_in, settling_case, replaced
):
    case = settling_case
    first = case.members[0]
    Assessment.objects.filter(review=first.review).update(reason=SECRET)
    case.lose(first)
    if replaced:
        case.replace(first)
    sign_in(client, case.members[0].user if replaced else case.members[1].user)

    pages = [client.get(url(case, "findings")), client.get(url(case, "difference", "R1.1"))]
    finding = Finding.objects.get()
    refused = client.post(url(case, "view_finding", finding.key), {"taken_up": "yes", "version": 0})

    assert [page.status_code for page in pages] == [200, 200]
    assert all(SECRET not in page.text for page in pages)
    assert refused.status_code == 404
    assert not case.application.settlements.exclude(how=Settled.EQUAL).exists()


def test_a_finding_set_aside_cannot_be_taken_up_or_merged(settling_case):
    case = settling_case
    case.lose(case.members[0])
    finding = Finding.objects.get()
    words = {"kind": "concern", "seen": "s", "asked": "a", "recommended": "r", "grave": None}

    with pytest.raises(Refused, match="no part of the panel's work"):
        settling.view_finding(finding=finding, taken_up=True, version=0, by=case.chair)
    with pytest.raises(Refused, match="no part of the panel's work"):
        settling.write_panel_finding(
            application=case.application, requirement=finding.requirement, merges=[finding],
            by=case.chair, **words,
        )  # fmt: skip

    finding.refresh_from_db()
    assert finding.taken_up is None


def test_a_finding_set_aside_after_it_was_taken_up_stands_in_no_report(settling_case):
    case = settling_case
    finding = Finding.objects.get()
    settling.view_finding(finding=finding, taken_up=True, version=0, by=case.chair)

    case.lose(case.members[0])

    assert not case.application.findings.of_the_panel().exists()
    assert case.application.findings.set_aside().get() == finding


def test_the_auditor_still_reads_what_was_set_aside(client, sign_in, holder_of, settling_case):
    case = settling_case
    first = case.members[0]
    Assessment.objects.filter(review=first.review).update(reason=SECRET)
    case.lose(first)
    sign_in(client, holder_of(PostKind.AUDITOR))

    for page in (client.get(url(case, "findings")), client.get(url(case, "difference", "R1.1"))):
        assert SECRET in page.text
        assert "Set aside" in page.text


def test_differences_are_worked_out_anew_and_only_where_they_changed(settling_case):
    case = settling_case
    first, second = case.members[:2]
    core = case.application.settlements.get(requirement__code="R1.1")
    settling.settle_difference(
        settlement=core, found="3", reason="We went there.", version=core.version, by=case.chair
    )
    before = {one.pk: one.version for one in case.application.settlements.all()}
    case.lose(second)  # found what all but the first found
    kept = {one.pk: one.version for one in case.application.settlements.all()}

    case.lose(first)

    core.refresh_from_db()
    assert kept == before
    assert (core.how, core.found, core.lowest, core.highest) == (Settled.EQUAL, "2", "2", "2")
    assert core.settled_by is None
    assert TrailEntry.objects.of(core).filter(step="work_out_anew", actor_kind="procedure").exists()


def test_the_new_members_review_lays_a_difference_open_again_with_the_reason_as_a_draft(
    settling_case,
):
    case = settling_case
    first = case.members[0]
    core = case.application.settlements.get(requirement__code="R1.1")
    settling.settle_difference(
        settlement=core, found="3", reason="We went there.", version=core.version, by=case.chair
    )
    case.lose(first)
    coming = case.replace(first)
    case.assess(coming, found="1")

    REVIEW.perform("file", coming.review, by=coming.user)

    core.refresh_from_db()
    assert (core.how, core.found, core.lowest, core.highest) == (Settled.OPEN, "", "1", "2")
    assert core.reason == "We went there."
    assert "Not every member has filed." not in case.blockers("settle")


def test_a_value_only_leavers_assessed_keeps_its_place_until_somebody_assesses_it(settling_case):
    case = settling_case
    first = case.members[0]
    one = case.application.settlements.get(requirement__code="R1.1")
    others = Assessment.objects.filter(requirement=one.requirement).exclude(review=first.review)
    others.delete()

    case.lose(first)

    one.refresh_from_db()
    assert (one.how, one.lowest, one.highest) == (Settled.OPEN, "2", "3")


def test_a_new_member_reads_nobodys_review_before_filing_their_own(client, sign_in, settling_case):
    case = settling_case
    second = case.members[1]
    coming = case.replace(second)
    sign_in(client, coming.user)
    names = [("settling",), ("findings",), ("difference", "R1.1"), ("results",), ("statement",)]

    before = [client.get(url(case, *name)) for name in names]
    desk = client.get(reverse("accreditation:desk")).text
    case.assess(coming)
    client.post(url(case, "file_review"))
    after = [client.get(url(case, *name)) for name in names]

    assert {page.status_code for page in before} == {403}
    assert all(SECRET not in page.text for page in before)
    assert "Review the requirements assigned to you" in desk
    assert {page.status_code for page in after} == {200}
    assert SECRET in after[1].text


def test_a_new_chair_learns_nothing_from_what_is_still_open(client, sign_in, settling_case):
    case = settling_case
    chair = next(member for member in case.members if member.is_chair)
    coming = case.replace(chair)
    sign_in(client, coming.user)

    page = client.get(url(case, "application"))
    step = client.get(url(case, "step", "settle"))

    assert "Concern" not in page.text
    assert "neither settled nor passed on" not in page.text
    assert step.status_code == 403


def test_the_others_learn_nothing_of_a_new_members_review_before_it_is_filed(
    client, sign_in, settling_case
):
    case = settling_case
    coming = case.replace(case.members[1])
    case.assess(coming, found="1", reason="CANARY-of-the-new")
    write(case, coming, seen="CANARY-of-the-new")
    readers = [case.members[0].user, case.lead, case.secretariat[0]]

    for reader in readers:
        sign_in(client, reader)
        for name in (("settling",), ("findings",), ("difference", "R1.1"), ("application",)):
            assert "CANARY-of-the-new" not in client.get(url(case, *name)).text
    assert case.application.findings.of_the_panel().count() == 1


def test_the_panel_is_told_when_the_new_member_has_filed(settling_case):
    case = settling_case
    second = case.members[1]
    coming = case.replace(second)
    told = case.chair.letters.filter(subject__contains="all reviews are filed").count()
    case.assess(coming)

    REVIEW.perform("file", coming.review, by=coming.user)

    letters = case.chair.letters.filter(subject__contains="all reviews are filed")
    assert letters.count() == told + 1
