"""A label whose time comes to its end: renewal filed in time or not, decided or withdrawn."""

from datetime import timedelta

import pytest

from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState, Outcome, SessionState
from accreditation.demonstration import walk
from accreditation.models import Label
from accreditation.workflow import APPLICATION, LABEL
from accreditation.workflow.label_effects import begin_its_life
from office.days import today
from office.models import Clock, TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from tests.factories.accreditation_committee import decided, make_case, make_label, make_session
from tests.factories.progress import answered
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db
LEFT = 40  # days of validity the label has when the renewal begins


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def label(world):
    """Of a city whose record is complete, with a last day that is near."""
    city = make_city()
    answered(city, world.framework, step=3, agreed=True)
    label = make_label(make_session(world.framework, "before", SessionState.RELEASED))
    label.city, label.valid_until = city, today() + timedelta(days=LEFT)
    label.save()
    begin_its_life(label)
    return label


def filed(world, label):
    application = world.walk_to(world.reopen(label.city), S.SUBMITTED)
    label.refresh_from_db()
    return application


def end_yesterday(label):
    """Before its clock has rung."""
    yesterday = today() - timedelta(days=1)
    Label.objects.filter(pk=label.pk).update(
        granted_on=yesterday - timedelta(days=9), valid_until=yesterday
    )


def after_its_last_day(label):
    walk.wait_until(label.valid_until + timedelta(days=1))
    label.refresh_from_db()


def test_without_a_renewal_it_is_suspended_and_lapses_after_twelve_months(label):
    after_its_last_day(label)
    suspended = label.state

    walk.wait_until(today() + timedelta(days=370))
    label.refresh_from_db()

    taken = TrailEntry.objects.of(label).filter(actor_kind="clock").values_list("step", flat=True)
    assert (suspended, label.state) == (LabelState.SUSPENDED, LabelState.LAPSED)
    assert list(taken.order_by("pk"))[-2:] == ["suspend_unrenewed", "lapse"]


def test_a_label_suspended_for_want_of_a_renewal_is_suspended_for_everybody(label, client):
    after_its_last_day(label)

    answer = client.get(f"/verify/{label.number}.json").json()

    assert (answer["valid"], answer["state"]) == (False, "suspended")
    assert "only a new label can take its place" in answer["sentence"]
    assert "restored" not in answer["sentence"] + answer["reason"]


def test_a_renewal_filed_while_the_label_is_suspended_counts_once_it_is_restored(world, label):
    for person in world.secretariat:
        LABEL.perform("suspend", label, by=person, note="A grave event.")
    renewal = world.walk_to(world.reopen(label.city), S.SUBMITTED)

    for person in world.secretariat:
        LABEL.perform("restore", label, by=person, note="It has been mended.")

    label.refresh_from_db()
    assert (label.state, label.renewal) == (LabelState.VALID, renewal)


def test_a_suspended_label_past_its_time_is_not_restored(world, label):
    after_its_last_day(label)

    with pytest.raises(Refused, match="time ended"):
        LABEL.perform("restore", label, by=world.secretariat[0], note="It has been filed.")


def test_a_renewal_carries_everything_over_but_what_is_attested(world, label):
    city = label.city
    answers = list(city.answers.values_list("requirement", "step", "state"))

    renewal = world.reopen(city)

    assert list(city.answers.values_list("requirement", "step", "state")) == answers
    assert answers
    assert APPLICATION.transitions["submit"].blockers(renewal) == [
        "The decision of the elected council is not recorded yet.",
        "No session has been chosen yet.",
    ]


def test_a_draft_is_no_renewal(world, label):
    world.reopen(label.city)

    after_its_last_day(label)

    assert label.state == LabelState.SUSPENDED


def test_a_renewal_filed_in_time_holds_the_clock_and_the_label_stays_valid(world, label, client):
    renewal = filed(world, label)

    after_its_last_day(label)

    clock = Clock.objects.running().of(label).get(step="suspend_unrenewed")
    assert (label.state, label.renewal) == (LabelState.VALID, renewal)
    assert clock.reasons == [
        f"Its renewal, {renewal.reference}, was filed in time: the label stays valid until that "
        "decision is published."
    ]
    page = client.get(f"/verify/{label.number}/")
    data = client.get(f"/verify/{label.number}.json").json()
    assert "Its renewal was filed in time: it stays valid until" in page.text
    assert (data["valid"], data["renewal_filed"]) == (True, True)
    listed = client.get("/cities/", {"state": "accredited"})
    assert f"{label.level.title}, renewal under way" in listed.text


def test_a_renewal_returned_for_completion_keeps_its_place(world, label):
    renewal = filed(world, label)
    APPLICATION.perform("return", renewal, by=world.secretariat[0], note="A page is missing.")
    end_yesterday(label)

    APPLICATION.perform("submit", renewal, by=world.lead_of(label.city))

    label.refresh_from_db()
    assert label.renewal == renewal


def test_one_filed_too_late_renews_nothing(world, label):
    end_yesterday(label)

    filed(world, label)

    assert label.renewal is None


def test_a_renewal_withdrawn_leaves_the_label_the_time_it_had(world, label):
    renewal = filed(world, label)
    after_its_last_day(label)

    APPLICATION.perform("withdraw", renewal, by=world.lead_of(label.city))
    let_days_pass(1)

    label.refresh_from_db()
    assert (label.state, label.renewal) == (LabelState.SUSPENDED, None)


def published(held, *, over, **text):
    """The renewal of the label is decided and published by two people."""
    if over:
        end_yesterday(held.label)
    renewal = make_case(held.label.decision.application.session, state=S.REPORTED)
    renewal.city = held.label.city
    renewal.save()
    Label.objects.filter(pk=held.label.pk).update(renewal=renewal)
    decision = decided(renewal, **text)
    decision.previewed_on = today()
    decision.save()
    for person in held.two:
        APPLICATION.perform("publish", renewal, by=person)
    held.label.refresh_from_db()
    return renewal


@pytest.mark.postgres
def test_a_renewal_decided_without_a_level_ends_a_label_past_its_time(held):
    published(held, over=True, outcome=Outcome.NO_LEVEL)

    entry = TrailEntry.objects.of(held.label).filter(step="expire").get()
    assert (held.label.state, held.label.renewal) == (LabelState.EXPIRED, None)
    assert entry.actor_kind == "procedure"


def test_a_refused_renewal_leaves_the_label_until_its_last_day(held):
    published(held, over=False, outcome=Outcome.NO_LEVEL)

    assert (held.label.state, held.label.renewal) == (LabelState.VALID, None)
    assert "suspend_unrenewed" not in held.running()

    held.pass_until_over("expire")
    assert held.label.state == LabelState.EXPIRED


def test_a_label_restored_after_a_refused_renewal_expires_on_its_last_day(held):
    held.taken_by_two("suspend")
    published(held, over=False, outcome=Outcome.NO_LEVEL)

    held.taken_by_two("restore")

    assert "expire" in held.running()
    assert "suspend_unrenewed" not in held.running()


@pytest.mark.postgres
def test_a_renewal_with_a_level_replaces_the_label_in_the_same_step(held):
    renewal = published(held, over=True, code="A")

    new, old = renewal.decision.label, held.label
    assert (old.state, old.replaced_by, old.renewal) == (LabelState.REPLACED, new, None)
    assert list(Label.objects.held().filter(city=old.city)) == [new]
    assert new.due_update.number == 1
    assert [change.state for change in new.changes.all()] == [LabelState.VALID]
    assert old.changes.last().state == LabelState.REPLACED
