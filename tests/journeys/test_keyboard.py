"""With a keyboard alone: Tab, arrows, Space and Enter; one always sees where one is."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accreditation.choices import ApplicationState as S
from accreditation.models import Label
from progress.models import Answer
from tests.factories.commitments import six
from tests.factories.progress import A_PDF
from tests.factories.world import make_city, make_world
from tests.journeys.hands import says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUS = """
() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const named = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
  return {
    name: (named || at.value || "").trim(),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: !!middle && (at.contains(middle) || middle.contains(at)),
  };
}
"""


def tab_to(page, name, most=80):
    """Press Tab until what is called so has the focus; each stop on the way must be seen."""
    for _press in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here["marked"], f"The focus does not show on “{here['name']}”."
        assert here["uncovered"], f"Something covers “{here['name']}”, which has the focus."
        if here["name"].startswith(name):
            return
    pytest.fail(f"Tab does not come to “{name}” on {page.url}.")


def test_a_lead_answers_a_requirement_and_cites_a_file_on_a_small_screen(at_desk, tmp_path):
    framework, city = six(), make_city()
    page = at_desk(city.memberships.get().user, viewport={"width": 320, "height": 640})
    (tmp_path / "minutes.pdf").write_bytes(A_PDF)
    page.on("filechooser", lambda chooser: chooser.set_files(tmp_path / "minutes.pdf"))

    page.goto(reverse("progress:record", args=[city.slug]))
    tab_to(page, "Skip to the content")
    page.keyboard.press("Enter")
    tab_to(page, "6 requirements have no answer yet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/R1.1/**")
    tab_to(page, "No step chosen yet")
    for _step in range(2):
        page.keyboard.press("ArrowUp")
    tab_to(page, "No")
    tab_to(page, "What you do, in your own words")
    page.keyboard.type("The rule has been in force since March; every desk has it.")
    tab_to(page, "Cite evidence")
    page.keyboard.press("Space")
    expect(page.get_by_label("Evidence you have added before")).to_be_visible()
    tab_to(page, "Or a new file")
    page.keyboard.press("Space")
    says(page, "Kept: minutes.pdf")
    tab_to(page, "Where in it")
    page.keyboard.type("p. 1")
    tab_to(page, "What it shows")
    page.keyboard.type("That the council decided it.")
    tab_to(page, "Save as ready")
    page.keyboard.press("Enter")
    says(page, "R1.1 is saved.")

    saved = Answer.objects.get(city=city, requirement__commitment__framework=framework)
    assert (saved.requirement.code, saved.step, saved.state) == ("R1.1", 2, "ready")
    assert saved.citations.get().evidence.title == "minutes"


def test_a_visitor_finds_a_city_and_verifies_its_label(open_browser):
    application = make_world().at(S.PUBLISHED)
    number = Label.objects.get().number
    page = open_browser()

    page.goto("/")
    tab_to(page, "Find a city or region")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cities/")
    tab_to(page, "Name")
    page.keyboard.type(application.city.name)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    tab_to(page, application.city.name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cities/{application.city.slug}/")
    tab_to(page, "Verify a label")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verify/")
    tab_to(page, "Number of the label")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/verify/{number}/")

    says(page, "Valid · Level B")
