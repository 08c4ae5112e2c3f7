"""A city from its invitation to its label, every role at a browser of its own."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accreditation.choices import ApplicationState as S
from accreditation.demonstration import walk, walk_panel
from accreditation.models import Application, Label
from office import tasks
from office.ringing import ring_due
from office.trail import first_fault
from progress.tasks import check_files
from tests.factories.progress import A_PDF
from tests.journeys import acts, places
from tests.journeys.hands import choose, fill, follow, group_of, link_to, press, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAD = "ditte.lund@havnsund.example"


def test_a_city_goes_from_its_invitation_to_a_verified_label(at_desk, open_browser, tmp_path):
    world = places.small_world()
    secretary, lead = open_browser(), open_browser()
    second = at_desk(world.secretariat[1])

    acts.sign_in(secretary, world.secretariat[0])
    acts.invite(secretary, LEAD, "Havnsund")
    acts.accept(lead, LEAD)
    keep_the_record(lead, tmp_path)
    reference = acts.apply(lead, "Havnsund")
    application = Application.objects.get(reference=reference)
    says(lead, application.filing.content_hash)

    admit(secretary, reference)
    walk.wait_for(application, S.REPLYING)
    reply(lead)
    walk.wait_until(world.session.filing_closes_on + timedelta(days=1))
    draw(secretary, second, world.session)

    panel_works(at_desk, application)
    correct_a_fact(lead)
    committee_sits(at_desk, secretary, world, application)
    release = reverse("accreditation:session_step", args=[world.session.code, "release"])
    acts.read_letter(secretary, reference)
    acts.two_take(secretary, second, release, "Release the recommendations")
    walk.wait_for(application, S.DECIDED)
    publish = reverse("accreditation:step", args=[reference, "publish"])
    acts.read_letter(secretary, reference)
    acts.two_take(secretary, second, publish, "Publish")

    assert "Level A" in acts.letter_to(LEAD).body
    tasks.make_reports()
    read_the_self_assessment(lead, application)
    a_visitor_verifies(open_browser(), application)
    assert first_fault() == ""


def keep_the_record(lead, folder):
    """Six answers, one of them a task of another level; evidence, a result for a group, agreed."""
    minutes = folder / "minutes.pdf"
    minutes.write_bytes(A_PDF)
    lead.goto(reverse("accreditation:desk"))
    follow(lead, "Record Havnsund")
    slug = lead.url.rstrip("/").rsplit("/", 1)[1]
    for number, (code, step) in enumerate(acts.FOUND.items(), 1):
        acts.answer(lead, slug, code, step)
        if number == 1:
            acts.with_new_evidence(lead, minutes, "p. 1")
        else:
            acts.with_evidence(lead, "Minutes of the council", f"p. {number}")
        if code == "H1.2":
            acts.task_of_another_level(lead)
        press(lead, "Save as ready", f"{code} is saved.")
    check_files()
    acts.group_result(lead, slug)
    lead.goto(reverse("progress:agree", args=[slug]))
    press(lead, "Agree the chosen answers", "agreed")


def admit(secretary, reference):
    secretary.goto(reverse("accreditation:desk"))
    follow(secretary, "Check for completeness, admit or return")
    press(secretary, "Save the language", "The working language is saved.")
    follow(secretary, "Admit")
    press(secretary, "Admit", "Done: Admit.")


def reply(lead):
    lead.goto(reverse("accreditation:desk"))
    follow(lead, "Reply to the hearing")
    fill(lead, Your_reply="At the harbour people asked for longer hours; the desk now opens late.")
    press(lead, "Save the reply", "Finish the reply when it is complete.")
    follow(lead, "Finish the reply")
    press(lead, "Finish the reply", "Done: Finish the reply.")


def draw(secretary, second, session):
    secretary.goto(reverse("accreditation:draw", args=[session.code]))
    follow(secretary, "Freeze pool and rules")
    press(secretary, "Freeze pool and rules", "Pool and rules are frozen.")
    press(secretary, "Keep the seed", "The seed is kept.")
    step = reverse("accreditation:session_step", args=[session.code, "draw"])
    acts.two_take(secretary, second, step, "Draw the panels")


def panel_works(at_desk, application):
    """Five reviewers declare, read alone and file; one sees more than the others; they settle."""
    members = walk_panel.seated(application)
    for member in members:
        acts.declare(at_desk(member.user))
    walk.wait_for(application, S.REVIEWING)
    for place, member in enumerate(members):
        page = at_desk(member.user)
        found = acts.FOUND | ({"R2.1": "Embedded"} if place == 0 else {})
        acts.review(page, application.reference, found)
        if place == 0:
            acts.add_finding(page, application.reference, "R1.1")
        acts.file(page)
    acts.settle(at_desk(walk_panel.chair_of(application)), application.reference)


def correct_a_fact(lead):
    lead.goto(reverse("accreditation:desk"))
    follow(lead, "Check the facts in the draft report")
    fill(lead, What_is_wrong="The harbour desk was opened in 2022, not in 2021.")
    press(lead, "Add the correction", "The correction is added.")
    follow(lead, "Finish the fact-check")
    press(lead, "Finish the fact-check", "Done: Finish the fact-check.")


def committee_sits(at_desk, secretary, world, application):
    secretary.goto(reverse("accreditation:attendance", args=[world.session.code]))
    for member in world.committee:
        choose(group_of(secretary, member.name), "Comes")
    press(secretary, "Save and publish", "Saved.")
    walk.wait_until(world.session.meets_on)
    ring_due()
    chair, member = at_desk(world.chair), at_desk(world.committee[1])
    acts.draft(member, "Level A")
    for page in (member, chair):
        acts.vote(page, application.reference)
    follow(chair, "Check and confirm")
    press(chair, "Recommend", "Done: Recommend.")


def read_the_self_assessment(lead, application):
    lead.goto(application.get_absolute_url())
    follow(lead, "Self-assessment")
    document = opened(lead, "Self-assessment")

    assert application.filing.content_hash in document.replace("\n", "").replace(" ", "")
    assert "Task of another level of government" in document


def a_visitor_verifies(visitor, application):
    """Somebody without an account finds the city, its documents and the proof."""
    number = Label.objects.get().number
    visitor.goto("/cities/")
    follow(visitor, "Havnsund")
    says(visitor, "Valid · Level A")
    report = opened(visitor, "Report of the panel")
    certificate = opened(visitor, "Certificate")
    visitor.goto("/verify/")
    fill(visitor, Number_of_the_label=number.lower().replace("-", " "))
    press(visitor, "Verify", "Valid · Level A")

    assert visitor.context.cookies() == []
    assert "At the harbour desk the rule was not known." in report
    assert "The harbour desk was opened in 2022, not in 2021." in report
    assert number in certificate
    assert "Municipality of Havnsund" in certificate


def opened(page, link):
    """Download a document, check that it is tagged and has pages, and read its text."""
    with page.expect_download() as download:
        link_to(page, link).click()
    reader = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert 1 <= len(reader.pages) <= 20
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))
