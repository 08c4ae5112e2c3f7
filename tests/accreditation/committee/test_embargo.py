"""Nobody outside the committee learns of a recommendation before its session is released."""

import pytest
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import ApplicationState as S
from accreditation.choices import Outcome, Seat
from accreditation.models import Draw, Panel, PanelMember, Reviewer
from accreditation.workflow import APPLICATION, SESSION
from office.days import today
from office.models import Letter, TrailEntry
from tests.factories.accreditation_committee import (
    drafted,
    holder,
    lead_of,
    make_case,
    make_committee,
    make_session,
    voted,
)
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db
WORDS = ("CANARY-REASONS", "Deferred", "Recommendation made", "which releases the session")


@pytest.fixture
def session(db):
    return make_session(six())


def on_panel(application):
    """Somebody who sits on the panel and has declared no conflict."""
    person = holder(PostKind.REVIEWER, "Panel Member")
    reviewer = Reviewer.objects.create(
        user=person, code="R1", seat=Seat.EXPERT, country="BE", languages=["en"]
    )
    draw = Draw.objects.create(
        session=application.session,
        number=1,
        frozen="{}",
        frozen_hash="0" * 64,
        frozen_by=person,
        seed_source="test",
    )
    panel = Panel.objects.create(application=application, draw=draw, drawn_on=today())
    PanelMember.objects.create(
        panel=panel,
        reviewer=reviewer,
        user=person,
        seat=Seat.EXPERT,
        is_chair=True,
        joined_on=today(),
        declared_on=today(),
    )
    return person


def addresses(application):
    """Every address about the application on which its outcome could show."""
    names = ("application", "committee", "vote", "recuse", "challenge", "board", "letter")
    about = [reverse(f"accreditation:{name}", args=[application.reference]) for name in names]
    steps = [
        reverse("accreditation:step", args=[application.reference, name])
        for name in APPLICATION.transitions
    ]
    session = application.session
    rest = [
        reverse("accreditation:desk"),
        reverse("accreditation:applications"),
        session.get_absolute_url(),
        reverse("accreditation:attendance", args=[session.code]),
    ]
    return about + rest + steps


def recommended(session, outcome):
    """The committee recommends, or defers, by its own steps."""
    people = make_committee(session)
    application = make_case(session)
    reviewer = on_panel(application)
    voted(drafted(application, outcome=outcome), people)
    step = "defer" if outcome == Outcome.DEFERRED else "recommend"
    APPLICATION.perform(step, application, by=people[0])
    return application, people, reviewer


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.DEFERRED])
@pytest.mark.parametrize("who", ["lead", "panel", "observer", "stranger", "visitor"])
def test_others_learn_nothing_before_the_release(client, session, sign_in, outcome, who):
    application, _people, reviewer = recommended(session, outcome)
    person = {
        "lead": lambda: lead_of(application),
        "panel": lambda: reviewer,
        "observer": lambda: holder(PostKind.OBSERVER),
        "stranger": lambda: holder(PostKind.SCREENER),
        "visitor": lambda: None,
    }[who]()
    if person:
        sign_in(client, person)

    for address in addresses(application):
        for page in (client.get(address), client.post(address, {"note": "Now."})):
            told = [word for word in WORDS if word in page.text]
            assert not told, (address, page.status_code, told)
        application.refresh_from_db()
        if application.state == S.WITHDRAWN:  # the lead may always withdraw
            break


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.DEFERRED])
def test_the_city_and_the_panel_go_on_reading_that_it_is_before_the_committee(
    client, session, sign_in, outcome
):
    application, _people, reviewer = recommended(session, outcome)

    for person in (lead_of(application), reviewer):
        sign_in(client, person)
        page = client.get(application.get_absolute_url())

        assert "Before the committee" in page.text
        assert "Now with the committee" in page.text


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.DEFERRED])
def test_the_trail_the_city_reads_has_no_entry_of_it(client, session, sign_in, outcome):
    application, *_rest = recommended(session, outcome)
    entry = TrailEntry.objects.of(application).get()
    sign_in(client, lead_of(application))

    page = client.get(application.get_absolute_url())

    assert list(page.context["trail"]) == []
    assert entry.step in ("recommend", "defer")


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.DEFERRED])
def test_no_letter_is_written_before_the_release(session, outcome):
    recommended(session, outcome)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.LEVEL, Outcome.DEFERRED])
def test_all_is_told_once_the_session_is_released_by_two(client, session, sign_in, outcome):
    application, *_rest = recommended(session, outcome)
    first, second = holder(PostKind.SECRETARIAT, "One"), holder(PostKind.SECRETARIAT, "Two")
    sign_in(client, first)
    client.post(reverse("accreditation:letter", args=[application.reference]))

    SESSION.perform("release", session, by=first)
    before = Letter.objects.count()
    SESSION.perform("release", session, by=second)

    lead = lead_of(application)
    application.refresh_from_db()
    assert before == 0
    assert "CANARY-REASONS" in Letter.objects.get(to=lead).body
    assert application.state_for(lead) == application.state


def test_a_recused_member_learns_nothing(client, session, sign_in):
    application, people, _reviewer = recommended(session, Outcome.LEVEL)
    application.recusals.create(member=people[1], reason="Ties.", declared_on=today())
    sign_in(client, people[1])

    for address in addresses(application):
        page = client.get(address)
        assert "CANARY-REASONS" not in page.text, address
        if application.reference in address:
            assert page.status_code == 404, address
