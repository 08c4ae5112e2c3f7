"""Answering, uploading, finding a city and verifying a label work with JavaScript switched off."""

import pytest
from django.urls import reverse

from accounts.models import Session
from accreditation.choices import ApplicationState as S
from accreditation.models import Label
from progress.models import Answer
from tests.factories.commitments import in_french, six
from tests.factories.progress import A_PDF, a_pdf
from tests.factories.world import make_city, make_world
from tests.journeys import acts
from tests.journeys.hands import choose, fill, follow, group_of, press, says, select

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_requirement_is_answered_with_a_file_and_what_was_typed_survives_a_mistake(
    at_desk, tmp_path
):
    six()
    city = make_city()
    page = at_desk(city.memberships.get().user, java_script_enabled=False)
    (tmp_path / "minutes.pdf").write_bytes(A_PDF)
    (tmp_path / "minutes.exe").write_bytes(b"MZ")

    acts.answer(page, city.slug, "R1.1", "In place")
    acts.with_new_evidence(page, tmp_path / "minutes.exe", "p. 1")
    press(page, "Save as ready", "Files of this kind cannot be taken.")
    says(page, "What Havnsund does about R1.1")
    page.get_by_label("Or a new file").set_input_files(tmp_path / "minutes.pdf")
    press(page, "Save as ready", "R1.1 is saved.")

    answer = Answer.objects.get(city=city)
    citation = answer.citations.get()
    assert (answer.step, answer.state) == (2, "ready")
    assert (citation.evidence.title, citation.locator) == ("Minutes of the council", "p. 1")


def test_evidence_is_added_on_pages_of_its_own_one_file_or_several(at_desk, tmp_path):
    six()
    city = make_city()
    page = at_desk(city.memberships.get().user, java_script_enabled=False)
    (tmp_path / "plan.pdf").write_bytes(A_PDF)

    page.goto(reverse("progress:evidence", args=[city.slug]))
    page.get_by_role("link", name="Add evidence").first.click()
    page.get_by_label("File", exact=False).first.set_input_files(tmp_path / "plan.pdf")
    choose(group_of(page, "Who may read it"), "Public")
    press(page, page.locator("main form button").first.inner_text(), "“plan” is kept.")

    more = {"minutes.pdf": a_pdf(2), "tool.exe": b"MZ", "budget.pdf": a_pdf(3)}
    for name, content in more.items():
        (tmp_path / name).write_bytes(content)
    page.goto(reverse("progress:evidence", args=[city.slug]))
    page.get_by_role("link", name="Add several files at once").click()
    page.get_by_label("Files").set_input_files([tmp_path / name for name in more])
    page.get_by_role("button", name="Take these files in").click()
    page.get_by_text("tool.exe: Files of this kind cannot be taken.").wait_for()
    page.get_by_label("Title").first.fill("Minutes of May")
    page.get_by_role("button", name="Keep them as evidence").click()
    page.get_by_text("2 documents are kept.").wait_for()

    titles = city.evidence.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["plan", "Minutes of May", "budget"]


def test_the_framework_is_read_in_another_language_and_answered_in_it(at_desk, open_browser, axe):
    framework = in_french(six())
    city = make_city()
    page = at_desk(city.memberships.get().user, java_script_enabled=False)

    page.goto(reverse("progress:requirement", args=[city.slug, "R1.1"]))
    page.get_by_role("button", name="français").click()
    says(page, "Une règle écrite ouvre les services essentiels")
    page.get_by_label("En place").check()
    page.get_by_label("What you do, in your own words").fill("Depuis 2019.")
    press(page, "Save as ready", "R1.1 is saved.")
    says(page, "Nous ne savons pas encore")
    reader = open_browser()
    reader.goto(framework.get_absolute_url())
    follow(reader, "français")
    axe(reader)
    follow(reader, "Les services locaux ouverts à chacun")
    says(reader, "La règle est en vigueur")
    axe(reader)

    assert Answer.objects.get(city=city).step == 2


def test_the_register_is_searched_and_a_label_verified(open_browser):
    application = make_world().at(S.PUBLISHED)
    page = open_browser(java_script_enabled=False)

    page.goto("/cities/")
    fill(page, Name=application.city.name)
    select(page, "Level of its label", "Level B")
    page.get_by_role("button", name="Show", exact=True).click()
    follow(page, application.city.name)
    says(page, "Valid · Level B")
    follow(page, "Verify label")

    says(page, Label.objects.get().number)


def test_what_is_sent_after_a_session_has_ended_is_not_lost(
    at_desk, client, sign_in, settings, live_server
):
    six()
    city = make_city()
    lead = city.memberships.get().user
    page = at_desk(lead, java_script_enabled=False)
    acts.answer(page, city.slug, "R1.1", "In place")

    Session.objects.all().delete()
    page.get_by_role("button", name="Save as ready").click()
    says(page, "What you sent is not saved yet.")
    says(page, "What Havnsund does about R1.1")
    sign_in(client, lead)  # as in another tab
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)  # another one by signing in
    page.get_by_role("button", name="I have signed in: go on").click()
    press(page, "Send it now", "R1.1 is saved.")

    assert Answer.objects.get(city=city).state == "ready"
