"""What a page that is gone had kept: it is sent late, told, and shown in its own form alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from progress.actions import answer_requirement
from progress.models import Answer, Aside
from tests.factories import commitments

from .reading import KEPT, SAVED, an_editor, box, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_killed_tab_loses_nothing(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)
    page.context.set_offline(True)
    box(page).fill("Typed before the tab died.")
    page.close(run_before_unload=False)

    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(address)
    again.get_by_text("What you typed here at").wait_for()

    expect(box(again)).to_have_value("Typed before the tab died.")
    assert Answer.objects.get().text == "Typed before the tab died."
    assert again.evaluate(KEPT) == 0


def test_who_goes_on_too_soon_is_told_what_did_not_go_with_them(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)
    box(page).fill("Ready, I thought.")
    page.get_by_text("Cite evidence").click()
    page.route("**/evidence/chosen/**", lambda _route: None)  # as long as the file is on its way
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("input[type=file]", files=[plan])
    page.get_by_role("button", name="Save as ready").click()

    page.goto(address.replace("R1.1", "R1.2"))
    page.get_by_text("What you typed for R1.1 at").wait_for()

    told = page.locator("#messages").inner_text()
    assert "is saved now, as a draft. You left before “Save as ready” was done" in told
    assert "please choose it there again: plan.pdf." in told
    expect(box(page)).to_have_value("")
    page.get_by_role("link", name="Go to R1.1").click()
    expect(box(page)).to_have_value("Ready, I thought.")
    assert Answer.objects.get().requirement.code == "R1.1"


def test_what_was_left_neither_moves_the_page_nor_touches_what_is_being_typed(
    city, enter, lead_of, address
):
    page = enter(lead_of(city))
    page.goto(address)
    page.context.set_offline(True)
    box(page).fill("Left behind.")
    page.close(run_before_unload=False)
    again = page.context.new_page()
    page.context.set_offline(False)
    held = []
    again.route("**/autosave/", lambda route: route.continue_() if held else held.append(route))

    again.goto(address)
    box(again).fill("Being typed.")
    again.evaluate("window.isStill = true")
    held[0].continue_()
    again.get_by_text("What you typed here at").wait_for()

    expect(box(again)).to_have_value("Being typed.")
    assert again.evaluate("window.isStill")
    assert Answer.objects.get().text == "Left behind."
    says(again, "somebody saved this answer while you were writing")


def test_what_a_dead_tab_held_overwrites_nobody(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)
    page.context.set_offline(True)
    box(page).fill("Mine, never sent.")
    page.close(run_before_unload=False)
    answer_requirement(
        city=city, requirement=commitments.six().requirements.get(code="R1.1"), version=0,
        by=an_editor(city), text="Theirs.",
    )  # fmt: skip

    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(reverse("progress:record", args=[city.slug]))
    again.get_by_role("link", name="Read both texts").click()

    again.get_by_text("saved this answer while you were writing").wait_for()
    expect(box(again)).to_have_value("Mine, never sent.")
    assert Answer.objects.get().text == "Theirs."
    again.get_by_role("button", name="Save as a draft").click()
    again.get_by_text("R1.1 is saved.").wait_for()
    assert Answer.objects.get().text == "Mine, never sent."
    assert not Aside.objects.open().exists()


def test_what_was_refused_is_back_in_the_form(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)
    page.get_by_label("Started").check()
    says(page, SAVED)
    page.get_by_label("We do not know yet").check()
    says(page, "stands instead of a step")
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(address)
    again.get_by_text("is back in the form").wait_for()

    expect(again.get_by_label("We do not know yet")).to_be_checked()
    again.get_by_label("No step chosen yet").check()
    says(again, SAVED)
    assert Answer.objects.get().special == "unknown"


def test_what_was_refused_waits_in_its_form_and_overwrites_nobody(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)
    page.get_by_label("Started").check()
    page.get_by_label("We do not know yet").check()
    box(page).fill("Mine, refused.")
    says(page, "stands instead of a step")
    answer_requirement(
        city=city, requirement=commitments.six().requirements.get(code="R1.1"), version=0,
        by=an_editor(city), step=1, text="Theirs.", state="ready",
    )  # fmt: skip
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "autosave" in request.url else 0)
    elsewhere = address.replace("R1.1", "R1.2")

    page.goto(elsewhere)
    page.get_by_text("What you typed for R1.1 at").wait_for()
    page.goto(elsewhere)
    page.wait_for_load_state("networkidle")

    assert not [url for url in sent if url.endswith("autosave/")]
    expect(page.get_by_text("What you typed for R1.1 at")).to_have_count(0)  # said once
    page.goto(address)
    page.get_by_text("Somebody has saved this answer since").wait_for()
    expect(box(page)).to_have_value("Mine, refused.")
    page.get_by_label("We do not know yet").press("Home")
    page.locator("[name=special][value='']").check()
    says(page, "somebody saved this answer while you were writing")
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("Theirs.").wait_for()
    assert Answer.objects.get().text == "Theirs."


def test_what_is_typed_while_the_form_is_saved_goes_on_in_the_form_that_comes_back(
    city, enter, lead_of, address
):
    page = enter(lead_of(city))
    page.goto(address)
    page.get_by_label("Started").check()
    box(page).fill("Sent.")
    says(page, SAVED)
    held = []
    page.route(f"**{address}", lambda route: route.continue_() if held else held.append(route))

    page.get_by_role("button", name="Save as ready").click()
    box(page).fill("Sent. And more.")
    held[0].continue_()
    page.get_by_text("R1.1 is saved.").wait_for()

    expect(box(page)).to_have_value("Sent. And more.")
    says(page, "kept")
    assert Answer.objects.get().text.startswith("Sent.")
