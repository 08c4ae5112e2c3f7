"""Differences are settled in writing or passed on, and nobody overwrites anybody."""

import re

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import reviews
from accreditation.actions import settling as actions
from accreditation.models import (
    FiledAnswer,
    Finding,
    Settlement,
)
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_panels import at_reviewing, at_settling, cost_of

pytestmark = pytest.mark.django_db

WORDS = {"kind": "concern", "seen": "A closed door", "asked": "An open one", "recommended": "Open"}


def url(case, name="settling", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


def of(case, code):
    return Settlement.objects.get(application=case.application, requirement__code=code)


def a_difference(case):
    return Settlement.objects.filter(application=case.application, how="open").first()


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


def test_the_city_never_reads_who_found_what(client, sign_in):
    case = at_settling()
    sign_in(client, case.lead)

    for name, more in {
        "settling": [], "difference": ["R1.1"], "findings": [], "results": [], "statement": [],
    }.items():  # fmt: skip
        assert client.get(url(case, name, *more)).status_code == 403


def test_the_auditor_reads_and_changes_nothing(client, sign_in, holder_of):
    case = own_findings()
    difference = a_difference(case)
    sign_in(client, holder_of(PostKind.AUDITOR))

    read = client.get(url(case, "difference", difference.requirement.code))
    wrote = client.post(
        url(case, "difference", difference.requirement.code),
        {"found": "2", "reason": "Mine.", "version": 0},
    )
    viewed = client.post(url(case, "view_finding", Finding.objects.get().key), {"taken_up": "yes"})
    stated = client.post(url(case, "statement"), {"version": 0, "summary": "Mine."})

    assert read.status_code == 200
    assert "Settle it in writing" not in read.text
    assert {wrote.status_code, viewed.status_code, stated.status_code} == {403}
    difference.refresh_from_db()
    assert difference.how == "open"


def test_a_difference_is_not_settled_without_a_reason():
    case = at_settling()

    with pytest.raises(Refused, match="settled in writing"):
        actions.settle_difference(
            settlement=a_difference(case), found="2", reason=" ", version=0, by=case.chair
        )


def test_a_special_answer_is_settled_only_where_the_city_gave_it(client, sign_in):
    case = at_settling()
    difference = a_difference(case)
    address = url(case, "difference", difference.requirement.code)
    typed = {"found": "unknown", "reason": "It is being found out.", "version": 0}
    sign_in(client, case.chair)

    offered = client.get(address).text
    client.post(address, typed)
    with pytest.raises(Refused, match="did not answer “We do not know yet” here"):
        actions.settle_difference(settlement=difference, **typed, by=case.chair)
    FiledAnswer.objects.filter(requirement=difference.requirement).update(
        step=None, special="unknown"
    )
    given = client.get(address).text

    difference.refresh_from_db()
    assert difference.how == "open"
    assert 'value="unknown"' not in offered
    assert "The city’s answer “We do not know yet” is right." in given
    assert "never stops a city from filing" not in given


def test_a_difference_is_not_passed_on_with_one_reason():
    case = at_settling()

    with pytest.raises(Refused, match="needs both reasons"):
        actions.pass_on(
            settlement=a_difference(case), reason_lower="Plans.", reason_higher="", version=0,
            by=case.chair,
        )  # fmt: skip


def test_what_all_found_the_same_stands():
    case = at_reviewing().complete(found_by_first="2")

    with pytest.raises(Refused, match="it stands"):
        actions.settle_difference(
            settlement=of(case, "R1.1"), found="3", reason="More.", version=0, by=case.chair
        )


def test_two_members_never_overwrite_each_other(client, sign_in):
    case = at_settling()
    difference = a_difference(case)
    address = url(case, "difference", difference.requirement.code)
    first, second = case.members[:2]
    actions.settle_difference(
        settlement=difference, found="3", reason="First to save", version=0, by=first.user
    )
    sign_in(client, second.user)

    page = client.post(address, {"found": "2", "reason": "Second to save", "version": 0})
    kept = Settlement.objects.get(pk=difference.pk).reason
    client.post(address, {"found": "2", "reason": "Second to save", "version": 1})

    assert page.status_code == 409
    assert "First to save" in page.text
    assert "Second to save" in page.text
    assert kept == "First to save"
    assert Settlement.objects.get(pk=difference.pk).reason == "Second to save"


# --- what goes right ----------------------------------------------------------------------------


def test_the_overview_lists_differences_by_size_and_what_is_open(client, sign_in):
    case = at_settling()
    core = case.framework.requirements.filter(is_core=True)
    widest = core.last()
    Settlement.objects.filter(requirement=widest).update(lowest="0", how="open", found="")
    sign_in(client, case.members[0].user)

    page = client.get(url(case)).text

    rows = page[page.index("Requirements members see differently") :]
    assert rows.index(widest.code) < rows.index(core.first().code)
    assert "Still open before the draft report" in page
    assert "The level reached so far" in page
    assert "No level" in page


def test_the_panel_sees_who_found_what_and_settles(client, sign_in):
    case = at_settling()
    difference = a_difference(case)
    sign_in(client, case.members[1].user)
    address = url(case, "difference", difference.requirement.code)

    before = client.get(address).text
    client.post(address, {"found": "2", "reason": "Read together.", "version": 0})
    difference.refresh_from_db()

    assert case.members[0].reviewer.public_name in before
    assert "The city never learns who said what first." in before
    assert (difference.how, difference.found) == ("settled", "2")
    assert (difference.lowest, difference.highest) == ("2", "3")


def test_a_difference_is_passed_on_with_both_reasons_and_can_still_be_settled(client, sign_in):
    case = at_settling()
    difference = a_difference(case)
    sign_in(client, case.chair)
    address = url(case, "difference", difference.requirement.code)

    client.post(address, {"reason_lower": "Plans.", "reason_higher": "Practice.", "version": 0})
    difference.refresh_from_db()
    passed_on = (difference.how, difference.reason_higher)
    client.post(address, {"found": "3", "reason": "After all.", "version": 1})
    difference.refresh_from_db()

    assert passed_on == ("passed_on", "Practice.")
    assert (difference.how, difference.reason_higher) == ("settled", "")


def test_the_trail_of_a_settlement_names_the_requirement_and_no_assessment():
    case = at_settling()
    difference = a_difference(case)

    actions.settle_difference(
        settlement=difference, found="2", reason="CANARY-reason", version=0, by=case.chair
    )

    entry = TrailEntry.objects.of(case.application).get(step="settle_difference")
    assert entry.words.note == difference.requirement.code


def test_the_overview_costs_the_same_however_many_differences(client, sign_in):
    case = at_settling()
    sign_in(client, case.chair)
    Settlement.objects.update(how="equal", found="2")
    one, *others = Settlement.objects.all()[:3]
    Settlement.objects.filter(pk=one.pk).update(how="open", found="")

    with_one = cost_of(client, url(case))
    Settlement.objects.filter(pk__in=[other.pk for other in others]).update(how="open", found="")

    assert cost_of(client, url(case)) == with_one


def test_each_cell_says_what_it_is_where_there_is_no_room_for_columns(client, sign_in):
    case = at_settling()
    differing = Settlement.objects.filter(application=case.application).exclude(how="equal").count()
    sign_in(client, case.chair)

    page = client.get(url(case)).text

    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert differing
    assert re.findall(r'<td data-label="([^"]+)"', page) == heads[1:] * differing
