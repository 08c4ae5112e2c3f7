"""The fact-check: the city corrects facts in its time, and nowhere else."""

import pytest
from django.urls import reverse

from accreditation.actions import settling as actions
from accreditation.models import FactCorrection
from cities.choices import Role
from office.days import today
from office.workflow import Refused
from tests.factories.accreditation_panels import at_settling, cost_of, make_case

pytestmark = pytest.mark.django_db


def url(case, name="facts", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


@pytest.fixture
def case():
    made = at_settling()
    actions.write_panel_finding(
        application=made.application,
        requirement=made.framework.requirements.get(code="R1.1"),
        kind="concern",
        seen="A closed door",
        asked="An open one",
        recommended="Open it",
        grave=None,
        by=made.chair,
    )
    made.application.findings.update(report_number=1)
    type(made.application).objects.update(state="fact_check")
    made.application.refresh_from_db()
    return made


# --- what goes wrong --------------------------------------------------------------------------


def test_before_the_draft_report_there_is_nothing_to_check(client, sign_in, case):
    type(case.application).objects.update(state="settling")
    sign_in(client, case.lead)

    assert client.get(url(case)).status_code == 403


def test_strangers_find_no_fact_check(client, sign_in, someone, case):
    sign_in(client, someone)

    assert client.get(url(case)).status_code == 404


@pytest.mark.parametrize("who", ["observer", "secretariat", "panel"])
def test_others_read_and_correct_nothing(client, sign_in, member_of, case, who):
    people = {
        "observer": member_of(case.city, Role.OBSERVER),
        "secretariat": case.secretariat[0],
        "panel": case.chair,
    }
    sign_in(client, people[who])

    read = client.get(url(case))
    wrote = client.post(url(case), {"about": "", "text": "Mine."})

    assert (read.status_code, wrote.status_code) == (200, 403)
    assert "Add a correction" not in read.text
    assert not FactCorrection.objects.exists()


def test_after_the_fact_check_nothing_is_added_or_taken_back(client, sign_in, case):
    correction = actions.correct_fact(application=case.application, text="t", by=case.lead)
    type(case.application).objects.update(state="reported")
    sign_in(client, case.lead)

    page = client.post(url(case), {"about": "", "text": "Too late"})
    client.post(url(case, "remove_correction", correction.number))

    assert page.status_code == 409
    assert "The time for this is over" in page.text
    assert FactCorrection.objects.get() == correction


def test_nobody_takes_back_anothers_correction(member_of, case):
    correction = actions.correct_fact(application=case.application, text="t", by=case.lead)

    with pytest.raises(Refused, match="Only who wrote"):
        actions.remove_correction(correction=correction, by=member_of(case.city, Role.EDITOR))


def test_addresses_tell_nothing_of_corrections_elsewhere(client, sign_in, case):
    """They count within the application; those of another one are not found here."""
    other = make_case(framework=case.framework, session=case.session)
    for number in (1, 2):
        FactCorrection.objects.create(
            application=other.application,
            number=number,
            text="Elsewhere.",
            written_on=today(),
            by=other.lead,
        )
    actions.correct_fact(application=case.application, text="Here.", by=case.lead)
    sign_in(client, case.lead)

    page = client.get(url(case)).text
    answer = client.post(url(case, "remove_correction", 2))

    assert url(case, "remove_correction", 1) in page
    assert answer.status_code == 404
    assert FactCorrection.objects.count() == 3


# --- what goes right ----------------------------------------------------------------------------


def test_a_correction_names_a_finding_or_a_requirement(client, sign_in, case):
    finding = case.application.findings.get()
    requirement = case.framework.requirements.get(code="H2.1")
    sign_in(client, case.lead)

    client.post(url(case), {"about": f"F{finding.report_number}", "text": "It is open on Mondays."})
    client.post(url(case), {"about": requirement.code, "text": "Since 2024."})
    client.post(url(case), {"about": "", "text": "The name is spelt with an h."})

    kept = list(FactCorrection.objects.values_list("finding", "requirement", "text"))
    assert kept == [
        (finding.pk, None, "It is open on Mondays."),
        (None, requirement.pk, "Since 2024."),
        (None, None, "The name is spelt with an h."),
    ]
    assert "It is open on Mondays." in client.get(url(case)).text


def test_an_editor_corrects_and_takes_back_their_own(client, sign_in, member_of, case):
    sign_in(client, member_of(case.city, Role.EDITOR))

    client.post(url(case), {"about": "", "text": "Wrong year."})
    listed = client.get(url(case)).text
    client.post(url(case, "remove_correction", 1))

    assert "Take it back" in listed
    assert "Finish the fact-check" not in listed
    assert not FactCorrection.objects.exists()


def test_the_lead_is_led_to_the_step(client, sign_in, case):
    sign_in(client, case.lead)

    page = client.get(url(case)).text

    assert url(case, "step", "correct_facts") in page
    assert "Facts only. It stands in the final report" in page


def test_the_list_costs_the_same_however_long(client, sign_in, case):
    sign_in(client, case.lead)
    actions.correct_fact(application=case.application, text="t", by=case.lead)

    with_one = cost_of(client, url(case))
    for _n in range(2):
        actions.correct_fact(application=case.application, text="t", by=case.lead)

    assert cost_of(client, url(case)) == with_one
