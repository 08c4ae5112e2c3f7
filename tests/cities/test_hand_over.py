"""The lead goes to another person: a document, two people, letters to all it concerns."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.choices import PostKind
from cities import actions, documents
from cities.choices import Role
from cities.models import HandOver
from office.days import today
from office.models import Letter, TrailEntry
from office.workflow import Refused
from tests.at_once import at_once
from tests.factories.cities import MembershipFactory
from tests.factories.people import UserFactory
from tests.factories.progress import A_PDF
from tests.progress.files.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def letter(name="letter.pdf", content=A_PDF):
    return SimpleUploadedFile(name, content)


def ask(city, to, by, **facts):
    upload = facts.pop("document", None) or letter()
    document = documents.choose(city=city, by=by, upload=upload)
    facts = {"reason": "Elections.", **facts}
    return actions.ask_to_hand_over(city=city, to=to, document=document, by=by, **facts)


def lead_now(city):
    return city.memberships.current().get(role=Role.LEAD).user


def test_asking_alone_hands_nothing_over(city, lead, new, secretariat):
    ask(city, new, secretariat)

    assert lead_now(city) == lead
    assert TrailEntry.objects.get().step == "hand_over_lead:proposed"


def test_who_leads_is_told_as_soon_as_it_is_asked(city, lead, new, secretariat):
    ask(city, new, secretariat)

    written = Letter.objects.get()
    assert (written.to, "Nothing has changed yet" in written.body) == (lead, True)


def test_who_asked_does_not_confirm(city, lead, new, secretariat):
    hand_over = ask(city, new, secretariat)

    with pytest.raises(PermissionDenied, match="takes two people"):
        actions.hand_over_lead(hand_over=hand_over, by=secretariat)

    assert lead_now(city) == lead


def test_nobody_hands_the_lead_to_themselves(city, lead, secretariat, other):
    with pytest.raises(PermissionDenied, match="to themselves"):
        ask(city, secretariat, secretariat)

    hand_over = ask(city, other, secretariat)
    with pytest.raises(PermissionDenied, match="to themselves"):
        actions.hand_over_lead(hand_over=hand_over, by=other)


def test_only_the_secretariat_asks_and_confirms(city, lead, new, secretariat, holder_of):
    hand_over = ask(city, new, secretariat)

    for person in (lead, new, holder_of(PostKind.AUDITOR)):
        with pytest.raises(PermissionDenied, match="Only the secretariat"):
            actions.hand_over_lead(hand_over=hand_over, by=person)
        with pytest.raises(PermissionDenied, match="Only the secretariat"):
            ask(city, new, person)


def test_a_first_person_who_has_left_counts_no_more(city, lead, new, secretariat, other):
    hand_over = ask(city, new, secretariat)
    secretariat.posts.update(until=timezone.localdate())
    hand_over = HandOver.objects.get(pk=hand_over.pk)

    with pytest.raises(PermissionDenied):
        actions.hand_over_lead(hand_over=hand_over, by=other)


def test_there_must_be_a_reason_another_person_and_nothing_waiting(city, lead, new, secretariat):
    with pytest.raises(Refused, match="reason"):
        ask(city, new, secretariat, reason=" ")
    with pytest.raises(Refused, match="is the lead already"):
        ask(city, lead, secretariat)

    ask(city, new, secretariat)
    with pytest.raises(Refused, match="waits for a second person already"):
        ask(city, new, secretariat)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (letter(content=b""), "empty"),
        (letter("letter.docx"), "Files of this kind"),
        (letter("letter.svg", b"<svg/>"), "Files of this kind"),
        (letter("letter.png"), "not what its name says"),
        (letter(content=b"<html>"), "not what its name says"),
        (letter(content=HOSTILE["script.pdf"][0]()), "scripts or starts other programs"),
        (letter(content=HOSTILE["attached.pdf"][0]()), "Other files are packed"),
        (letter("scan.png", HOSTILE["page behind.png"][0]()), "Something hangs"),
        (letter("scan.jpg", HOSTILE["truncated.jpg"][0]()), "damaged"),
        (letter(content=A_PDF + b" " * 10 * 1024 * 1024), "10 MB"),
    ],
)
def test_what_is_no_document_is_refused(city, lead, new, secretariat, document, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(city, new, secretariat, document=document)

    assert not HandOver.objects.exists()


def test_without_a_verdict_no_document_is_kept(city, lead, new, secretariat, settings):
    settings.CLAMD = "127.0.0.1:1"

    with pytest.raises(Refused, match="could not be checked now"):
        ask(city, new, secretariat)

    assert not HandOver.objects.exists()


def test_a_document_whose_reader_cannot_start_is_not_kept(
    city, lead, new, secretariat, settings, tmp_path
):
    settings.BASE_DIR = tmp_path

    with pytest.raises(Refused, match="could not be checked now"):
        ask(city, new, secretariat)


def test_a_lead_who_has_changed_meanwhile_is_not_replaced_unseen(
    city, lead, new, secretariat, other
):
    hand_over = ask(city, new, secretariat)
    city.memberships.filter(user=lead).update(until=timezone.localdate())
    MembershipFactory(city=city, role=Role.LEAD)

    with pytest.raises(Refused, match="Somebody else has come to lead"):
        actions.hand_over_lead(hand_over=hand_over, by=other)


def test_nobody_whose_account_is_closed_comes_to_lead(city, lead, new, secretariat, other):
    hand_over = ask(city, new, secretariat)
    new.is_active = False
    new.save()
    hand_over = HandOver.objects.get(pk=hand_over.pk)

    with pytest.raises(Refused, match="closed"):
        actions.hand_over_lead(hand_over=hand_over, by=other)


def test_what_was_given_up_is_over_and_the_lead_is_told(city, lead, new, secretariat, other):
    hand_over = ask(city, new, secretariat)
    actions.drop_hand_over(hand_over=hand_over, by=other)

    with pytest.raises(Refused, match="over already"):
        actions.hand_over_lead(hand_over=hand_over, by=other)
    assert "you go on leading" in Letter.objects.filter(to=lead).order_by("-pk")[0].subject


def test_the_database_asks_for_two_people_and_a_document(city, lead, new, secretariat):
    ask(city, new, secretariat)

    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.update(confirmed_by=secretariat, done_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.update(file="")


def test_the_new_lead_leads_and_who_led_before_stays_as_an_editor(
    city, lead, new, secretariat, other
):
    actions.hand_over_lead(hand_over=ask(city, new, secretariat), by=other)

    current = city.memberships.current()
    assert current.get(role=Role.LEAD).user == new
    assert current.get(user=new).department == "Equality"
    assert current.get(user=lead).role == Role.EDITOR
    assert TrailEntry.objects.last().words.note == (
        f"To New Lead; asked for by {secretariat}. Elections."
    )


def test_somebody_from_outside_the_team_can_come_to_lead_a_team_without_lead(
    city, secretariat, other
):
    outsider = UserFactory()

    actions.hand_over_lead(hand_over=ask(city, outsider, secretariat), by=other)

    assert lead_now(city) == outsider


def test_old_and_new_lead_and_the_team_are_written_to(city, lead, new, secretariat, other):
    editor = MembershipFactory(city=city).user
    hand_over = ask(city, new, secretariat)
    Letter.objects.all().delete()

    actions.hand_over_lead(hand_over=hand_over, by=other)

    subjects = {written.to: written.subject for written in Letter.objects.select_related("to")}
    assert subjects == {
        new: f"{city}: you lead the team",
        lead: f"{city}: another person leads the team",
        editor: f"{city}: another person leads the team",
    }


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_confirm_at_once_one_does(city, lead, new, secretariat, other, holder_of):
    people = [other, holder_of(PostKind.SECRETARIAT)]
    hand_over = ask(city, new, secretariat)

    outcomes = at_once(
        4,
        lambda number: actions.hand_over_lead(
            hand_over=HandOver.objects.get(pk=hand_over.pk), by=people[number % 2]
        ),
    )

    assert sum(not isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert city.memberships.current().filter(role=Role.LEAD).count() == 1


def test_whom_it_is_about_does_not_give_it_up(city, lead, secretariat, other):
    hand_over = ask(city, other, secretariat)

    with pytest.raises(PermissionDenied, match="about you"):
        actions.drop_hand_over(hand_over=hand_over, by=other)

    assert HandOver.objects.waiting().get() == hand_over
