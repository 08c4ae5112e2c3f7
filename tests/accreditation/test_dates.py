"""The dates of a team: on a page, in a file, and under a private address that can be revoked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from accreditation.actions.calendars import make_address, revoke_address
from accreditation.choices import ApplicationState as S
from accreditation.models import CalendarAddress
from accreditation.views.team_dates import dates_of, words_of
from cities.choices import Role
from office.days import today
from office.models import Clock, TrailEntry
from progress.actions import add_measure
from progress.models import Measure
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import six
from tests.factories.labels import make_held
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    six()
    return make_city(name="Osthafen", slug="osthafen")


@pytest.fixture
def editor(city):
    return MembershipFactory(city=city, role=Role.EDITOR, user__language="de").user


@pytest.fixture
def due(city, editor):
    """A measure that is due today."""
    measure = add_measure(city=city, by=editor, title="Open a desk")
    Measure.objects.filter(pk=measure.pk).update(due_on=today())
    return measure


def feed(token):
    return reverse("accreditation:calendar", args=[token])


def read(response):
    return Calendar.from_ical(response.content)


def test_nobody_guesses_an_address(client, city, editor):
    make_address(city=city, by=editor)

    assert client.get(feed("guessed")).status_code == 404
    assert client.get(feed(CalendarAddress.objects.get().digest)).status_code == 404


def test_an_address_that_was_revoked_or_renewed_opens_nothing(client, city, editor):
    first = make_address(city=city, by=editor)
    second = make_address(city=city, by=editor)
    renewed = client.get(feed(first)).status_code, client.get(feed(second)).status_code
    revoke_address(city=city, by=editor)
    revoke_address(city=city, by=editor)

    assert renewed == (404, 200)
    assert client.get(feed(second)).status_code == 404
    steps = TrailEntry.objects.of(city).values_list("step", flat=True)
    assert list(steps).count("revoke_calendar_address") == 1


def test_an_address_ends_with_the_membership_and_does_not_come_back(client, city, editor):
    token = make_address(city=city, by=editor)
    membership = city.memberships.get(user=editor)
    membership.until = today()
    membership.save()
    MembershipFactory(city=city, user=editor, role=Role.OBSERVER)

    assert client.get(feed(token)).status_code == 404


def test_an_address_ends_with_the_account(client, city, editor):
    token = make_address(city=city, by=editor)
    editor.is_active = False
    editor.save()

    assert client.get(feed(token)).status_code == 404


def test_a_calendar_reads_it_without_signing_in_in_its_owners_language(client, city, editor, due):
    token = make_address(city=city, by=editor)

    response = client.get(feed(token), headers={"accept-language": "fr"})

    (event,) = read(response).events
    assert response["Content-Type"].startswith("text/calendar")
    assert "private" in response["Cache-Control"]
    assert not response.cookies
    assert event["dtstart"].dt == today()
    assert "Open a desk" in event["summary"]
    assert "//DE" in read(response)["prodid"]


def test_a_date_that_moves_is_no_second_one(client, city, editor, due):
    token = make_address(city=city, by=editor)
    (before,) = read(client.get(feed(token))).events
    Measure.objects.update(due_on=today() + timedelta(days=1))

    (after,) = read(client.get(feed(token))).events

    assert before["uid"] == after["uid"]
    assert before["dtstart"].dt < after["dtstart"].dt


def test_the_page_shows_the_address_once_and_revokes_it(client, city, editor, due, sign_in):
    sign_in(client, editor)
    page, change = (
        reverse(f"accreditation:{name}", args=[city.slug]) for name in ("dates", "calendar_address")
    )

    made = client.post(change, {"do": "make"})
    again = client.get(page)
    address = made.context["new_address"]
    path = address[address.index("/calendar/") :]
    opened = client.get(path).status_code
    client.post(change, {"do": "revoke"})

    assert address in made.text
    assert made["Cache-Control"].startswith("max-age=0")
    assert "/calendar/" not in again.text
    assert "Revoke the address" in again.text
    assert opened == 200
    assert client.get(path).status_code == 404
    assert "Revoke the address" not in client.get(page).text


def test_the_file_holds_what_the_page_shows(client, city, editor, due, sign_in):
    sign_in(client, editor)

    page = client.get(reverse("accreditation:dates", args=[city.slug]))
    file = client.get(reverse("accreditation:dates_file", args=[city.slug]))

    events = Calendar.from_ical(b"".join(file.streaming_content)).events
    assert [str(event["summary"]) for event in events] == [
        dated.title for dated in page.context["dates"]
    ]
    assert "osthafen.ics" in file["Content-Disposition"]


def test_a_passed_day_says_that_it_is_still_open(client, city, editor, due, sign_in):
    Measure.objects.update(due_on=today() - timedelta(days=2))
    sign_in(client, editor)

    page = client.get(reverse("accreditation:dates", args=[city.slug]))

    assert "open since" in page.text


def test_strangers_do_not_find_the_dates(client, city, sign_in):
    sign_in(client, MembershipFactory(city=CityFactory()).user)

    for name in ("dates", "dates_file"):
        assert client.get(reverse(f"accreditation:{name}", args=[city.slug])).status_code == 404


def test_an_open_application_brings_its_deadlines_with_their_rules():
    world = make_world()
    application = world.at(S.HEARING)
    clock = Clock.objects.running().of(application).get()
    Clock.objects.update(extended_because="A flood.")

    found = dates_of(application.city, world.lead_of(application.city))

    (dated,) = (one for one in found if one.key == f"clock-{clock.pk}")
    assert dated.day == clock.due_on
    assert dated.title == "Last day of the hearing"
    assert clock.rule in dated.note
    assert "A flood." in dated.note
    assert f"session-{application.session_id}-meets" in {one.key for one in found}


def test_before_filing_stands_by_when_to_submit():
    world = make_world()
    city = make_city()

    without = {dated.key for dated in dates_of(city, world.lead_of(city))}
    application = world.open(city)
    application.session = world.later
    application.save()
    chosen = {dated.key for dated in dates_of(city, world.lead_of(city))}

    assert f"session-{world.session.pk}-closes" in without
    assert {key for key in chosen if key.startswith("session-")} == {
        f"session-{world.later.pk}-closes", f"session-{world.later.pk}-meets"
    }  # fmt: skip


def test_a_label_brings_its_year_and_its_end():
    held = make_held()
    label = held.label
    condition = held.asked()

    found = {dated.key: dated.day for dated in dates_of(label.city, held.lead)}
    held.taken_by_two("give_downgrade_notice")
    label.refresh_from_db()
    noticed = {dated.key: dated.day for dated in dates_of(label.city, held.lead)}

    assert found[f"update-{label.due_update.pk}"] == label.due_update.due_on
    assert found[f"label-{label.pk}-ends"] == label.valid_until
    assert found[f"condition-{condition.pk}"] == condition.due_on
    assert noticed[f"label-{label.pk}-answer"] == label.answer_until
    assert not any(key.startswith("clock-") for key in found)


def test_a_review_of_the_label_brings_its_last_day():
    held = make_held()
    held.taken_by_two("open_special_review")
    clock = Clock.objects.running().of(held.label).get(step="end_special_review")

    found = {dated.key: dated.day for dated in dates_of(held.label.city, held.lead)}

    assert found[f"clock-{clock.pk}"] == clock.due_on


@pytest.mark.parametrize("state", [S.SUBMITTED, S.REVIEWING, S.SETTLING])
def test_a_reminder_of_others_says_what_they_do_until_then(state):
    clock = Clock(step="remind")

    assert words_of(clock, state).endswith("until this day")


def test_a_step_without_words_of_its_own_is_named():
    assert words_of(Clock(step="remind"), S.FORMING) == "Last day before: Remind"


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_costs_the_same_however_much_is_due(
    client, city, editor, count, django_assert_num_queries
):
    for number in range(count):
        add_measure(city=city, by=editor, title=f"Measure {number}")
    Measure.objects.update(due_on=today())
    token = make_address(city=city, by=editor)
    client.get(feed(token))

    # address, edition, answers, assignments, measures, application, sessions, label, demonstration
    with django_assert_num_queries(9):
        calendar = read(client.get(feed(token)))

    assert len(calendar.events) >= count
