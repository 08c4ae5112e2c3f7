"""An authority is confirmed by a code on paper: what does not open it, and what does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cities import actions
from cities.models import City, ConfirmationLetter
from cities.models.confirmation import MOST_TRIES
from office.days import today
from office.models import Letter, TrailEntry
from office.workflow import Refused
from tests.at_once import at_once
from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db
CODE = "7KQ2-M9XA-PPRT"
WRONG = "2222-2222-2222"
ADDRESS = {
    "address": "City of Tarn\nTown Hall\n1000 Tarn",
    "source": "https://tarn.example/contact",
}


@pytest.fixture
def on_paper(city, lead, secretariat):
    """A letter with CODE has been made for the city, which a lead speaks for."""
    return actions.make_letter(city=city, code=CODE, by=secretariat, **ADDRESS)


def steps_of(city):
    return [entry.step for entry in TrailEntry.objects.filter(subject_key=str(city.pk))]


def why(**facts):
    with pytest.raises(Refused) as refused:
        actions.enter_code(**facts)
    return refused.value.reasons


def test_without_a_letter_no_code_confirms(city, lead):
    assert why(city=city, code=CODE, by=lead) == [
        "There is no code that counts now. Ask for a new letter."
    ]


@pytest.mark.parametrize("code", [WRONG, "", "7KQ2-M9XA-PPR", "'; DROP TABLE", "😀" * 12, "\x00"])
def test_a_wrong_code_confirms_nothing_and_is_counted(city, lead, on_paper, code):
    reasons = why(city=city, code=code, by=lead)

    assert reasons == ["This is not the code of the letter. You can try 4 more times."]
    on_paper.refresh_from_db()
    assert on_paper.tries == 1
    assert not City.objects.get(pk=city.pk).is_confirmed
    assert "enter_confirmation_code:refused" in steps_of(city)


def test_after_the_last_try_the_right_code_confirms_nothing(city, lead, on_paper):
    for _time in range(MOST_TRIES):
        last = why(city=city, code=WRONG, by=lead)

    assert last == [
        "This is not the code of the letter, and it was the last try. Ask for a new letter."
    ]
    assert why(city=city, code=CODE, by=lead) == [
        "There is no code that counts now. Ask for a new letter."
    ]


def test_a_code_that_has_expired_confirms_nothing(city, lead, on_paper):
    ConfirmationLetter.objects.update(expires_on=today() - timedelta(days=1))

    why(city=city, code=CODE, by=lead)

    assert not City.objects.get(pk=city.pk).is_confirmed


def test_on_its_last_day_it_still_does(city, lead, on_paper):
    ConfirmationLetter.objects.update(expires_on=today())

    actions.enter_code(city=city, code=CODE, by=lead)

    assert City.objects.get(pk=city.pk).is_confirmed


def test_the_code_of_another_city_is_a_wrong_code(city, lead, on_paper, secretariat):
    other = CityFactory()
    actions.make_letter(city=other, code=WRONG, by=secretariat, **ADDRESS)

    why(city=city, code=WRONG, by=lead)

    confirmed = City.objects.filter(pk__in=[city.pk, other.pk]).exclude(confirmed_how="")
    assert not confirmed.exists()


def test_a_new_letter_puts_the_one_before_out_of_use(city, lead, on_paper, secretariat):
    actions.make_letter(city=city, code=WRONG, by=secretariat, **ADDRESS)

    why(city=city, code=CODE, by=lead)
    actions.enter_code(city=city, code=WRONG, by=lead)

    assert City.objects.get(pk=city.pk).confirmed_how == "letter"


def test_a_code_is_used_once(city, lead, on_paper):
    actions.enter_code(city=city, code=CODE, by=lead)

    assert why(city=city, code=CODE, by=lead) == ["This authority is confirmed already."]


def test_for_a_confirmed_authority_no_letter_is_asked_for_or_made(lead, secretariat):
    confirmed = CityFactory(confirmed=True)

    for act in (
        lambda: actions.ask_for_letter(city=confirmed, by=lead),
        lambda: actions.make_letter(city=confirmed, code=CODE, by=secretariat, **ADDRESS),
    ):
        with pytest.raises(Refused):
            act()

    assert not ConfirmationLetter.objects.exists()


def test_a_letter_is_asked_for_once_until_it_is_made(city, lead, secretariat):
    actions.ask_for_letter(city=city, by=lead)
    with pytest.raises(Refused) as refused:
        actions.ask_for_letter(city=city, by=lead)
    actions.make_letter(city=city, code=CODE, by=secretariat, **ADDRESS)
    actions.ask_for_letter(city=city, by=lead)

    assert "The secretariat has yet to make it." in refused.value.reasons[0]
    assert ConfirmationLetter.objects.open().count() == 2


def test_asking_again_leaves_the_code_on_its_way_in_use(city, lead, on_paper):
    actions.ask_for_letter(city=city, by=lead)

    actions.enter_code(city=city, code=CODE, by=lead)

    assert not ConfirmationLetter.objects.asked().exists()


def test_an_authority_confirmed_by_invitation_needs_no_letter_any_more(city, secretariat, someone):
    actions.ask_for_letter(city=city, by=someone)
    actions.invite_authority(city=city, email=someone.email, by=secretariat)

    actions.accept(token=Letter.objects.get().link.split("/")[-2], user=someone)

    assert not ConfirmationLetter.objects.open().exists()


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), " 7kq2 m9xa pprt ", "7KQ2M9XAPPRT"])
def test_the_code_may_be_typed_in_any_way(city, lead, on_paper, typed):
    actions.enter_code(city=city, code=typed, by=lead)

    after = City.objects.get(pk=city.pk)
    assert (after.confirmed_how, after.confirmed_on) == ("letter", today())


def test_both_sides_stand_in_the_trail_and_the_code_in_none_of_it(city, lead, secretariat):
    actions.ask_for_letter(city=city, by=lead)
    actions.make_letter(city=city, code=CODE, by=secretariat, **ADDRESS)
    actions.enter_code(city=city, code=CODE, by=lead)

    steps = steps_of(city)
    assert {"ask_for_confirmation_letter", "make_confirmation_letter", "confirm_authority"} <= set(
        steps
    )
    kept = str(list(ConfirmationLetter.objects.values())) + str(list(TrailEntry.objects.values()))
    assert CODE not in kept
    assert CODE.replace("-", "") not in kept


def test_the_lead_is_told_that_the_letter_is_on_its_way_without_its_code(on_paper, lead):
    letter = Letter.objects.get(to=lead)

    assert "1000 Tarn" in letter.body
    assert CODE not in letter.body


@pytest.mark.parametrize(
    "wrong",
    [{"code_hash": ""}, {"address": ""}, {"source": ""}, {"made_by": None}, {"tries": 6},
     {"used_on": "2026-01-01"}],
)  # fmt: skip
def test_the_database_refuses_a_letter_that_cannot_be(on_paper, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConfirmationLetter.objects.filter(pk=on_paper.pk).update(**wrong)


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_two_who_type_the_code_at_once_one_confirms(city, lead, on_paper):
    outcomes = at_once(2, lambda _number: actions.enter_code(city=city, code=CODE, by=lead))

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert steps_of(city).count("confirm_authority") == 1


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_wrong_codes_typed_at_once_are_all_counted(city, lead, on_paper):
    outcomes = at_once(8, lambda _number: actions.enter_code(city=city, code=WRONG, by=lead))

    assert all(isinstance(outcome, Refused) for outcome in outcomes)
    on_paper.refresh_from_db()
    assert on_paper.tries == MOST_TRIES
