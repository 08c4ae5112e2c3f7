"""The panel's findings: taken up, left out, brought together, never reworded behind a back."""

import pytest
from django.urls import reverse

from accreditation.actions import reviews
from accreditation.actions import settling as actions
from accreditation.models import (
    Finding,
    GroupView,
)
from office.workflow import Refused
from progress.actions import ChangedMeanwhile
from tests.factories.accreditation_panels import at_reviewing, at_settling, cost_of

pytestmark = pytest.mark.django_db

WORDS = {"kind": "concern", "seen": "A closed door", "asked": "An open one", "recommended": "Open"}


def url(case, name="settling", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


def own_findings(number=1, code="R1.1"):
    """A case whose first member wrote findings before all had filed."""
    case = at_reviewing()
    member = case.members[0]
    for place in range(number):
        reviews.write_finding(
            review=member.review,
            requirement=case.framework.requirements.get(code=code),
            **{**WORDS, "seen": f"Door {place}"},
            grave=None,
            by=member.user,
        )
    return case.complete()


# --- what goes wrong --------------------------------------------------------------------------


def test_a_findings_view_that_was_overtaken_moves_nothing(client, sign_in):
    case = own_findings()
    finding = Finding.objects.get()
    actions.view_finding(finding=finding, taken_up=True, version=0, by=case.chair)
    sign_in(client, case.members[1].user)

    client.post(url(case, "view_finding", finding.pk), {"taken_up": "no", "version": "0"})

    finding.refresh_from_db()
    assert finding.taken_up is True


def test_what_a_member_wrote_is_never_reworded(client, sign_in):
    case = own_findings()
    finding = Finding.objects.get()
    sign_in(client, case.chair)

    page = client.get(url(case, "panel_finding", finding.pk))

    assert page.status_code == 404
    with pytest.raises(Refused, match="stays as it is"):
        actions.write_panel_finding(
            application=case.application, requirement=finding.requirement, **WORDS, grave=None,
            finding=finding, by=case.chair,
        )  # fmt: skip


# --- what goes right ----------------------------------------------------------------------------


def test_findings_are_taken_up_or_left_out(client, sign_in):
    case = own_findings(number=2)
    first, second = Finding.objects.order_by("pk")
    sign_in(client, case.chair)

    client.post(url(case, "view_finding", first.pk), {"taken_up": "yes", "version": "0"})
    client.post(url(case, "view_finding", second.pk), {"taken_up": "no", "version": "0"})
    page = client.get(url(case, "findings")).text

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.taken_up, second.taken_up) == (True, False)
    assert "in the report" in page
    assert "left out" in page


def test_findings_are_brought_together_in_the_panels_words(client, sign_in):
    case = own_findings(number=2)
    first, second = Finding.objects.order_by("pk")
    sign_in(client, case.chair)
    address = f"{url(case, 'new_panel_finding', 'R1.1')}?merge={first.pk}&merge={second.pk}"

    draft = client.get(address).text
    client.post(
        address,
        {**WORDS, "requirement": first.requirement_id, "seen": "Both doors", "version": 0},
    )
    merged = Finding.objects.get(review=None)

    assert "Door 0\n\nDoor 1" in draft
    assert (merged.seen, merged.taken_up) == ("Both doors", True)
    assert {one.taken_up for one in Finding.objects.exclude(review=None)} == {False}
    assert {one.seen for one in Finding.objects.exclude(review=None)} == {"Door 0", "Door 1"}


def test_the_panel_rewords_its_own_finding(client, sign_in):
    case = at_settling()
    requirement = case.framework.requirements.get(code="R1.1")
    finding = actions.write_panel_finding(
        application=case.application, requirement=requirement, **WORDS, grave=None, by=case.chair
    )
    sign_in(client, case.members[0].user)
    address = url(case, "panel_finding", finding.pk)

    client.post(address, {**WORDS, "requirement": requirement.pk, "seen": "Ajar", "version": 0})
    with pytest.raises(ChangedMeanwhile):
        actions.write_panel_finding(
            application=case.application, requirement=requirement, **WORDS, grave=None,
            finding=finding, version=0, by=case.chair,
        )  # fmt: skip

    finding.refresh_from_db()
    assert finding.seen == "Ajar"


@pytest.mark.parametrize("page", ["findings", "results"])
def test_lists_cost_the_same_however_long(client, sign_in, page):
    case = own_findings()
    sign_in(client, case.chair)

    with_one = cost_of(client, url(case, page))
    filing = case.application.filing
    for place in range(2):
        Finding.objects.create(
            application=case.application,
            requirement=case.framework.requirements.first(),
            kind="strength",
            seen=f"More {place}",
            asked="a",
        )
        GroupView.objects.create(
            filed=filing.groups.create(
                group=f"g{place}", label="More", change="c", agreed="a", is_complete=False
            )
        )

    assert cost_of(client, url(case, page)) == with_one
