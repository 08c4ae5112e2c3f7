"""The panel's page: declare, object, settle, replace; each only by those who may."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels as actions
from accreditation.choices import PanelObjectionState
from accreditation.models import Conflict, Objection, PanelMember, Replacement
from cities.choices import Role
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_panels import at_objecting, at_reviewing, cost_of, make_case

pytestmark = pytest.mark.django_db


def url(case, name="panel", *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])


# --- what goes wrong --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["panel", "declare", "late_conflict", "object", "replacement", "drop_replacement"]
)
def test_a_stranger_finds_nothing(client, sign_in, someone, name):
    case = at_objecting()
    sign_in(client, someone)

    assert client.post(url(case, name)).status_code in (404, 405)
    assert client.get(url(case)).status_code == 404


def test_a_reviewer_of_another_panel_finds_nothing(client, sign_in, holder_of):
    case = at_objecting()
    sign_in(client, holder_of(PostKind.REVIEWER))

    assert client.get(url(case)).status_code == 404


@pytest.mark.parametrize("name", ["objection", "replacement", "drop_replacement"])
def test_the_city_cannot_do_what_the_secretariat_does(client, sign_in, name):
    case = at_objecting()
    objection = Objection.objects.create(
        member=case.members[0], grounds="g", lodged_on="2027-01-01", by=case.lead
    )
    sign_in(client, case.lead)

    more = [objection.pk] if name == "objection" else []
    response = client.post(url(case, name, *more), {"upheld": "no", "reasons": "Mine."})

    assert response.status_code == 403
    objection.refresh_from_db()
    assert objection.state == PanelObjectionState.OPEN


def test_an_editor_does_not_object(client, sign_in, member_of):
    case = at_objecting()
    sign_in(client, member_of(case.city, Role.EDITOR))

    response = client.post(url(case, "object"), {"member": case.members[0].pk, "grounds": "No."})

    assert response.status_code == 403
    assert not Objection.objects.exists()


def test_objecting_after_the_window_is_refused_with_a_sentence(client, sign_in):
    case = at_objecting()
    case.end_the_window()
    sign_in(client, case.lead)

    page = client.post(url(case, "object"), {"member": case.members[0].pk, "grounds": "Kin."})

    assert page.status_code == 409
    assert "The time for objections is over." in page.text
    assert "Kin." in page.text
    assert not Objection.objects.exists()


def test_nobody_declares_for_another(client, sign_in):
    case = at_objecting()
    first, second = case.members[:2]

    with pytest.raises(Refused, match="Each member declares for themselves"):
        actions.declare(member=first, conflict="", by=second.user)


def test_declaring_twice_is_refused():
    case = at_objecting().declare()

    with pytest.raises(Refused, match="You have declared already"):
        actions.declare(member=case.members[0], conflict="", by=case.members[0].user)


def test_a_second_objection_to_the_same_member_waits_for_the_first():
    case = at_objecting()
    member = case.members[0]
    actions.object_to(member=member, grounds="Kin.", by=case.lead)

    with pytest.raises(Refused, match="open already"):
        actions.object_to(member=member, grounds="Again.", by=case.lead)


def test_a_replacement_is_refused_before_the_panel_reviews(client, sign_in):
    case = at_objecting()
    sign_in(client, case.secretariat[0])

    page = client.post(url(case, "replacement"), {"member": case.members[0].pk, "reason": "Ill"})

    assert page.status_code == 409
    assert "The panel can still be drawn again" in page.text


def test_a_seat_nobody_can_take_is_said_before_anything_is_prepared():
    case = at_reviewing()
    expert = next(member for member in case.members if member.is_chair)
    type(expert.reviewer).objects.filter(seat="expert").update(available=False)

    with pytest.raises(Refused, match="Nobody in the pool can take this one seat"):
        actions.prepare_replacement(member=expert, reason="Ill", by=case.secretariat[0])

    assert not Replacement.objects.exists()


# --- what goes right ----------------------------------------------------------------------------


def test_before_the_draw_the_page_says_why_it_is_empty(client, sign_in):
    case = make_case()
    sign_in(client, case.lead)

    assert "No panel sits now" in client.get(url(case)).text


def test_the_city_sees_names_seats_and_countries(client, sign_in):
    case = at_objecting()
    community = next(member for member in case.members if member.seat == "community")
    community.reviewer.pseudonym = "Wren"
    community.reviewer.save()
    sign_in(client, case.lead)

    page = client.get(url(case)).text

    for member in case.members:
        assert member.reviewer.public_name in page
        assert member.reviewer.country.name in page
    assert community.user.name not in page
    assert "Object to a member" in page


def test_a_member_declares_before_content_opens(client, sign_in):
    case = at_objecting()
    member = case.members[0]
    sign_in(client, member.user)

    filing = client.get(url(case, "filing"))
    page = client.get(url(case)).text
    client.post(url(case, "declare"), {"conflict": "none"})
    member.refresh_from_db()

    assert filing.status_code == 403
    assert "Before you read anything" in page
    assert member.declared_on is not None
    assert client.get(url(case, "filing")).status_code == 200


def test_a_conflict_closes_the_file_to_the_member_at_once(client, sign_in):
    case = at_objecting()
    member = case.members[0]
    sign_in(client, member.user)

    response = client.post(url(case, "declare"), {"conflict": "personal"})

    assert response.url == reverse("accreditation:desk")
    assert client.get(url(case)).status_code == 404
    assert Conflict.objects.get().city == case.city


def test_a_conflict_can_come_to_light_later(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    sign_in(client, member.user)

    client.post(url(case, "late_conflict"), {"conflict": "other", "because": "We are at law."})

    assert PanelMember.objects.get(pk=member.pk).conflict == "other"
    assert client.get(url(case)).status_code == 404


def test_the_reason_of_a_conflict_stands_in_no_trail():
    case = at_objecting()
    actions.declare(member=case.members[0], conflict="personal", by=case.members[0].user)

    entry = TrailEntry.objects.of(case.application).get(step="declare_conflict")

    assert entry.words.note == ""
    assert "personal" not in entry.payload


def test_an_objection_is_settled_and_the_city_reads_why(client, sign_in):
    case = at_objecting()
    member = case.members[0]
    sign_in(client, case.lead)
    client.post(url(case, "object"), {"member": member.pk, "grounds": "A cousin of the mayor."})
    objection = Objection.objects.get()

    sign_in(client, case.secretariat[0])
    asked = client.get(url(case, "objection", objection.pk)).text
    client.post(url(case, "objection", objection.pk), {"upheld": "yes", "reasons": "It is true."})
    sign_in(client, case.lead)
    page = client.get(url(case)).text

    assert "A cousin of the mayor." in asked
    assert re.search(r"To be settled until \d+ [A-Z][a-z]+ \d{4}:", asked)
    assert "upheld" in page
    assert "It is true." in page


def test_members_do_not_read_objections_to_each_other(client, sign_in):
    case = at_objecting().declare()
    actions.object_to(member=case.members[0], grounds="CANARY-grounds", by=case.lead)
    sign_in(client, case.members[1].user)

    assert "CANARY-grounds" not in client.get(url(case)).text


def test_the_secretariat_prepares_drops_and_carries_out_a_replacement(client, sign_in):
    case = at_reviewing()
    member = case.members[0]
    sign_in(client, case.secretariat[0])

    client.post(url(case, "replacement"), {"member": member.pk, "reason": "Ill"})
    prepared = client.get(url(case)).text
    coming = Replacement.objects.get().coming
    client.post(url(case, "drop_replacement"))
    dropped = Replacement.objects.exists()
    client.post(url(case, "replacement"), {"member": member.pk, "reason": "Ill"})
    client.post(url(case, "step", "replace_member"), {"note": ""})

    assert coming.public_name in prepared
    assert not dropped
    assert coming.pk in {one.reviewer_id for one in case.members}


def test_who_has_filed_is_for_the_secretariat_alone_and_without_times(client, sign_in, member_of):
    case = at_reviewing()
    first = case.members[0]
    case.assess(first)
    first.review.state, first.review.filed_on = "filed", "9731-12-24"
    first.review.save()

    pages = {}
    for name, person in {
        "secretariat": case.secretariat[0],
        "lead": case.lead,
        "member": case.members[1].user,
    }.items():
        sign_in(client, person)
        pages[name] = client.get(url(case)).text

    assert "not filed" in pages["secretariat"]
    assert "9731" not in pages["secretariat"]
    assert "filed</span>" not in pages["lead"]
    assert "filed</span>" not in pages["member"]


def test_the_page_costs_the_same_however_many_objections(client, sign_in):
    case = at_objecting()
    first, *others = case.members
    sign_in(client, case.secretariat[0])
    actions.object_to(member=first, grounds="Kin.", by=case.lead)

    with_one = cost_of(client, url(case))
    for member in others[:2]:
        actions.object_to(member=member, grounds="Kin.", by=case.lead)

    assert cost_of(client, url(case)) <= with_one
    assert client.get(url(case)).text.count("Kin.") == 3


def test_a_member_does_not_read_on_the_application_that_the_city_objects(client, sign_in):
    case = at_objecting()
    actions.object_to(member=case.members[1], grounds="A former employee.", by=case.lead)
    case.end_the_window()
    call_command("ring_clocks")
    page = reverse("accreditation:application", args=[case.application.reference])

    sign_in(client, case.lead)
    mine = client.get(page).text
    sign_in(client, case.members[0].user)
    theirs = client.get(page).text

    assert "has not been settled yet" in mine
    assert "has not been settled yet" not in theirs
    assert "confirmed once every member has declared" in theirs
