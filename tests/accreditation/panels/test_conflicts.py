"""Conflicts noted in the pool: what they mean for panels at work, and taking one back."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import panels, pool
from accreditation.models import Conflict, PanelMember
from office.models import TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_panels import (
    at_objecting,
    at_reviewing,
    cost_of,
    make_case,
)
from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db
WHY = "We are at law with each other."


@pytest.fixture
def case():
    return at_reviewing()


def note(case, reviewer, by, kind="personal", because=""):
    return pool.note_conflict(reviewer=reviewer, city=case.city, kind=kind, because=because, by=by)


def page_of(name, reviewer):
    return reverse(f"accreditation:{name}", args=[reviewer.code])


# --- what goes wrong ----------------------------------------------------------------------------


def test_a_conflict_the_member_declared_themselves_is_not_taken_back(case, secretariat):
    member = case.members[0]
    panels.declare(member=member, conflict="personal", by=member.user)

    with pytest.raises(Refused, match="declared this conflict themselves"):
        pool.take_back_conflict(conflict=Conflict.objects.get(), by=secretariat)


def test_a_conflict_after_which_a_seat_was_drawn_anew_is_not_taken_back(case, secretariat):
    member = case.members[0]
    conflict = note(case, member.reviewer, secretariat)
    panels.prepare_replacement(member=member, reason="A conflict.", by=secretariat)

    with pytest.raises(Refused, match="has been drawn anew"):
        pool.take_back_conflict(conflict=conflict, by=secretariat)


def test_a_conflict_that_kept_somebody_out_of_a_draw_is_not_taken_back(case, secretariat):
    conflict = note(case, case.members[0].reviewer, secretariat)
    draw = case.session.draws.get()
    text = json.loads(draw.frozen)
    text["cases"][0]["eligible"].remove(conflict.reviewer.code)
    case.session.draws.update(frozen=json.dumps(text))

    with pytest.raises(Refused, match="A draw for this city"):
        pool.take_back_conflict(conflict=conflict, by=secretariat)


def test_a_conflict_is_taken_back_once(case, secretariat):
    conflict = note(case, case.members[0].reviewer, secretariat)
    again = Conflict.objects.get()
    pool.take_back_conflict(conflict=conflict, by=secretariat)

    with pytest.raises(Refused, match="taken back already"):
        pool.take_back_conflict(conflict=again, by=secretariat)


NOT_SAID = [
    ({"conflict": "other"}, "Please say in a sentence what it is."),
    ({"conflict": "other", "because": "  "}, "Please say in a sentence what it is."),
    ({"conflict": "personal", "because": WHY}, "You have written another reason."),
    ({"conflict": "none", "because": WHY}, "You have written another reason."),
]


@pytest.mark.parametrize(("typed", "sentence"), NOT_SAID)
def test_another_reason_is_put_in_words_and_no_other(client, sign_in, typed, sentence):
    case = at_objecting()
    member = case.members[0]
    sign_in(client, member.user)

    page = client.post(reverse("accreditation:declare", args=[case.application.reference]), typed)

    member.refresh_from_db()
    assert sentence in page.text
    assert typed.get("because", "").strip() in page.text
    assert member.declared_on is None
    assert not Conflict.objects.exists()


def test_the_pool_asks_for_it_too(client, sign_in, secretariat, case):
    sign_in(client, secretariat)
    address = page_of("note_conflict", case.members[0].reviewer)

    page = client.post(address, {"city": case.city.pk, "kind": "other"})

    assert "Please say in a sentence what it is." in page.text
    assert not Conflict.objects.exists()


@pytest.mark.postgres
def test_the_database_keeps_words_of_another_reason_only(case, secretariat):
    with pytest.raises(IntegrityError), transaction.atomic():
        note(case, case.members[0].reviewer, secretariat, kind="twinned", because=WHY)


# --- what goes right ----------------------------------------------------------------------------


def test_whoever_notes_it_is_led_to_the_panel_on_which_the_person_sits(
    client, sign_in, case, secretariat
):
    reviewer = case.members[0].reviewer
    sign_in(client, secretariat)

    asked = client.get(page_of("note_conflict", reviewer)).text
    page = client.post(
        page_of("note_conflict", reviewer), {"city": case.city.pk, "kind": "joint"}, follow=True
    ).text

    assert f"<h1>A conflict of {reviewer.user.name}</h1>" in asked
    panel = client.get(reverse("accreditation:panel", args=[case.application.reference])).text
    assert f"sits on the panel of {case.application}" in page
    assert panel.count("cannot take part</") == 1
    assert reverse("accreditation:panel", args=[case.application.reference]) in page


def test_a_member_with_a_conflict_in_the_pool_reads_no_more_and_is_to_be_replaced(
    client, sign_in, case, secretariat
):
    member = case.members[0]
    address = reverse("accreditation:filing", args=[case.application.reference])
    sign_in(client, member.user)
    before = client.get(address)

    note(case, member.reviewer, secretariat)

    assert before.status_code == 200
    assert client.get(address).status_code == 403
    assert list(PanelMember.objects.seated().lost()) == [member]
    assert case.blockers("complete")


def test_a_mistake_is_taken_back_and_everything_is_as_before(client, sign_in, case, secretariat):
    member = case.members[0]
    conflict = note(case, member.reviewer, secretariat)
    sign_in(client, secretariat)
    offered = client.get(page_of("reviewer", member.reviewer)).text

    page = client.post(
        page_of("take_back_conflict", member.reviewer),
        {"conflict": conflict.pk, "note": "Another city was meant."},
        follow=True,
    ).text

    entry = TrailEntry.objects.of(member.reviewer).get(step="take_back_conflict")
    assert page_of("take_back_conflict", member.reviewer) in offered
    assert "The trail keeps that it was noted" in page
    assert "sits on the panel of" not in page
    assert entry.words.note == "Another city was meant."
    assert not PanelMember.objects.seated().lost().exists()


def test_a_conflict_with_a_city_that_was_never_drawn_for_is_taken_back(case, secretariat):
    reviewer, city = case.members[0].reviewer, CityFactory()
    conflict = pool.note_conflict(reviewer=reviewer, city=city, kind="joint", by=secretariat)

    pool.take_back_conflict(conflict=conflict, by=secretariat)

    assert not Conflict.objects.exists()


def test_the_page_of_a_reviewer_costs_the_same_however_many_conflicts(
    client, sign_in, case, secretariat, holder_of
):
    reviewer = case.members[0].reviewer
    sign_in(client, holder_of(PostKind.SECRETARIAT))
    note(case, reviewer, secretariat)
    with_one = cost_of(client, page_of("reviewer", reviewer))
    other = make_case(framework=case.framework, session=case.session, country="PT")
    panel = other.application.panels.create(draw=case.session.draws.first(), drawn_on="2027-01-01")
    panel.members.create(
        reviewer=reviewer, user=reviewer.user, seat=reviewer.seat, joined_on="2027-01-01"
    )
    type(other.application).objects.filter(pk=other.application.pk).update(state="reviewing")
    note(other, reviewer, secretariat)
    note(other, reviewer, secretariat, "joint")

    assert cost_of(client, page_of("reviewer", reviewer)) == with_one


def test_the_secretariat_reads_which_other_reason_a_member_declared(client, sign_in, case):
    member, secretary = case.members[0], case.secretariat[0]
    sign_in(client, member.user)

    client.post(
        reverse("accreditation:late_conflict", args=[case.application.reference]),
        {"conflict": "other", "because": WHY},
    )
    sign_in(client, secretary)
    pages = [
        client.get(page_of(name, member.reviewer)).text
        for name in ("reviewer", "take_back_conflict")
    ]

    assert all(WHY in page for page in pages)


def test_two_other_reasons_stand_beside_each_other(case, secretariat):
    member = case.members[0]
    note(case, member.reviewer, secretariat, kind="other", because="They were neighbours.")

    panels.declare(member=member, conflict="other", because=WHY, by=member.user)

    assert {conflict.reason for conflict in Conflict.objects.all()} == {
        WHY, "They were neighbours.",
    }  # fmt: skip


def test_a_reason_out_of_the_list_says_what_it_is(case, secretariat):
    conflict = note(case, case.members[0].reviewer, secretariat, kind="twinned")

    assert conflict.reason == "Twinned city"
