"""Choosing a city in a form: from a list where they are few, by name where they are many."""

import pytest
from django import forms

from cities import fields
from cities.fields import CityField, in_words
from cities.models import City
from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db


class Choosing(forms.Form):
    city = CityField(label="City", queryset=City.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].offer(City.objects.filter(takes_part=True))


@pytest.fixture
def cities():
    """Malmö in Sweden, and Alt twice in Austria and once in Germany."""
    return [
        CityFactory(name=name, country=country, takes_part=True, slug=slug)
        for name, country, slug in (
            ("Malmö", "SE", "malmo"),
            ("Alt", "AT", "alt"),
            ("Alt", "AT", "alt-2"),
            ("Alt", "DE", "alt-de"),
        )
    ]


@pytest.fixture
def many(monkeypatch, cities):
    """The same, where that is too many for a list."""
    monkeypatch.setattr(fields, "MOST", 3)
    return cities


def said(form):
    return " ".join(form.errors["city"])


def test_a_name_nobody_has_is_said_with_those_that_begin_alike(many):
    form = Choosing({"city": "Malmback"})

    assert not form.is_valid()
    assert "called “Malmback”. Did you mean: Malmö, Sweden?" in said(form)
    assert "Malmback" in str(form["city"])


def test_a_name_like_no_other_is_said_alone(many):
    assert said(Choosing({"city": "Xyz\x00"})).endswith("is called “Xyz”.")


def test_a_city_that_is_not_offered_is_not_found(many):
    CityFactory(name="Private", takes_part=False, slug="private")

    assert "called “Private”" in said(Choosing({"city": "Private"}))
    assert "called “/cities/private/”" in said(Choosing({"city": "/cities/private/"}))


def test_a_name_that_several_have_is_told_apart_by_country_and_then_by_address(many):
    assert "/cities/alt/ (Alt, Austria" in said(Choosing({"city": "alt"}))
    assert "alt-de" not in said(Choosing({"city": "Alt, Austria"}))

    by_country = Choosing({"city": "alt, germany"})
    by_address = Choosing({"city": "https://rights.example/cities/alt-2/"})

    assert by_country.is_valid()
    assert by_country.cleaned_data["city"] == many[3]
    assert by_address.is_valid()
    assert by_address.cleaned_data["city"] == many[2]


@pytest.mark.parametrize("name", ["Malmö", "malmo", " MALMÖ ", "Malmö, Sweden"])
def test_a_name_is_found_whatever_its_letters(many, name):
    form = Choosing({"city": name})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["city"] == many[0]


def test_a_key_sent_from_a_list_that_has_grown_since_is_still_understood(many):
    form = Choosing({"city": str(many[0].pk)})

    assert form.is_valid()
    assert form.cleaned_data["city"] == many[0]


def test_the_city_of_before_stands_in_words(many):
    field = str(Choosing(initial={"city": many[0].pk})["city"])

    assert 'value="Malmö, Sweden"' in field
    assert "the country after a comma" in Choosing()["city"].help_text


def test_nothing_may_be_said_where_it_is_not_needed(many):
    form = Choosing({"city": ""})

    assert form.is_valid()
    assert form.cleaned_data["city"] is None


def test_a_few_are_a_list_and_cost_one_statement(cities, django_assert_num_queries):
    with django_assert_num_queries(1):
        field = str(Choosing()["city"])

    assert field.count("<option") == 1 + len(cities)


def test_in_a_list_those_of_one_name_are_told_apart(cities):
    field = str(Choosing()["city"])

    assert ">Malmö</option>" in field
    assert ">Alt, Germany</option>" in field


def test_a_city_that_takes_part_no_more_still_stands_there_by_its_name(many):
    gone = CityFactory(name="Gone", country="SE", takes_part=False)

    assert 'value="Gone, Sweden"' in str(Choosing(initial={"city": gone.pk})["city"])
    assert f'value="{gone.pk}"' in str(Choosing({"city": str(gone.pk)})["city"])


def test_of_many_no_more_are_read_than_fit_in_a_list(many, django_assert_num_queries):
    with django_assert_num_queries(1):
        field = str(Choosing()["city"])

    assert "<select" not in field
    assert in_words(many[0]) == "Malmö, Sweden"
