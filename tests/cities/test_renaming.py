"""Another name of an authority: what was confirmed stays until the new one is confirmed too."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from cities import actions
from cities.choices import Confirmation
from cities.models import City
from office.models import Letter, TrailEntry
from office.workflow import Refused
from tests.cities.test_confirming import ADDRESS, CODE
from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db
LAND = {"authority": "Land Wien", "kind": "region"}


@pytest.fixture
def city():
    return CityFactory(confirmed=True, authority="Municipality of Östhafen")


@pytest.fixture
def renamed(city, lead):
    return actions.change_profile(city=city, version=city.version, by=lead, **LAND)


def named(city):
    city.refresh_from_db()
    return city.authority, city.kind


def note_of(city, step):
    entries = TrailEntry.objects.filter(subject_key=str(city.pk), step=step)
    return entries.order_by("number").last().words.note


def test_what_was_confirmed_stays_and_a_letter_is_asked_for(city, renamed):
    assert named(city) == ("Municipality of Östhafen", "municipality")
    assert city.is_confirmed
    assert (city.new_authority, city.new_kind) == ("Land Wien", "region")
    assert city.confirmation_letters.asked().count() == 1
    assert note_of(city, "change_profile") == (
        "authority: Municipality of Östhafen → Land Wien; kind: municipality → region"
    )


def test_the_code_of_its_letter_puts_the_new_name_in_place(city, renamed, lead, secretariat):
    actions.make_letter(city=renamed, code=CODE, by=secretariat, **ADDRESS)

    actions.enter_code(city=city, code=CODE, by=lead)

    assert named(city) == ("Land Wien", "region")
    assert (city.new_authority, city.confirmed_how) == ("", Confirmation.LETTER)
    assert note_of(city, "confirm_authority").startswith(
        "authority: Municipality of Östhafen → Land Wien; https://"
    )


def test_a_code_for_one_name_confirms_no_other(city, renamed, lead, secretariat):
    actions.make_letter(city=renamed, code=CODE, by=secretariat, **ADDRESS)
    city.refresh_from_db()
    actions.change_profile(city=city, version=city.version, by=lead, authority="Republic of Wien")

    with pytest.raises(Refused, match="no code that counts now"):
        actions.enter_code(city=city, code=CODE, by=lead)

    assert named(city)[0] == "Municipality of Östhafen"
    assert city.confirmation_letters.asked().count() == 1


def test_of_an_authority_never_confirmed_a_code_for_an_earlier_name_counts_no_more(
    lead_of, secretariat
):
    city = CityFactory(authority="Municipality of Östhafen")
    lead = lead_of(city)
    actions.make_letter(city=city, code=CODE, by=secretariat, **ADDRESS)

    actions.change_profile(city=city, version=0, by=lead, **LAND)

    with pytest.raises(Refused, match="no code that counts now"):
        actions.enter_code(city=city, code=CODE, by=lead)
    assert named(city) == ("Land Wien", "region")
    assert (city.new_authority, city.is_confirmed) == ("", False)
    assert city.confirmation_letters.asked().count() == 1


def test_a_letter_made_while_the_name_changes_is_not_kept(city, renamed, lead, secretariat):
    printed_for = City.objects.get(pk=city.pk)
    actions.change_profile(city=city, version=renamed.version, by=lead, authority="Republic")

    with pytest.raises(Refused, match="changed the official name meanwhile"):
        actions.make_letter(city=printed_for, code=CODE, by=secretariat, **ADDRESS)

    assert not city.confirmation_letters.made().exists()


def test_the_name_that_is_confirmed_typed_again_takes_the_new_one_back(city, renamed, lead):
    actions.change_profile(
        city=city, version=renamed.version, by=lead, authority=city.authority, kind=city.kind
    )

    city.refresh_from_db()
    assert not city.is_renamed
    assert not city.confirmation_letters.open().exists()
    with pytest.raises(Refused, match="confirmed already"):
        actions.ask_for_letter(city=city, by=lead)


def test_an_invitation_accepted_meanwhile_leaves_the_letter_standing(city, renamed, someone):
    city.memberships.all().delete()
    sent = actions.invite_authority(email=someone.email, by=someone, city=city)
    token = Letter.objects.latest("pk").link.rstrip("/").rsplit("/", 1)[-1]

    actions.accept(token=token, user=someone)

    city.refresh_from_db()
    assert sent.confirms_authority
    assert city.is_renamed
    assert city.confirmation_letters.asked().count() == 1


def test_the_database_keeps_no_half_of_a_new_name(city):
    for half in ({"new_authority": "Land Wien"}, {"new_kind": "region"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            City.objects.filter(pk=city.pk).update(**half)
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.filter(pk=CityFactory().pk).update(new_authority="L", new_kind="region")


def test_the_lead_is_told_before_and_after_saving_and_the_secretariat_reads_both_names(
    client, city, lead, secretariat, sign_in
):
    def at(name):
        return reverse(f"cities:{name}", args=[city.slug])

    theirs = sign_in(type(client)(), lead)
    ours = sign_in(client, secretariat)
    before = theirs.get(at("profile")).text
    typed = {**LAND, "population": city.population, "languages": ["de"], "version": 0}

    after = theirs.post(at("profile"), typed, follow=True)
    form, team, desk = theirs.get(at("profile")), theirs.get(at("team")), ours.get("/desk/")
    letter = ours.get(at("confirmation_letter"))
    paper = ours.post(at("confirmation_letter"), ADDRESS)

    assert "Another name, or another kind, counts once it has been confirmed too" in before
    assert after.redirect_chain[-1][0] == at("confirmation")
    assert "“Land Wien” (Region or federated entity) has to be confirmed." in after.text
    assert "Another name waits for confirmation" in after.text
    assert 'value="Land Wien"' in form.text
    assert "“Land Wien” (Region or federated entity) is not yet" in team.text
    assert at("confirmation_letter") in desk.text
    assert "“Municipality of Östhafen” (Municipality or commune)" in letter.text
    assert "“Land Wien” (Region or federated entity)" in letter.text
    words = " ".join(PdfReader(BytesIO(paper.content)).pages[0].extract_text().split())
    assert "is known as “Municipality of Östhafen” (Municipality or commune)" in words
    assert "it is now “Land Wien” (Region or federated entity)" in words
