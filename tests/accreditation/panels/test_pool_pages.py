"""The pool: kept by the secretariat, entrusted by two people."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions import pool as actions
from accreditation.models import Conflict, Reviewer
from office import days
from office.models import Installation, Letter, Proposal, TrailEntry
from office.workflow import Refused
from tests.factories.accreditation_panels import cost_of
from tests.factories.cities import CityFactory
from tests.factories.people import one_time_code
from tests.factories.world import make_reviewer

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Ada Nord",
    "email": "ada@example.org",
    "seat": "expert",
    "country": "SE",
    "languages": ["en", "sv"],
}


def add(by, **facts):
    plain = {**NEW, "city": None}
    return actions.add_reviewer(**{**plain, **facts}, by=by)


def confirm_url(reviewer):
    return reverse("accreditation:confirm_reviewer", args=[reviewer.code])


def code():
    return {"again-code": one_time_code()}


# --- what goes wrong --------------------------------------------------------------------------


def test_strangers_find_no_pool_and_the_committee_may_not_keep_it(
    client, sign_in, someone, holder_of
):
    sign_in(client, someone)
    unseen = client.get(reverse("accreditation:pool"))
    sign_in(client, holder_of(PostKind.COMMITTEE))
    refused = client.get(reverse("accreditation:pool"))

    assert unseen.status_code == 404
    assert refused.status_code == 403


def test_a_peer_without_a_city_is_refused_with_a_sentence(client, sign_in, secretariat):
    sign_in(client, secretariat)

    page = client.post(reverse("accreditation:add_reviewer"), {**NEW, "seat": "peer"})

    assert "please say which" in page.text
    assert not Reviewer.objects.exists()


def test_nobody_is_in_the_pool_twice(secretariat):
    add(secretariat)

    with pytest.raises(Refused, match="in the pool already"):
        add(secretariat, email="ADA@example.org")


def test_who_added_somebody_cannot_also_confirm(client, sign_in, secretariat):
    reviewer = add(secretariat)
    sign_in(client, secretariat)

    page = client.post(confirm_url(reviewer), code())

    assert page.status_code == 409
    assert "another person must confirm it" in page.text
    assert not reviewer.user.posts.exists()


@pytest.mark.parametrize("typed", ["", "000000"])
def test_nobody_is_confirmed_without_the_second_factor_again(
    client, sign_in, secretariat, holder_of, typed
):
    reviewer = add(holder_of(PostKind.SECRETARIAT))
    sign_in(client, secretariat)

    client.post(confirm_url(reviewer), {"again-code": typed})

    assert not reviewer.user.posts.exists()
    assert actions.waiting_for(reviewer)


def test_an_auditor_does_not_become_a_reviewer(client, sign_in, secretariat, holder_of):
    auditor = holder_of(PostKind.AUDITOR)
    reviewer = add(holder_of(PostKind.SECRETARIAT), email=auditor.email)
    sign_in(client, secretariat)

    page = client.post(confirm_url(reviewer), code())

    assert page.status_code == 409
    assert "does not go together with “Auditor”" in page.text
    assert actions.waiting_for(reviewer)


def test_nobody_confirms_themselves(client, sign_in, secretariat, holder_of):
    reviewer = add(holder_of(PostKind.SECRETARIAT), email=secretariat.email)
    sign_in(client, secretariat)

    page = client.post(confirm_url(reviewer), code())

    assert "Nobody grants a post to themselves" in page.text
    assert actions.waiting_for(reviewer)


def test_what_was_confirmed_is_not_taken_back(client, sign_in, secretariat, holder_of):
    reviewer = add(secretariat)
    actions.confirm_reviewer(reviewer=reviewer, by=holder_of(PostKind.SECRETARIAT))
    sign_in(client, secretariat)
    address = reverse("accreditation:take_back_reviewer", args=[reviewer.code])

    page = client.post(address, {"note": ""})

    assert page.status_code == 409
    assert "Nothing to take back" in client.get(address).text
    assert Reviewer.objects.get() == reviewer


def test_what_was_asked_by_somebody_who_left_takes_two_people_anew(
    client, sign_in, secretariat, holder_of
):
    reviewer = add(holder_of(PostKind.SECRETARIAT))
    actions.waiting_for(reviewer).by.posts.update(until=timezone.localdate())
    sign_in(client, secretariat)

    page = client.post(confirm_url(reviewer), code(), follow=True)

    assert "Whoever asked for this has left the secretariat" in page.text
    assert not reviewer.user.posts.exists()
    assert actions.waiting_for(reviewer).by == secretariat


def test_a_conflict_is_noted_once(secretariat):
    reviewer, city = add(secretariat), CityFactory()
    actions.note_conflict(reviewer=reviewer, city=city, kind="twinned", by=secretariat)

    with pytest.raises(Refused, match="noted already"):
        actions.note_conflict(reviewer=reviewer, city=city, kind="twinned", by=secretariat)


# --- what goes right ----------------------------------------------------------------------------


def test_when_somebody_was_asked_for_is_told_on_the_day_of_the_demonstration(
    client, sign_in, secretariat, holder_of
):
    Installation.objects.create(pk=1, is_demonstration=True, offset_days=400)
    days.forget()
    reviewer = add(secretariat)

    page = sign_in(client, holder_of(PostKind.SECRETARIAT)).get(confirm_url(reviewer)).text

    assert f"{secretariat}, {date_format(days.today(), 'j F Y')}" in page
    assert date_format(timezone.localdate(), "j F Y") not in page


def test_languages_stand_in_words_and_one_of_which_we_have_no_name_by_its_code(
    client, sign_in, secretariat
):
    reviewer = add(secretariat, languages=["en", "sv", "tlh"])
    sign_in(client, secretariat)

    pages = [
        client.get(each).text for each in (reverse("accreditation:pool"), confirm_url(reviewer))
    ]

    assert all("English, Swedish, tlh</" in page for page in pages)


def test_two_people_put_somebody_into_the_pool(client, sign_in, secretariat, holder_of):
    sign_in(client, secretariat)
    client.post(reverse("accreditation:add_reviewer"), NEW)
    reviewer = Reviewer.objects.get()
    before = client.get(reverse("accreditation:pool")).text

    sign_in(client, holder_of(PostKind.SECRETARIAT))
    client.post(confirm_url(reviewer), code())

    post = reviewer.user.posts.get()
    assert "waits for another person" in before
    assert (post.kind, post.granted_by) == (PostKind.REVIEWER, secretariat)
    assert Letter.objects.filter(to=reviewer.user).exists()


def test_what_was_asked_for_is_taken_back_and_the_person_can_be_added_anew(
    client, sign_in, secretariat
):
    reviewer, city = add(secretariat), CityFactory()
    actions.note_conflict(reviewer=reviewer, city=city, kind="twinned", by=secretariat)
    sign_in(client, secretariat)
    address = reverse("accreditation:take_back_reviewer", args=[reviewer.code])
    listed = client.get(reverse("accreditation:pool")).text

    client.post(address, {"note": "The wrong person."})

    assert address in listed
    assert not Reviewer.objects.exists()
    assert not Proposal.objects.open().exists()
    assert TrailEntry.objects.filter(step="grant_reviewer:taken_back").exists()
    assert add(secretariat).user == reviewer.user


def test_a_peer_is_of_the_country_of_their_authority(secretariat):
    city = CityFactory(country="PT")

    reviewer = add(secretariat, seat="peer", city=city, country="SE", pseudonym="Hidden")

    assert str(reviewer.country) == "PT"
    assert reviewer.pseudonym == ""


def test_somebody_known_already_keeps_their_account(secretariat):
    known = User.objects.create_user("ada@example.org", name="Ada")

    assert add(secretariat).user == known


def test_a_reviewer_is_changed_and_a_conflict_noted(client, sign_in, secretariat):
    reviewer, city = add(secretariat), CityFactory(takes_part=True)
    sign_in(client, secretariat)

    client.post(
        reverse("accreditation:reviewer", args=[reviewer.code]),
        {"country": "FI", "languages": ["en"], "employer": "A university"},
    )
    client.post(
        reverse("accreditation:note_conflict", args=[reviewer.code]),
        {"city": city.pk, "kind": "joint"},
    )
    page = client.get(reverse("accreditation:reviewer", args=[reviewer.code])).text

    reviewer.refresh_from_db()
    assert (str(reviewer.country), reviewer.available) == ("FI", False)
    assert Conflict.objects.get().reviewer == reviewer
    assert "Joint application" in page


def test_the_list_costs_the_same_however_long(client, sign_in, secretariat):
    address = reverse("accreditation:pool")
    sign_in(client, secretariat)
    add(secretariat)

    with_one = cost_of(client, address)
    for number in range(2):
        make_reviewer("peer", "SE", CityFactory(confirmed=True))
        add(secretariat, email=f"{number}@example.org")

    assert cost_of(client, address) == with_one


def test_each_cell_says_what_it_is_where_there_is_no_room_for_columns(client, sign_in, secretariat):
    add(secretariat)

    page = sign_in(client, secretariat).get(reverse("accreditation:pool")).text

    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert re.findall(r'<td data-label="([^"]+)"', page) == heads[1:]
