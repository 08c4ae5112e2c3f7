"""More time for a condition: the committee's day stays on record, and the later one counts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format

from accreditation.actions.deadlines import extend_deadline
from accreditation.choices import ApplicationState as A
from accreditation.models import Condition, Label
from accreditation.views.team_dates import dates_of
from accreditation.workflow import CONDITION
from office.days import today
from office.models import TrailEntry
from office.ringing import let_days_pass
from office.workflow import Refused
from register import drawing
from tests.factories.accreditation_committee import make_case, make_session
from tests.factories.labels import make_held

pytestmark = pytest.mark.django_db
MONTHS = timedelta(days=90)
WHY = "The law on it comes later."


@pytest.fixture
def held():
    return make_held()


@pytest.fixture
def condition(held):
    return held.asked()


def extend(held, condition, to, by=None):
    by = by or held.two[0]
    extend_deadline(subject=condition, step="remind", to=to, because=WHY, by=by)
    condition.refresh_from_db()


def test_nobody_else_gives_more_time(client, sign_in, held, condition, someone):
    address = reverse("accreditation:condition_deadline", args=[condition.reference])

    unseen = sign_in(client, someone).get(address)
    told = sign_in(client, held.lead).get(address)

    assert (unseen.status_code, told.status_code) == (404, 403)
    with pytest.raises(PermissionDenied):
        extend(held, condition, condition.due_on + MONTHS, by=held.lead)


@pytest.mark.parametrize("step", ["report", "miss"])
def test_what_is_reported_or_recorded_waits_for_no_day(client, sign_in, held, condition, step):
    if step == "report":
        CONDITION.perform("report", condition, by=held.lead, note="Somebody was named.")
    else:
        let_days_pass((condition.due_on - today()).days + 1)
        for person in held.two:
            CONDITION.perform("miss", condition, by=person, note="Nobody was named.")
    address = reverse("accreditation:condition_deadline", args=[condition.reference])

    page = sign_in(client, held.two[0]).get(address)

    assert "Nothing to extend" in page.text
    assert address not in client.get(condition.get_absolute_url()).text
    with pytest.raises(Refused, match="does not run"):
        extend(held, condition, condition.due_on + MONTHS)


def test_it_ends_before_its_label_and_after_its_own_day(held, condition):
    for day in (condition.due_on, held.label.valid_until):
        with pytest.raises(Refused, match="The new day must"):
            extend(held, condition, day)

    assert condition.extended_to is None


def test_where_no_day_is_left_the_page_says_why(client, sign_in, held, condition):
    Label.objects.filter(pk=held.label.pk).update(valid_until=condition.due_on)
    address = reverse("accreditation:condition_deadline", args=[condition.reference])
    sign_in(client, held.two[0])
    why = f"would have to come before {date_format(condition.due_on)}, the label’s last day."

    shown = client.get(condition.get_absolute_url()).text
    typed = client.get(address).text

    assert address not in shown
    assert why in shown
    assert why in typed
    assert why not in sign_in(client, held.lead).get(condition.get_absolute_url()).text


def test_while_the_renewal_runs_it_can_end_after_the_last_day(client, sign_in, held, condition):
    renewal = make_case(make_session(held.label.framework, "next"), state=A.SUBMITTED)
    Label.objects.filter(pk=held.label.pk).update(valid_until=condition.due_on, renewal=renewal)
    condition = Condition.objects.get(pk=condition.pk)
    address = reverse("accreditation:condition_deadline", args=[condition.reference])

    shown = sign_in(client, held.two[0]).get(condition.get_absolute_url()).text
    extend(held, condition, condition.due_on + MONTHS)

    assert address in shown
    assert condition.last_day == condition.due_on + MONTHS


@pytest.mark.parametrize(
    "broken", [{"extended_because": ""}, {"extended_to": None}, {"extended_to": "2020-01-01"}]
)
def test_the_database_keeps_no_half_of_it(held, condition, broken):
    extend(held, condition, condition.due_on + MONTHS)

    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=condition.pk).update(**broken)


def test_until_the_later_day_nobody_records_that_it_was_not_met(held, condition):
    extend(held, condition, condition.due_on + MONTHS)

    let_days_pass((condition.due_on - today()).days + 1)

    assert not Condition.objects.to_record(today()).exists()
    with pytest.raises(Refused, match="There is time until the end of its day"):
        CONDITION.perform("miss", condition, by=held.two[0], note="Nobody was named.")


@pytest.mark.parametrize("passed", [0, 185, 202])
def test_the_later_day_is_reminded_of_before_it_and_once_it_is_over(held, condition, passed):
    let_days_pass(passed or 1)
    later = condition.due_on + MONTHS
    extend(held, condition, later)
    before = held.letters_to(held.lead)

    let_days_pass((later - today()).days - 1)
    soon = [each for each in held.letters_to(held.lead) if each not in before]
    let_days_pass(2)

    assert len(soon) == 1
    assert date_format(later, "j F Y") in soon[0]
    assert "time for a condition is over" in held.letters_to(held.lead)[0]


def test_whoever_waits_reads_both_days_and_why(client, sign_in, held, condition):
    address = reverse("accreditation:condition_deadline", args=[condition.reference])
    named, later = condition.due_on, condition.due_on + MONTHS
    sign_in(client, held.two[0])

    answer = client.post(address, {"to": later, "because": WHY}, follow=True)

    label = client.get(reverse("accreditation:label", args=[held.label.number])).text
    team = sign_in(client, held.lead).get(condition.get_absolute_url()).text
    drawing.forget()
    public = client.get(f"/cities/{held.label.city.slug}/").text
    (said,) = client.get(f"/verify/{held.label.number}.json").json()["conditions"]
    days = {dated.day for dated in dates_of(held.label.city, held.lead)}
    for page in (answer.text, team):
        assert f"It named {date_format(named, 'j F Y')}" in page
        assert WHY in page
    for page in (label, team, public):
        assert date_format(later, "j F Y") in page
    assert WHY not in public
    assert (said["due_on"], said["extended_to"]) == (named.isoformat(), later.isoformat())
    assert later in days
    assert TrailEntry.objects.of(condition).last().step == "extend"
    assert all(date_format(later) in held.letters_to(person)[0] for person in held.two)
