"""Labels, as the secretariat keeps them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.choices import LabelState
from accreditation.models import Label
from accreditation.workflow import LABEL
from office.days import today
from office.workflow import Refused
from tests.factories.accreditation_committee import holder, lead_of, make_label, make_session
from tests.factories.commitments import six

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(six())


@pytest.fixture
def label(session):
    return make_label(session)


@pytest.fixture
def two(db):
    return [holder(PostKind.SECRETARIAT, f"Secretariat {number}") for number in (1, 2)]


def url(label):
    return reverse("accreditation:label", args=[label.number])


def step_url(label, step="suspend"):
    return reverse("accreditation:label_step", args=[label.number, step])


@pytest.mark.parametrize("kind", [PostKind.COMMITTEE, PostKind.OBSERVER, PostKind.REVIEWER])
def test_others_find_no_page(client, label, sign_in, kind):
    sign_in(client, holder(kind))

    pages = [reverse("accreditation:labels"), url(label), step_url(label)]

    assert [client.get(page).status_code for page in pages] == [404] * 3


def test_the_lead_of_another_city_finds_no_page(client, session, label, sign_in):
    sign_in(client, lead_of(make_label(session).decision.application))

    assert [client.get(page).status_code for page in (url(label), step_url(label))] == [404] * 2


@pytest.mark.parametrize("state", [LabelState.VALID, LabelState.LAPSED])
def test_the_desk_of_its_city_leads_to_the_latest_label_whatever_became_of_it(
    client, session, label, sign_in, state
):
    later = make_label(session)
    Label.objects.filter(pk=label.pk).update(state=LabelState.REPLACED)
    Label.objects.filter(pk=later.pk).update(city=label.city, state=state)
    sign_in(client, lead_of(label.decision.application))

    page = client.get(reverse("accreditation:desk")).text

    assert f'href="{url(later)}"' in page
    assert f'href="{url(label)}"' not in page
    assert str(LabelState(state).label) in page


def test_of_a_label_that_has_ended_no_talk_is_awaited(client, label, sign_in):
    Label.objects.filter(pk=label.pk).update(state=LabelState.LAPSED)
    label.updates.create(
        number=1, opens_on=today(), due_on=today(), filed_on=today(), what_changed="Much.",
        went_wrong="Little.", filed_by=lead_of(label.decision.application),
    )  # fmt: skip
    sign_in(client, lead_of(label.decision.application))

    page = client.get(url(label)).text

    assert "Update of year 1" in page
    assert "Mid-term talk" not in page
    assert "Granted until" in page


def test_the_team_reads_its_label_and_takes_no_step_of_the_secretariat(client, label, sign_in):
    sign_in(client, lead_of(label.decision.application))

    page = client.get(url(label))

    assert "Give the label back" in page.text
    assert "Suspend the label" not in page.text
    assert client.post(step_url(label), {"note": "Because."}).status_code == 403
    assert client.get(reverse("accreditation:labels")).status_code == 404


def test_the_team_does_not_learn_what_a_first_person_asks_for(client, label, two, sign_in):
    LABEL.perform("suspend", label, by=two[0], note="CANARY-ASKED")
    sign_in(client, lead_of(label.decision.application))

    page = client.get(url(label))

    assert "CANARY-ASKED" not in page.text
    assert "has asked for a step" not in page.text
    assert "Secretariat 1" not in page.text


def test_the_auditor_reads_and_changes_nothing(client, label, sign_in):
    sign_in(client, holder(PostKind.AUDITOR))

    read = client.get(url(label))
    taken = client.post(step_url(label), {"note": "Because."})

    assert label.number in read.text
    assert "Suspend the label" not in read.text
    assert taken.status_code == 403


def test_a_number_nobody_has_is_not_found(client, two, sign_in):
    sign_in(client, two[0])

    assert client.get("/secretariat/labels/HRC-2222-2222/").status_code == 404


def test_suspending_needs_reasons(label, two):
    with pytest.raises(Refused, match="reasons"):
        LABEL.perform("suspend", label, by=two[0])


def test_one_person_suspends_nothing(client, label, two, sign_in):
    sign_in(client, two[0])

    client.post(step_url(label), {"note": "A grave event."})
    again = client.post(step_url(label), {"note": "A grave event."})

    label.refresh_from_db()
    assert label.state == LabelState.VALID
    assert again.status_code == 409
    assert "another person must confirm it" in again.text


def test_two_people_suspend_with_reasons_and_come_back_to_the_label(client, label, two, sign_in):
    sign_in(client, two[0])
    client.post(step_url(label), {"note": "A grave event."})
    sign_in(client, two[1])

    asked = client.get(url(label))
    done = client.post(step_url(label), {"note": "A grave event."}, follow=True)

    label.refresh_from_db()
    assert "Secretariat 1 has asked for a step" in asked.text
    assert done.redirect_chain == [(url(label), 302)]
    assert (label.state, label.reason) == (LabelState.SUSPENDED, "A grave event.")
    assert label.state_since == today()


def test_a_suspended_label_is_restored_by_two(label, two):
    for step in ("suspend", "restore"):
        for person in two:
            LABEL.perform(step, label, by=person, note=f"To {step}.")

    assert (label.state, label.reason) == (LabelState.VALID, "To restore.")


def test_a_label_whose_time_is_over_is_not_restored(label, two):
    for person in two:
        LABEL.perform("suspend", label, by=person, note="A grave event.")
    Label.objects.update(
        granted_on=today() - timedelta(days=9), valid_until=today() - timedelta(days=1)
    )

    with pytest.raises(Refused, match="time ended"):
        LABEL.perform("restore", label, by=two[0], note="All is well.")


def test_the_history_names_steps_people_and_reasons(client, label, two, sign_in):
    for person in two:
        LABEL.perform("suspend", label, by=person, note="A grave event.")
    sign_in(client, two[0])

    page = client.get(url(label))

    assert "Suspend the label" in page.text
    assert "Secretariat 2" in page.text
    assert "A grave event." in page.text


def test_the_list_is_filtered_by_state(client, session, label, two, sign_in):
    suspended = make_label(session, state=LabelState.SUSPENDED, reason="A grave event.")
    sign_in(client, two[0])
    address = reverse("accreditation:labels")

    everything = client.get(address)
    some = client.get(address, {"state": "suspended"})
    nothing = client.get(address, {"state": "expired"})
    nonsense = client.get(address, {"state": "\x00", "before": "-1"})

    assert all(one.number in everything.text for one in (label, suspended))
    assert suspended.number in some.text
    assert label.number not in some.text
    assert "No label in this state" in nothing.text
    assert label.number in nonsense.text


def test_the_list_says_why_it_is_empty(client, two, sign_in):
    sign_in(client, two[0])

    page = client.get(reverse("accreditation:labels"))

    assert "No label has been granted yet" in page.text


def test_the_list_costs_the_same_however_long(client, session, label, two, sign_in):
    sign_in(client, two[0])
    address = reverse("accreditation:labels")
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    make_label(session)
    make_label(session)
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(one) == len(three)


def test_its_team_alone_is_shown_the_parts_of_the_record_beside_label_and_application(
    client, sign_in, label, two
):
    application = label.decision.application
    pages = [url(label), reverse("accreditation:application", args=[application.reference])]

    of_team = [sign_in(client, lead_of(application)).get(page).text for page in pages]
    of_others = [sign_in(client, two[0]).get(page).text for page in pages]

    assert ['class="parts"' in text for text in of_team] == [True, True]
    assert ['class="parts"' in text for text in of_others] == [False, False]
