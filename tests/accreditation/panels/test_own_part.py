"""What a member's pages lead to: never to a page that is not open, and never in silence."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels, settling
from accreditation.workflow import REVIEW
from tests.factories.accreditation_panels import at_objecting, at_reviewing, at_settling

pytestmark = pytest.mark.django_db


def page(client, sign_in, case, name, person):
    sign_in(client, person)
    return client.get(reverse(f"accreditation:{name}", args=[case.application.reference])).text


def link(case, name):
    return f'href="{reverse(f"accreditation:{name}", args=[case.application.reference])}"'


def file_as(case, member):
    case.assess(member)
    REVIEW.perform("file", member.review, by=member.user)


def send_the_report(case):
    type(case.application).objects.update(state="fact_check")


# --- nothing dead ---------------------------------------------------------------------------------


def test_before_the_panel_is_confirmed_nobody_is_sent_to_a_review(client, sign_in):
    case = at_objecting()
    member = case.members[0]
    panels.declare(member=member, conflict="", by=member.user)

    shown = page(client, sign_in, case, "panel", member.user)

    assert link(case, "review") not in shown
    assert link(case, "filing") in shown
    assert "What needs you" not in shown
    assert "you get a letter then" in shown


def test_nobody_settles_once_the_report_is_sent(client, sign_in):
    case = at_settling()
    send_the_report(case)

    review = page(client, sign_in, case, "review", case.chair)
    panel = page(client, sign_in, case, "panel", case.chair)
    overview = page(client, sign_in, case, "settling", case.chair)

    assert "Settle the findings with the panel" not in review + panel
    assert "What the panel settled and wrote" in review
    assert link(case, "facts") in overview


def test_a_text_that_can_only_be_read_stands_in_words(client, sign_in, holder_of):
    case = at_settling()
    settling.write_statement(
        statement=case.application.statement, summary="All in all.", dialogue_on=None,
        dialogue_with="", dialogue_mode="remote", grave_concern=False, grave_reason="None seen.",
        version=0, by=case.chair,
    )  # fmt: skip

    shown = page(client, sign_in, case, "statement", holder_of(PostKind.AUDITOR))

    assert "<p>No</p>" in shown
    assert "<p>remote</p>" not in shown


def test_after_the_window_the_city_is_not_said_to_have_the_ball(client, sign_in):
    case = at_objecting()
    case.end_the_window()

    shown = page(client, sign_in, case, "panel", case.lead)

    assert "which can object" not in shown
    assert "confirmed once every member has declared" in shown


def test_findings_that_can_only_be_read_ask_for_nothing(client, sign_in):
    case = at_settling()
    send_the_report(case)

    shown = page(client, sign_in, case, "findings", case.chair)

    assert "Take each into the report" not in shown
    assert "The panel can still write its own" not in shown


# --- the next step --------------------------------------------------------------------------------


def test_an_open_review_is_the_next_step(client, sign_in):
    case = at_reviewing()

    shown = page(client, sign_in, case, "panel", case.chair)

    assert link(case, "review") in shown
    assert "Nobody reads what you write there before every member has filed" in shown


def test_who_has_filed_reads_whom_the_panel_waits_for(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    file_as(case, member)

    review = page(client, sign_in, case, "review", member.user)
    panel = page(client, sign_in, case, "panel", member.user)

    assert "Now with the other members of the panel" in review
    assert "You get a letter once every member has filed." in review
    assert "What needs you" not in panel


def test_once_all_have_filed_the_panel_page_leads_to_settling(client, sign_in):
    case = at_settling()

    shown = page(client, sign_in, case, "panel", case.chair)

    assert link(case, "settling") in shown
    assert "Every member has filed" in shown
