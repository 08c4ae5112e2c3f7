"""The pages of an application that the city and the secretariat work with."""

import pytest
from django.urls import reverse

from accreditation.choices import ApplicationState as S
from accreditation.demonstration import walk
from accreditation.models import Application, SignOff
from accreditation.workflow import APPLICATION
from cities.choices import Role
from office.models import TrailEntry
from tests.factories.progress import evidence_of
from tests.factories.world import make_city, make_world

pytestmark = pytest.mark.django_db
LIST = 4  # session with its person, posts, applications, the day of the demonstration


@pytest.fixture
def world():
    return make_world()


def page(name, application, *more):
    return reverse(f"accreditation:{name}", args=[application.reference, *more])


def test_a_stranger_does_not_learn_that_an_application_exists(world, client, sign_in, someone):
    application = world.open()
    sign_in(client, someone)

    for name in ("application", "prepare", "admission", "reply", "filing"):
        assert client.get(page(name, application)).status_code == 404
    assert client.get(page("step", application, "submit")).status_code == 404


def test_an_editor_sees_the_step_and_is_told_that_it_is_not_theirs(
    world, client, sign_in, member_of
):
    application = world.open()
    sign_in(client, member_of(application.city, Role.EDITOR))

    answer = client.post(page("step", application, "submit"), {"note": ""})

    assert answer.status_code == 403
    assert "is not yours to take here" in answer.text
    application.refresh_from_db()
    assert application.state == S.DRAFT


def test_a_step_says_in_sentences_what_is_missing_and_moves_nothing(world, client, sign_in):
    application = world.open()
    entries = TrailEntry.objects.count()
    sign_in(client, world.lead_of(application.city))

    answer = client.post(page("step", application, "submit"), {"note": ""})

    assert answer.status_code == 409
    assert "The decision of the elected council is not recorded yet." in answer.text
    assert "No session has been chosen yet." in answer.text
    application.refresh_from_db()
    assert application.state == S.DRAFT
    assert TrailEntry.objects.count() == entries


def test_an_unknown_step_is_not_found(world, client, sign_in):
    application = world.open()
    sign_in(client, world.lead_of(application.city))

    assert client.get(page("step", application, "invent")).status_code == 404


def test_a_city_opens_one_application_and_is_told_why_not_a_second(world, client, sign_in):
    city = make_city()
    sign_in(client, world.lead_of(city))
    url = reverse("accreditation:open", args=[city.slug])

    first, second = client.post(url), client.post(url)

    assert first.status_code == 302
    assert second.status_code == 409
    assert "This city already has an open application." in second.text
    assert Application.objects.filter(city=city).count() == 1


def test_what_was_typed_stays_when_the_form_is_not_complete(world, client, sign_in):
    application = world.open()
    evidence_of(application.city)
    sign_in(client, world.lead_of(application.city))

    answer = client.post(page("prepare", application), {"body": "Council of the lake"})

    assert answer.status_code == 200
    assert "Council of the lake" in answer.text
    assert not SignOff.objects.exists()


def test_a_lead_prepares_submits_and_gets_a_receipt_with_the_hash(world, client, sign_in):
    application = world.open()
    document = evidence_of(application.city)
    sign_in(client, world.lead_of(application.city))

    client.post(
        page("prepare", application),
        {
            "version": 0,
            "purpose": "level",
            "session": world.session.pk,
            "wished_language": "en",
            "body": "Council",
            "decided_on": "2026-01-10",
            "document": document.pk,
        },
    )
    answer = client.post(page("step", application, "submit"), {"note": "At last."}, follow=True)

    application.refresh_from_db()
    assert application.state == S.SUBMITTED
    assert application.filing.content_hash in answer.text


def test_the_secretariat_returns_once_with_reasons_the_lead_reads(world, client, sign_in):
    application = world.at(S.SUBMITTED)
    sign_in(client, world.secretariat[0])

    without = client.post(page("step", application, "return"), {"note": " "})
    client.post(page("step", application, "return"), {"note": "Page 3 cannot be read."})

    assert "This field is required." in without.text
    application.refresh_from_db()
    assert application.state == S.RETURNED
    letter = world.lead_of(application.city).letters.first()
    assert "Page 3 cannot be read." in letter.body


def test_a_returned_application_lapses_when_its_time_is_over(world):
    application = world.at(S.SUBMITTED)
    APPLICATION.perform("return", application, by=world.secretariat[0], note="Unreadable.")

    walk.wait_for(application, S.WITHDRAWN, most=40)

    assert application.state == S.WITHDRAWN


def test_two_who_take_the_same_step_find_one_winner(world, client, sign_in):
    application = world.at(S.SUBMITTED)
    sign_in(client, world.secretariat[0])
    agreed = {"language": "en", "version": application.version}
    client.post(page("admission", application), agreed)

    first = client.post(page("step", application, "admit"), {"note": ""})
    second = client.post(page("step", application, "admit"), {"note": ""})

    assert first.status_code == 302
    assert second.status_code == 409
    assert "is not possible from" in second.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    world, client, sign_in, count, django_assert_num_queries
):
    applications = [world.open() for _number in range(count)]
    sign_in(client, world.secretariat[0])

    client.get(reverse("accreditation:applications"))  # notes when the person was last seen

    with django_assert_num_queries(LIST):
        answer = client.get(reverse("accreditation:applications"))

    assert all(application.reference in answer.text for application in applications)


def test_the_list_goes_on_where_the_page_ends(world, client, sign_in, monkeypatch):
    monkeypatch.setattr("accreditation.views.applications.PER_PAGE", 2)
    first, *_rest = [world.open() for _number in range(3)]
    sign_in(client, world.secretariat[0])

    newest = client.get(reverse("accreditation:applications"))
    oldest = client.get(reverse("accreditation:applications") + newest.context["older_url"])

    assert first.reference not in newest.text
    assert first.reference in oldest.text


def test_only_those_who_see_every_state_at_once_can_ask_for_one(world, client, sign_in):
    """A city is told a recommendation once released: a list of one state would tell before."""
    application = world.open()
    page = reverse("accreditation:applications")

    sign_in(client, world.lead_of(application.city))
    as_lead = client.get(page, {"state": "recommended"})
    sign_in(client, world.secretariat[0])
    as_office = client.get(page, {"state": "recommended"})

    assert application.reference in as_lead.text
    assert "<select" not in as_lead.text
    assert application.reference not in as_office.text
    assert "No application in this state" in as_office.text


def test_a_list_of_one_state_goes_on_in_that_state(world, client, sign_in, monkeypatch):
    monkeypatch.setattr("accreditation.views.applications.PER_PAGE", 2)
    for _number in range(3):
        world.open()
    sign_in(client, world.secretariat[0])

    newest = client.get(reverse("accreditation:applications"), {"state": "draft"})

    assert newest.context["older_url"].endswith("&state=draft")
    assert len(newest.context["applications"]) == 2


@pytest.mark.parametrize("text", ["\x00", "HRC'--", "漢字"])
def test_a_strange_place_in_the_list_is_no_error(world, client, sign_in, text):
    sign_in(client, world.secretariat[0])

    assert client.get(reverse("accreditation:applications"), {"before": text}).status_code == 200


@pytest.mark.parametrize(
    ("state", "heading"), [(S.DRAFT, "What was prepared"), (S.SUBMITTED, "What was filed")]
)
def test_what_was_withdrawn_is_not_said_to_be_submitted(world, client, sign_in, state, heading):
    application = world.open() if state == S.DRAFT else world.at(state)
    lead = world.lead_of(application.city)
    APPLICATION.perform("withdraw", application, by=lead)
    sign_in(client, lead)

    text = client.get(page("prepare", application)).text

    assert "This application has been withdrawn." in text
    assert "has been submitted" not in text
    assert heading in text
