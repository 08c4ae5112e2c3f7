"""What has happened, with the eyes of each reader (trust §1, “Blindness”)."""

import re

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels, settling
from accreditation.templatetags.accreditation import ACTS
from accreditation.views.history import OF_THE_CITY, happened
from accreditation.workflow import APPLICATION
from cities.choices import Role
from office import trail
from office.actors import CLOCK, acting
from tests.factories.accreditation_panels import at_reviewing, at_settling, cost_of, make_case

pytestmark = pytest.mark.django_db

TEAM = [Role.LEAD, Role.EDITOR, Role.OBSERVER]
HIDDEN = [*sorted(ACTS.keys() - OF_THE_CITY), "publish:proposed", "remind"]


def page(client, case):
    return client.get(reverse("accreditation:application", args=[case.application.reference])).text


def of_the_team(case, role, member_of):
    return case.lead if role == Role.LEAD else member_of(case.city, role)


def entries_in(text):
    return int(re.search(r"(\d+) entr(?:y|ies)", text).group(1))


def settle_something(case):
    one = case.application.settlements.exclude(how="equal").first()
    settling.settle_difference(
        settlement=one, found="3", reason="We went there.", version=one.version, by=case.chair
    )
    settling.write_statement(
        statement=case.application.statement, summary="S.", dialogue_on=None, dialogue_with="",
        dialogue_mode="", grave_concern=None, grave_reason="", version=0, by=case.chair,
    )  # fmt: skip


@pytest.mark.parametrize("role", TEAM)
def test_the_city_does_not_learn_how_the_panel_settles(client, sign_in, member_of, role):
    case = at_settling()
    sign_in(client, of_the_team(case, role, member_of))
    before = entries_in(page(client, case))

    settle_something(case)
    after = page(client, case)

    assert "Difference settled" not in after
    assert "statement" not in after
    assert entries_in(after) == before


@pytest.mark.parametrize("role", TEAM)
def test_the_city_does_not_learn_who_declares_or_which_change_is_prepared(
    client, sign_in, member_of, role
):
    case = at_reviewing()
    first = case.members[0]
    sign_in(client, of_the_team(case, role, member_of))
    before = entries_in(page(client, case))

    panels.declare(member=first, conflict="personal", by=first.user)
    panels.prepare_replacement(member=first, reason="Kin.", by=case.secretariat[0])
    after = page(client, case)

    for word in ("conflict declared", "No conflict", "Replacement prepared"):
        assert word.lower() not in after.lower()
    assert entries_in(after) == before


@pytest.mark.parametrize("step", HIDDEN)
def test_an_act_that_is_not_the_citys_stands_in_no_list_of_its_team(step):
    case = make_case()
    by = CLOCK if step == "remind" else acting(case.secretariat[0])

    trail.record(case.application, step, by=by, workflow=APPLICATION.name)

    assert not happened(case.lead, case.application).exists()
    assert happened(case.secretariat[0], case.application).count() == 1


@pytest.mark.parametrize(
    "step", sorted((APPLICATION.transitions.keys() - {"remind"}) | OF_THE_CITY)
)
def test_the_city_reads_what_moves_its_application_and_what_it_did_itself(step):
    case = make_case()

    trail.record(case.application, step, by=acting(case.lead), workflow=APPLICATION.name)

    assert happened(case.lead, case.application).count() == 1


def test_nothing_of_a_filed_review_stands_there_for_anybody(holder_of):
    case = at_reviewing()
    before = [entry.number for entry in happened(case.secretariat[0], case.application)]

    for member in case.members[:2]:
        case.assess(member)
        member.review.state = "filed"
        member.review.save()

    assert [one.number for one in happened(case.secretariat[0], case.application)] == before


@pytest.mark.parametrize("kind", [PostKind.SECRETARIAT, PostKind.AUDITOR])
def test_those_who_keep_or_check_the_procedure_read_it_all(client, sign_in, holder_of, kind):
    case = at_settling()
    settle_something(case)
    sign_in(client, holder_of(kind))

    text = page(client, case)

    assert "Difference settled" in text
    assert "No conflict declared" in text


def test_the_list_costs_the_same_however_long(client, sign_in):
    case = make_case()
    sign_in(client, case.secretariat[0])
    trail.record(case.application, "object", by=acting(case.lead), workflow=APPLICATION.name)

    with_one = cost_of(client, reverse("accreditation:application", args=["HRC-2027-0001"]))
    for _time in range(2):
        trail.record(case.application, "object", by=acting(case.lead), workflow=APPLICATION.name)

    assert cost_of(client, reverse("accreditation:application", args=["HRC-2027-0001"])) == with_one
    assert "3 entries" in page(client, case)
