"""Results, statement, reasons and the level: what the panel writes besides its values."""

import pytest
from django.urls import reverse

from accreditation.actions import settling as actions
from accreditation.models import (
    GroupView,
    MeasureView,
    PanelStatement,
    Settlement,
)
from accreditation.workflow import APPLICATION
from office.workflow import Refused
from tests.factories.accreditation_panels import at_settling

pytestmark = pytest.mark.django_db


def url(case, name="settling", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


def of(case, code):
    return Settlement.objects.get(application=case.application, requirement__code=code)


def write_everything(case):
    """All that the draft report needs."""
    for settlement in Settlement.objects.filter(application=case.application, how="open"):
        actions.settle_difference(
            settlement=settlement, found="2", reason="Agreed.", version=0, by=case.chair
        )
    for view in GroupView.objects.all():
        actions.view_group(view=view, confirmed=True, reason="", version=0, by=case.chair)
    for view in MeasureView.objects.all():
        actions.view_measure(view=view, answered=True, reason="", version=0, by=case.chair)
    for reasoned in case.application.reasoned.all():
        actions.write_reasoned(
            reasoned=reasoned, holds=True, text="Borne out.", version=0, by=case.chair
        )
    actions.write_statement(
        statement=PanelStatement.objects.get(),
        summary="It goes well.",
        dialogue_on="2020-01-01",
        dialogue_with="The lead",
        dialogue_mode="remote",
        grave_concern=False,
        grave_reason="None was found.",
        version=0,
        by=case.chair,
    )


# --- what goes wrong --------------------------------------------------------------------------


def test_a_result_that_is_not_confirmed_needs_a_reason(client, sign_in):
    case = at_settling()
    view = GroupView.objects.get()
    sign_in(client, case.chair)

    page = client.post(
        url(case, "results"),
        {f"g{view.pk}-confirmed": "no", f"g{view.pk}-reason": "", f"g{view.pk}-version": 0},
    )

    view.refresh_from_db()
    assert page.status_code == 409
    assert "Please say why not" in page.text
    assert view.confirmed is None


def test_nothing_is_written_once_the_draft_report_is_sent():
    case = at_settling()
    write_everything(case)
    settlement = of(case, "R1.1")
    APPLICATION.perform("settle", case.application, by=case.chair)

    with pytest.raises(Refused, match="The time for this is over"):
        actions.settle_difference(
            settlement=settlement, found="1", reason="Late.", version=settlement.version,
            by=case.chair,
        )  # fmt: skip


def test_all_views_are_saved_together_and_none_is_lost(client, sign_in):
    case = at_settling()
    group, measure = GroupView.objects.get(), MeasureView.objects.get()
    sign_in(client, case.chair)
    typed = {
        f"g{group.pk}-confirmed": "no", f"g{group.pk}-reason": "Nobody of them was asked.",
        f"g{group.pk}-version": 0, f"m{measure.pk}-answered": "no", f"m{measure.pk}-reason": "",
        f"m{measure.pk}-version": 0,
    }  # fmt: skip

    refused = client.post(url(case, "results"), typed)
    nothing_yet = GroupView.objects.get().confirmed
    done = client.post(url(case, "results"), {**typed, f"m{measure.pk}-reason": "It is closed."})

    assert refused.status_code == 409
    assert nothing_yet is None
    assert "Nobody of them was asked." in refused.text
    assert refused.text.count('type="submit" class="button">Save') == 1
    assert done.status_code == 302
    assert GroupView.objects.get().reason == "Nobody of them was asked."
    assert MeasureView.objects.get().reason == "It is closed."


def test_a_view_that_was_left_as_it_is_overwrites_nobody(client, sign_in):
    case = at_settling()
    group, measure = GroupView.objects.get(), MeasureView.objects.get()
    sign_in(client, case.chair)
    shown = client.get(url(case, "results")).text
    actions.view_group(view=group, confirmed=True, reason="", version=0, by=case.chair)

    page = client.post(
        url(case, "results"),
        {f"initial-g{group.pk}-confirmed": "", f"initial-g{group.pk}-reason": "",
         f"g{group.pk}-reason": "", f"g{group.pk}-version": 0,
         f"m{measure.pk}-answered": "yes", f"m{measure.pk}-version": 0},
    )  # fmt: skip

    assert f'name="initial-g{group.pk}-confirmed"' in shown
    assert page.status_code == 302
    assert GroupView.objects.get().confirmed is True
    assert MeasureView.objects.get().answered is True


def test_an_unknown_level_or_requirement_is_not_found(client, sign_in):
    case = at_settling()
    sign_in(client, case.chair)

    assert client.get(url(case, "reasoned", "Z")).status_code == 404
    assert client.get(url(case, "difference", "Z9.9")).status_code == 404
    assert client.get(url(case, "new_panel_finding", "Z9.9")).status_code == 404


def test_only_the_chair_sends_the_draft_report(client, sign_in):
    case = at_settling()
    write_everything(case)
    other = next(member.user for member in case.members if not member.is_chair)

    sign_in(client, other)
    refused = client.post(url(case, "step", "settle"), {"note": ""})
    sign_in(client, case.chair)
    page = client.get(url(case)).text
    client.post(url(case, "step", "settle"), {"note": ""})

    case.application.refresh_from_db()
    assert refused.status_code == 403
    assert "Everything is written" in page
    assert case.application.state == "fact_check"


# --- what goes right ----------------------------------------------------------------------------


def test_groups_and_earlier_recommendations_are_viewed(client, sign_in):
    case = at_settling()
    group, measure = GroupView.objects.get(), MeasureView.objects.get()
    sign_in(client, case.chair)

    page = client.get(url(case, "results")).text
    client.post(url(case, "results"), {f"g{group.pk}-confirmed": "yes", f"g{group.pk}-version": 0})
    client.post(
        url(case, "results"),
        {f"m{measure.pk}-answered": "no", f"m{measure.pk}-reason": "Closed on Fridays.",
         f"m{measure.pk}-version": 0},
    )  # fmt: skip

    group.refresh_from_db()
    measure.refresh_from_db()
    assert "More children finish school." in page
    assert group.confirmed is True
    assert (measure.answered, measure.reason) == (False, "Closed on Fridays.")


def test_statement_and_reasons_are_written(client, sign_in):
    case = at_settling()
    level = case.application.reasoned.get().level
    sign_in(client, case.members[2].user)

    client.post(
        url(case, "statement"),
        {"summary": "It goes well.", "dialogue_on": "2026-01-01", "dialogue_with": "The lead",
         "dialogue_mode": "on_site", "grave_concern": "no", "grave_reason": "None.", "version": 0},
    )  # fmt: skip
    client.post(
        url(case, "reasoned", level.code), {"holds": "yes", "text": "Borne out.", "version": 0}
    )

    statement = PanelStatement.objects.get()
    assert (statement.grave_concern, statement.dialogue_mode) == (False, "on_site")
    assert case.application.reasoned.get().holds is True
    assert client.get(url(case, "statement")).text.count("It goes well.") == 1


@pytest.mark.parametrize("page", [("statement",), ("reasoned", "A")])
def test_what_can_wait_is_named_as_what_the_draft_report_needs(client, sign_in, page):
    case = at_settling()

    form = sign_in(client, case.chair).get(url(case, *page)).text

    assert "(needed for the draft report)" in form
    assert "(optional)" not in form


def test_the_level_so_far_follows_the_settled_values(client, sign_in):
    case = at_settling()
    write_everything(case)
    sign_in(client, case.chair)

    page = client.get(url(case)).text

    assert "Level A: 1 lacking" in page or "Level A: 2 lacking" in page
    assert "Level B: 0 lacking" in page
    lines = [lack for _level, lacks in client.get(url(case)).context["levels"] for lack in lacks]
    texts = dict(case.framework.requirements.values_list("code", "text"))
    assert [line.about for line in lines if line.url] == [
        texts[line.url.rstrip("/").rpartition("/")[2]] for line in lines if line.url
    ]
