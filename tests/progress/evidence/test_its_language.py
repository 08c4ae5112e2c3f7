"""The language of a document is offered by what the city writes in."""

import pytest

from cities.languages import LANGUAGES, WRITTEN_IN
from hrcities.countries import COUNTRIES
from progress.forms.fields import languages_for
from tests.factories.cities import CityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("country", "own", "first"),
    [
        ("AT", [], ["de"]),
        ("BE", [], ["nl", "fr", "de"]),
        ("AT", ["sl", "de"], ["sl", "de"]),
    ],
)
def test_the_citys_own_come_first_or_else_those_of_its_country(country, own, first):
    offered = languages_for(CityFactory.build(country=country, languages=own))

    assert [code for code, _name in offered[: len(first)]] == first
    assert sorted(code for code, _name in offered) == sorted(code for code, _name in LANGUAGES)


def test_each_country_that_may_take_part_writes_in_a_language_known_here():
    countries = {each if isinstance(each, str) else each[0] for each in COUNTRIES}
    known = {code for code, _name in LANGUAGES}

    assert set(WRITTEN_IN) == countries
    assert {code for each in WRITTEN_IN.values() for code in each.split()} <= known
