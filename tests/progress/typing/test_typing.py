"""Nothing typed is lost: network cut, session expired, two at once, signing out."""

import pytest
from playwright.sync_api import expect

from accounts.models.session import Session
from progress.actions import Typed, answer_requirement, autosave
from progress.choices import AnswerState
from progress.models import Answer, Aside
from tests.factories import commitments

from .reading import KEPT, SAVED, an_editor, box, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_is_saved_by_itself_and_the_page_says_when(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)

    box(page).press_sequentially("Since 2022.")
    page.get_by_label("Started").check()
    says(page, SAVED)

    answer = Answer.objects.get()
    assert (answer.text, answer.step, answer.state) == ("Since 2022.", 1, AnswerState.DRAFT)
    assert page.evaluate(KEPT) == 0
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("R1.1 is saved.").wait_for()
    assert Answer.objects.get().state == AnswerState.READY


def test_a_cut_network_loses_nothing_and_the_page_tells_the_truth(city, enter, lead_of, address):
    page = enter(lead_of(city))
    page.goto(address)

    page.context.set_offline(True)
    box(page).fill("Typed in a tunnel.")
    says(page, "not saved: no connection, kept on this device until it is back")
    assert not Answer.objects.exists()
    page.context.set_offline(False)
    says(page, SAVED)

    assert Answer.objects.get().text == "Typed in a tunnel."
    assert page.evaluate(KEPT) == 0


def test_a_session_that_ended_loses_nothing(
    city, enter, lead_of, session_of, live_server, address, settings
):
    lead = lead_of(city)
    page = enter(lead)
    page.goto(address)

    Session.objects.all().delete()
    box(page).fill("Typed long after lunch.")
    says(page, "not saved: you have been signed out; sign in and it goes on")
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.context.add_cookies([session_of(lead, live_server.url)])  # signed in, in another tab

    says(page, SAVED)
    assert Answer.objects.get().text == "Typed long after lunch."


def test_what_is_sent_after_the_session_ended_is_held_on_the_page_and_on_the_device(
    city, enter, lead_of, session_of, live_server, address, settings
):
    lead = lead_of(city)
    page = enter(lead)
    page.goto(address)

    Session.objects.all().delete()
    page.get_by_label("Started").check()
    box(page).fill("Sent long after lunch.")
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_text("What you sent is not saved yet.").wait_for()
    assert page.evaluate(KEPT) == 1
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.context.add_cookies([session_of(lead, live_server.url)])  # signed in, in another tab
    page.get_by_role("button", name="I have signed in: go on").click()
    page.get_by_text("Sent long after lunch.").wait_for()
    page.get_by_role("button", name="Send it now").click()

    page.get_by_text("R1.1 is saved.").wait_for()
    answer = Answer.objects.get()
    assert (answer.text, answer.state) == ("Sent long after lunch.", AnswerState.READY)
    assert page.evaluate(KEPT) == 0

    page.goto(address)
    box(page).fill("Sent with a token of the morning.")
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.get_by_role("button", name="Save as ready").click()
    page.get_by_role("heading", name="Send it again").wait_for()
    assert page.evaluate(KEPT) == 1
    page.once("dialog", lambda asked: asked.accept())
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Let it go").click()
    assert asked.value.type == "beforeunload"


def test_somebody_else_on_the_same_device_neither_reads_nor_sends_it(
    city, enter, lead_of, session_of, live_server, address
):
    page, editor = enter(lead_of(city)), an_editor(city)
    page.goto(address)
    Session.objects.all().delete()
    box(page).fill("For the lead alone.")
    says(page, "you have been signed out")
    page.context.add_cookies([session_of(editor, live_server.url)])

    other = page.context.new_page()
    other.goto(address)
    box(other).fill("By the editor.")
    says(other, SAVED)

    assert "For the lead alone." not in other.content()
    assert Answer.objects.get().text == "By the editor."
    assert other.evaluate(KEPT) == 1
    other.get_by_text("Account", exact=True).click()
    other.get_by_role("button", name="Sign out").click()
    other.get_by_role("link", name="Sign in").first.wait_for()
    assert other.evaluate(KEPT) == 1


def test_signing_out_sends_what_is_left_and_leaves_nothing_on_the_device(
    city, enter, lead_of, address
):
    page = enter(lead_of(city))
    page.goto(address)

    box(page).fill("Sent on the way out.")
    page.get_by_text("Account", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").first.wait_for()

    assert Answer.objects.get().text == "Sent on the way out."
    assert page.evaluate(KEPT) == 0


def test_two_who_type_at_once_overwrite_nothing_and_the_second_chooses(
    city, enter, lead_of, address
):
    first, second = enter(lead_of(city)), enter(an_editor(city))
    for page in (first, second):
        page.goto(address)

    box(first).fill("By the first.")
    says(first, SAVED)
    box(second).fill("By the second.")
    says(second, "somebody saved this answer while you were writing")
    second.get_by_role("link", name="Read both texts").click()
    second.get_by_role("link", name="Put both texts into the form").click()
    expect(box(second)).to_have_value("By the first.\n\nBy the second.")
    second.get_by_role("button", name="Save as a draft").click()
    second.get_by_text("R1.1 is saved.").wait_for()

    assert Answer.objects.get().text == "By the first.\n\nBy the second."


def test_both_texts_can_be_read_by_everyone(city, enter, lead_of, axe, address):
    lead, asked = lead_of(city), commitments.six().requirements.get(code="R1.1")
    said = {"city": city, "requirement": asked, "text": "Doors are open."}
    answer_requirement(**said, by=an_editor(city), version=0)
    words = {"text": "Doors stay shut, since " + "x" * 400}
    autosave(Typed(city=city, requirement=asked, by=lead, version=0, words=words))
    page = enter(lead, viewport={"width": 320, "height": 900})

    for query in ("", f"?aside={Aside.objects.get().pk}"):
        page.goto(address + query)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
