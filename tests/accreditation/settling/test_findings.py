"""The panel's findings: taken up, left out, brought together, never reworded behind a back."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accreditation.actions import reviews
from accreditation.actions import settling as actions
from accreditation.forms.reviews import by_commitment
from accreditation.models import (
    Finding,
    GroupView,
)
from accreditation.reports.findings import concerns_of
from accreditation.workflow.committee_effects import hand_over_recommendations
from accreditation.workflow.panel_effects import number_the_findings
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.models import Measure
from tests.factories.accreditation_panels import at_reviewing, at_settling, cost_of, make_case

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


def test_requirements_are_offered_under_their_commitments():
    case = at_settling()
    requirements = case.framework.requirements.in_order()

    groups = by_commitment(requirements)

    assert [title for title, _mine in groups] == [
        str(one) for one in case.framework.commitments.in_order()
    ]
    offered = [key for _title, mine in groups for key, _text in mine]
    assert offered == [one.pk for one in requirements]


# --- what goes wrong --------------------------------------------------------------------------


def test_a_findings_view_that_was_overtaken_moves_nothing(client, sign_in):
    case = own_findings()
    finding = Finding.objects.get()
    actions.view_finding(finding=finding, taken_up=True, version=0, by=case.chair)
    sign_in(client, case.members[1].user)

    client.post(url(case, "view_finding", finding.key), {"taken_up": "no", "version": "0"})

    finding.refresh_from_db()
    assert finding.taken_up is True


def test_what_a_member_wrote_is_never_reworded(client, sign_in):
    case = own_findings()
    finding = Finding.objects.get()
    sign_in(client, case.chair)

    page = client.get(url(case, "panel_finding", finding.key))

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

    client.post(url(case, "view_finding", first.key), {"taken_up": "yes", "version": "0"})
    client.post(url(case, "view_finding", second.key), {"taken_up": "no", "version": "0"})
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
    address = f"{url(case, 'new_panel_finding', 'R1.1')}?merge={first.key}&merge={second.key}"

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
    address = url(case, "panel_finding", finding.key)

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


# --- numbers --------------------------------------------------------------------------------------


def panel_finding(case, code, seen, kind="concern"):
    requirement = case.framework.requirements.get(code=code)
    return actions.write_panel_finding(
        application=case.application, requirement=requirement, grave=None, by=case.chair,
        **{**WORDS, "seen": seen, "kind": kind},
    )  # fmt: skip


def numbers_of(case):
    numbered = case.application.findings.exclude(report_number=None).order_by("report_number")
    return list(numbered.values_list("report_number", "seen"))


def send_the_report(case):
    number_the_findings(case.application, None)


def test_a_finding_left_out_gets_no_number():
    case = own_findings(number=2)
    first, second = Finding.objects.order_by("pk")
    actions.view_finding(finding=first, taken_up=False, version=0, by=case.chair)
    actions.view_finding(finding=second, taken_up=True, version=0, by=case.chair)

    send_the_report(case)

    assert numbers_of(case) == [(1, "Door 1")]


def test_a_number_stands_for_something_in_the_report():
    own_findings()

    with pytest.raises(IntegrityError, match="only_what_stands_in_the_report"):
        Finding.objects.update(report_number=1, taken_up=False)


def test_no_number_is_given_twice_in_a_report():
    case = at_settling()
    for code in ("R1.1", "R2.1"):
        panel_finding(case, code, "A door")

    with pytest.raises(IntegrityError):
        Finding.objects.update(report_number=1)


def test_the_report_numbers_its_findings_in_the_order_of_the_requirements():
    case = at_settling()
    panel_finding(case, "H2.1", "Last")
    panel_finding(case, "R1.1", "First")
    panel_finding(case, "R2.1", "Between", kind="strength")

    send_the_report(case)

    assert numbers_of(case) == [(1, "First"), (2, "Between"), (3, "Last")]


def test_each_report_begins_at_one_whatever_other_cities_have(client, sign_in):
    case = at_settling()
    other = Finding.objects.create(
        application=make_case(case.framework, case.session, country="PT").application,
        requirement=case.framework.requirements.first(), kind="strength", seen="s", asked="a",
        taken_up=True,
    )  # fmt: skip
    finding = panel_finding(case, "R1.1", "A door")

    send_the_report(case)

    finding.refresh_from_db()
    other.refresh_from_db()
    assert finding.reference == f"{case.application.reference}/F1"
    assert other.report_number is None
    assert concerns_of(case.application)[0].reference == finding.reference


def test_a_measure_handed_over_names_its_finding_as_the_report_does():
    case = at_settling()
    panel_finding(case, "R1.1", "A door", kind="strength")
    concern = panel_finding(case, "R2.1", "Another door")
    send_the_report(case)

    hand_over_recommendations(case.application, None)

    measure = Measure.objects.get(city=case.city)
    assert measure.origin == f"{case.application.reference}/F2"
    assert list(measure.requirements.all()) == [concern.requirement]


def test_the_pages_of_the_panel_count_no_findings(client, sign_in):
    case = own_findings(number=2)
    finding = panel_finding(case, "R1.1", "A door")
    sign_in(client, case.chair)

    page = client.get(url(case, "findings")).text

    assert f"/settling/findings/{finding.key}/" in page
    for one in Finding.objects.all():
        ways = (f"findings/{one.pk}/", f'finding-{one.pk}"', f'merge" value="{one.pk}"')
        assert not any(way in page for way in ways)
    assert client.get(f"{url(case, 'findings')}{finding.pk}/").status_code == 404
