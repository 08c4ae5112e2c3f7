"""The plan: what is done about which requirements, and what is late."""

from datetime import date, timedelta

import pytest
from django.utils.html import escape

from commitments.loading import load
from office.days import today
from progress.actions import add_measure, update_measure
from progress.goals import goals_of
from progress.models import Measure
from progress.reports.council_summary import council_summary
from tests.documents import SIX_2
from tests.factories.commitments import full
from tests.factories.progress import lead_for

pytestmark = pytest.mark.django_db

TYPED = {"title": "Open a desk", "state": "planned", "version": 0}


def test_a_requirement_is_chosen_by_its_own_words(as_lead, six, address):
    page = as_lead.get(address("measure_new")).text

    for requirement in six.requirements.all():
        assert f"{requirement.code} {requirement.text[:40]}" in page


def test_an_unknown_requirement_is_refused_in_words(as_lead, six, address):
    page = as_lead.post(address("measure_new"), {**TYPED, "requirements": ["R1.1", "X9.9"]})

    assert "This edition has no requirement X9.9." in page.text
    assert not Measure.objects.exists()


def test_the_requirements_of_a_measure_can_be_changed_and_others_of_old_editions_stay(
    as_lead, city, six, address
):
    newer = load(SIX_2).framework
    old = six.requirements.get(code="R1.1")
    measure = add_measure(
        city=city, by=lead_for(city), title="M",
        requirements=[old, newer.requirements.get(code="R1.2")],
    )  # fmt: skip
    update_measure(
        measure=measure, by=lead_for(city), version=1, edition=newer,
        requirements=[newer.requirements.get(code="H1.1")],
    )  # fmt: skip

    shown = as_lead.get(address("measure", measure.pk)).text
    as_lead.post(address("measure", measure.pk),
                 {**TYPED, "version": 2, "requirements": ["R1.1", "R2.1"]})  # fmt: skip

    served = [(each.framework, each.code) for each in measure.requirements.all()]
    assert "of an earlier edition" in shown
    assert sorted(code for _edition, code in served) == ["H1.1", "R1.1", "R2.1"]
    assert (newer, "H1.1") in served


def test_a_requirement_of_another_edition_ticks_none_of_this_one_and_stays_linked(
    as_lead, city, requirement, address
):
    other = load(SIX_2).framework.requirements.get(code="R1.1")
    measure = add_measure(
        city=city, by=lead_for(city), title="M", requirements=[other, requirement("R2.1")]
    )

    form = as_lead.get(address("measure", measure.pk)).context["form"]
    ticked = form["requirements"].value()
    as_lead.post(address("measure", measure.pk),
                 {**TYPED, "version": 1, "requirements": ticked})  # fmt: skip

    assert ticked == ["R2.1"]
    assert set(measure.requirements.all()) == {other, requirement("R2.1")}


def test_what_somebody_else_saved_meanwhile_is_shown_whole_and_not_overwritten(
    as_lead, city, six, requirement, address
):
    measure = add_measure(city=city, by=lead_for(city), title="M", requirements=[requirement()])
    theirs = [requirement("R2.1"), requirement("H1.1")]
    update_measure(
        measure=measure, by=lead_for(city), version=1, owner="The <mayor>", budget="Line 7",
        due_on=date(2031, 5, 4), state="under_way", account="Rooms are rented.",
        requirements=theirs, edition=six,
    )  # fmt: skip
    typed = {**TYPED, "version": 1, "owner": "The archive", "requirements": ["R1.1"]}

    late = as_lead.post(address("measure", measure.pk), typed)
    shown = late.text.partition("What stands now")[2].partition("</dl>")[0]

    assert late.status_code == 409
    assert "Somebody else saved this meanwhile" in late.text
    for words in ("The &lt;mayor&gt;", "Line 7", "4 May 2031", "Under way", "Rooms are rented."):
        assert words in shown
    for each in theirs:
        assert f"{each.code} {escape(each.text[:40])}" in shown
    assert "R1.1" not in shown
    assert 'value="The archive"' in late.text
    assert set(measure.requirements.all()) == set(theirs)

    as_lead.post(address("measure", measure.pk), {**typed, "version": 2})

    measure.refresh_from_db()
    assert measure.owner == "The archive"
    assert [each.code for each in measure.requirements.all()] == ["R1.1"]


def test_a_measure_for_several_requirements_of_a_commitment_stands_there_once(city):
    framework = full()
    several = framework.requirements.filter(code__in=["S1.1", "S1.2"])
    add_measure(city=city, by=lead_for(city), title="M", requirements=several)

    goals = goals_of(city, framework)

    planned = [each for goal in goals for part in goal.parts for each in part.measures]
    assert planned
    assert {" ".join(each.codes) for each in planned} == {"S1.1 S1.2"}


def test_a_day_that_has_passed_is_called_overdue_in_words(as_lead, city, six, address):
    typed = {**TYPED, "due_on": today() - timedelta(days=1)}

    told = as_lead.post(address("measure_new"), typed, follow=True).text
    measure = as_lead.get(address("measure", Measure.objects.get().pk)).text
    summary = council_summary(city, six)

    assert "has passed: it is shown as overdue" in told
    assert "was due" in told
    assert "Planned, overdue" in told
    assert "Planned, overdue" in measure
    assert "overdue since" in summary.planned.texts[0]
    assert "Ask why 1 measure is overdue, and by when it will be done." in summary.decide


@pytest.mark.parametrize(("days", "state"), [(0, "planned"), (-1, "done"), (-1, "dropped")])
def test_what_is_due_today_or_over_is_not_overdue(city, days, state):
    measure = add_measure(
        city=city, by=lead_for(city), title="M", due_on=today() + timedelta(days=days),
        state=state, account="A.",
    )  # fmt: skip

    assert not measure.is_overdue
    assert measure.state_in_words == measure.get_state_display()
