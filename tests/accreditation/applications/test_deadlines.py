"""More time for a deadline: who gives it, who is told, and where the reason stands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.formats import date_format

from accounts.choices import PostKind
from accreditation.actions.deadlines import extend_deadline
from accreditation.actions.extending import KINDS
from accreditation.choices import ApplicationState as S
from accreditation.models import Application
from office import clocks
from office.clocks import Due
from office.days import today
from office.models import Clock, Letter, TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_committee import holder, lead_of, make_case, make_session
from tests.factories.commitments import six

LATER = timedelta(days=14)
WHY = "The town hall was flooded."


@pytest.fixture
def application(db):
    return make_case(make_session(six()), state=S.FACT_CHECK)


@pytest.fixture
def clock(application):
    due = Due(today(), "21 days after the draft report")
    return clocks.start("application", application, "correct_facts", due)


@pytest.fixture
def secretary(db):
    return holder(PostKind.SECRETARIAT, "Sascha")


@pytest.fixture
def page(application, clock):
    return reverse("accreditation:extend_deadline", args=[application.reference, "correct_facts"])


def extend(application, by, **changes):
    facts = {"step": "correct_facts", "to": today() + LATER, "because": WHY, **changes}
    extend_deadline(subject=application, by=by, **facts)


def test_a_stranger_finds_no_page_and_the_lead_is_told_whose_it_is(
    client, sign_in, application, page, someone
):
    sign_in(client, someone)
    unseen = client.get(page)
    sign_in(client, lead_of(application))
    refused = client.post(page, {"to": today() + LATER, "because": WHY})

    assert unseen.status_code == 404
    assert refused.status_code == 403
    assert "Only the secretariat gives more time." in refused.text
    assert Clock.objects.get().due_on == today()


def test_nobody_else_gives_more_time(application, clock):
    with pytest.raises(PermissionDenied):
        extend(application, lead_of(application))


@pytest.mark.parametrize("step", ["submit", "publish", "unheard-of"])
def test_what_is_no_deadline_of_its_own_has_no_page(client, sign_in, secretary, application, step):
    sign_in(client, secretary)

    address = reverse("accreditation:extend_deadline", args=[application.reference, step])
    assert client.get(address).status_code == 404


def test_a_deadline_that_does_not_run_is_not_extended(
    client, sign_in, secretary, application, page
):
    Clock.objects.update(stopped_on=today())
    sign_in(client, secretary)

    read = client.get(page)
    sent = client.post(page, {"to": today() + LATER, "because": WHY})

    assert "Nothing to extend" in read.text
    assert sent.status_code == 409
    assert not Letter.objects.exists()
    with pytest.raises(Refused, match="does not run"):
        extend(application, secretary)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"to": "2020-01-01"}, "The new day must be later than"),
        ({"to": "soon"}, "Enter a valid date."),
        ({"because": "   "}, "This field is required."),
    ],
)
def test_a_form_that_lacks_something_says_what_and_moves_nothing(
    client, sign_in, secretary, page, typed, sentence
):
    sign_in(client, secretary)

    answer = client.post(page, {"to": today() + LATER, "because": WHY, **typed})

    assert sentence in answer.text
    assert Clock.objects.get().due_on == today()
    assert not Letter.objects.exists()


def test_every_deadline_of_an_application_can_be_extended(application):
    assert {
        "close_hearing", "lapse", "remind", "reply", "confirm_panel", "correct_facts", "resume",
        "adopt",
    } == set(KINDS[Application].ends)  # fmt: skip


def test_more_time_is_kept_with_its_reason_and_enters_the_trail(
    client, sign_in, secretary, application, page
):
    sign_in(client, secretary)

    answer = client.post(page, {"to": today() + LATER, "because": WHY}, follow=True)

    day = date_format(today() + LATER)
    clock, entry = Clock.objects.get(), TrailEntry.objects.of(application).last()
    assert f"The deadline now ends on {day}." in answer.text
    assert (clock.due_on, clock.extended_because) == (today() + LATER, WHY)
    assert (entry.step, entry.words.actor, entry.words.note) == (
        "extend", secretary, f"Until {day}: {WHY}"
    )  # fmt: skip
    assert "Deadline extended" in answer.text


def test_whose_turn_it_is_gets_one_letter_with_the_reason(application, clock, secretary):
    extend(application, secretary)

    letter = Letter.objects.get()
    assert letter.to == lead_of(application)
    assert date_format(today() + LATER) in letter.subject
    assert WHY in letter.body


def test_the_city_is_told_too_when_others_have_the_ball(secretary):
    application = make_case(make_session(six()), state=S.SUBMITTED)
    clocks.start("application", application, "remind", Due(today(), "a rule"))

    extend(application, secretary, step="remind")

    told = set(Letter.objects.values_list("to", flat=True))
    assert told == {secretary.pk, lead_of(application).pk}


@pytest.mark.parametrize("name", ["application", "facts"])
def test_the_reason_stands_beside_the_deadline(
    client, sign_in, application, clock, secretary, name
):
    extend(application, secretary)
    sign_in(client, lead_of(application))

    page = client.get(reverse(f"accreditation:{name}", args=[application.reference]))

    assert f"Extended: {WHY}" in page.text


def test_the_link_stands_beside_the_deadline_for_the_secretariat_alone(
    client, sign_in, application, page, secretary
):
    sign_in(client, secretary)
    theirs = client.get(application.get_absolute_url())
    sign_in(client, lead_of(application))
    city_s = client.get(application.get_absolute_url())

    assert page in theirs.text
    assert page not in city_s.text
