"""The number of a label and its check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation import numbers
from accreditation.models import Label
from tests.factories.accreditation_committee import make_label, make_session
from tests.factories.commitments import six

bodies = st.text(alphabet=numbers.ALPHABET, min_size=numbers.LENGTH, max_size=numbers.LENGTH)


def refused(signs: str) -> bool:
    try:
        numbers.normal(signs)
    except ValueError:
        return True
    return False


@given(bodies)
def test_any_one_wrong_sign_is_refused(body):
    signs = body + numbers.check_digit(body)

    passed = [
        wrong
        for place in range(len(signs))
        for other in numbers.ALPHABET
        if other != signs[place]
        and not refused(wrong := signs[:place] + other + signs[place + 1 :])
    ]

    assert passed == []


@given(bodies)
def test_any_two_neighbours_exchanged_are_refused(body):
    signs = body + numbers.check_digit(body)

    passed = [
        place
        for place in range(len(signs) - 1)
        if signs[place] != signs[place + 1]
        and not refused(signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :])
    ]

    assert passed == []


def test_every_pair_of_neighbours_in_every_place_is_told_apart():
    """Exhaustive: the weights of neighbours differ by one, so no pair can hide another."""
    hidden = [
        (place, one, two)
        for place in range(numbers.LENGTH)
        for one in numbers.ALPHABET
        for two in numbers.ALPHABET
        if one != two and not refused(_exchanged(place, one, two))
    ]

    assert hidden == []


def _exchanged(place: int, one: str, two: str) -> str:
    """A number with ``one`` and ``two`` side by side at ``place``, and then exchanged."""
    if place < numbers.LENGTH - 1:
        body = "2" * place + one + two + "2" * (numbers.LENGTH - place - 2)
        signs = body + numbers.check_digit(body)
    else:  # the last sign before the check digit, and the check digit itself
        signs = next(
            f"{head}{one}{two}"
            for first in numbers.ALPHABET
            if numbers.check_digit((head := first + "2" * (numbers.LENGTH - 2)) + one) == two
        )
    return signs[:place] + two + one + signs[place + 2 :]


@pytest.mark.parametrize(
    "text",
    ["", "HRC", "HRC-2222", "HRC-2222-222", "HRC-0000-0000", "HRC-2222-22222", "ÄÖÜ", "\x00"],
)
def test_what_cannot_be_a_number_is_refused(text):
    assert refused(text)


FORMS = ["HRC-{}-{}", "hrc {} {}", "{}{}", " {} - {} ", "HRC{}{}"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", ["HRCGSDH", "HRC2222", "HRCHRC2"])
def test_a_number_whose_own_signs_begin_as_all_numbers_do_is_read(body, form):
    signs = body + numbers.check_digit(body)

    read = numbers.normal(form.format(signs[:4], signs[4:]))

    assert read == f"HRC-{signs[:4]}-{signs[4:]}"


@given(bodies, st.sampled_from(FORMS))
def test_a_number_is_read_however_it_is_typed(body, form):
    signs = body + numbers.check_digit(body)
    kept = f"HRC-{signs[:4]}-{signs[4:]}"

    assert numbers.normal(form.format(signs[:4], signs[4:])) == kept
    assert numbers.normal(kept.lower()) == kept


@pytest.mark.django_db
def test_a_new_number_may_begin_as_all_numbers_do(monkeypatch):
    drawn = iter("HRCGSDH")
    monkeypatch.setattr(numbers.secrets, "choice", lambda _signs: next(drawn))

    assert numbers.new_number() == "HRC-HRCG-SDHK"


@pytest.mark.django_db
def test_a_new_number_is_nobody_s_yet():
    label = make_label(make_session(six()))

    new = numbers.new_number()

    assert numbers.normal(new) == new
    assert new != label.number
    assert not Label.objects.filter(number=new).exists()
