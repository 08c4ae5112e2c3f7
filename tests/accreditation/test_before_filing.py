"""What the lead is told before filing, though it stops nothing."""

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.demonstration import walk
from accreditation.workflow import APPLICATION
from progress.actions import comment_on
from progress.edition import edition_of
from tests.factories.commitments import six
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(six())


@pytest.fixture
def draft(world):
    return world.open()


@pytest.fixture
def prepared(world, draft, lead_of):
    """A draft that lacks nothing but the step itself."""
    document = draft.city.evidence.first()
    walk.prepare(draft, world.session, document, lead_of(draft.city))
    return draft


@pytest.fixture
def page(client, draft, lead_of, sign_in):
    """A function: the page on which an application is prepared."""
    sign_in(client, lead_of(draft.city))
    return lambda: client.get(reverse("accreditation:prepare", args=[draft.reference]))


def test_what_is_not_agreed_and_open_comments_are_listed(draft, page, lead_of):
    requirement = edition_of(draft.framework).requirements["H1.1"]
    comment_on(city=draft.city, requirement=requirement, text="Sure?", by=lead_of(draft.city))
    draft.city.answers.filter(requirement=requirement).update(state="ready")

    found = page()

    assert "not agreed by the lead" in found.text
    assert reverse("progress:requirement", args=[draft.city.slug, "H1.1"]) in found.text
    assert "1 comment of the team is still open" in found.text


def test_what_is_not_answered_is_counted_apart_from_what_is_not_agreed(draft, page):
    answers = draft.city.answers
    answers.update(state="ready")
    answers.filter(requirement__code="R1.1").update(state="agreed")
    answers.filter(requirement__code="H2.1").update(state="draft", step=None)

    found = page().text

    assert "1 requirement is not answered in full yet" in found
    assert "4 answers that were given are not agreed by the lead" in found


def test_no_session_looks_chosen_until_one_is(draft, prepared, page):
    session = prepared.session
    type(draft).objects.update(session=None)

    none = page().text
    type(draft).objects.update(session=session)
    some = page().text

    assert '<option value="" selected>Choose</option>' in none
    assert "No session has been chosen yet." in none
    assert f'<option value="{session.pk}" selected>' in some


def test_each_session_is_offered_with_the_day_filing_closes_and_the_day_it_meets(
    draft, world, page
):
    session = world.session

    found = page().text

    closes, meets = date_format(session.filing_closes_on), date_format(session.meets_on)
    assert f"{session}: file until the end of {closes}; meeting on {meets}</option>" in found


def test_once_it_is_filed_all_that_was_prepared_is_still_read(prepared, page, lead_of):
    prepared.city.answers.update(state="agreed")
    APPLICATION.perform("submit", prepared, by=lead_of(prepared.city))

    found = page().text

    signed = prepared.sign_off
    for text in ("can no longer be changed", "A level", str(prepared.session), "English",
                 signed.body, date_format(signed.decided_on), signed.document.title):  # fmt: skip
        assert text in found
    assert "<select" not in found
    assert ">Change<" not in found


def test_where_nothing_is_open_the_page_says_so(draft, page):
    draft.city.answers.update(state="agreed")

    assert "no comment of the team is open" in page().text


def test_while_the_authority_is_not_confirmed_the_page_leads_to_how_it_is(draft, page):
    type(draft.city).objects.filter(pk=draft.city.pk).update(confirmed_how="", confirmed_on=None)

    assert reverse("cities:confirmation", args=[draft.city.slug]) in page().text


@pytest.mark.parametrize(
    ("purpose", "public", "sentence"),
    [
        ("level", False, "After the decision, whatever it is"),
        ("feedback", True, "since you asked for that"),
        ("feedback", False, "After the decision: nothing more."),
    ],
)
def test_what_becomes_public_follows_from_what_is_applied_for(
    draft, page, purpose, public, sentence
):
    type(draft).objects.filter(pk=draft.pk).update(purpose=purpose, feedback_public=public)

    assert sentence in page().text


def test_the_last_page_says_who_signed_what_follows_and_when(client, prepared, page):
    page()

    last = client.get(reverse("accreditation:step", args=[prepared.reference, "submit"]))

    assert "The council in full session" in last.text
    assert "Invited by the secretariat" in last.text
    assert "What becomes public, and when" in last.text
    assert "the secretariat checks that it is complete" in last.text


def test_after_submitting_it_is_said_who_has_the_ball_and_until_when(client, prepared, page):
    page()

    done = client.post(
        reverse("accreditation:step", args=[prepared.reference, "submit"]),
        {"note": ""},
        follow=True,
    )

    assert "Done: Submit. Now with the secretariat, until the end of" in done.text
    assert "The filing is checked for completeness" in done.text
