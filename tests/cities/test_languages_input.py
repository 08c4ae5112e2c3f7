"""Forty languages to choose from, without forty lines to pass by."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.urls import reverse

from cities.fields import LanguagesInput
from cities.languages import LANGUAGES, offered
from tests.factories.cities import CityFactory


class Asked(forms.Form):
    languages = forms.MultipleChoiceField(choices=offered, widget=LanguagesInput)


def drawn(*, data=None, initial=()):
    return as_crispy_field(Asked(data, initial={"languages": initial})["languages"])


def open_of(html):
    """The languages that stand before the eyes."""
    return re.findall(r'value="(\w+)"', re.sub(r"<details.*?</details>", "", html, flags=re.S))


def test_what_is_wrong_folds_nothing_away():
    html = drawn(data={})

    assert html.count("<details") == html.count('<details class="reveal" open>') == 2


def test_what_was_just_ticked_stands_open_when_the_form_comes_back():
    html = drawn(data={"languages": ["fr", "uk"]}, initial=["en"])

    assert open_of(html) == ["fr", "uk"]


def test_without_any_that_is_ticked_only_the_groups_stand():
    html = drawn()

    assert open_of(html) == []
    assert re.findall("<summary>(.*?)</summary>", html) == [
        "Official languages of the European Union",
        "Other languages",
    ]


def test_each_language_stands_there_once_with_a_name_of_its_own_to_press():
    html = drawn(initial=["en", "tr"])

    ids = re.findall(r'<input type="checkbox"[^>]* id="([^"]+)"', html)
    assert open_of(html) == ["en", "tr"]
    assert sorted(re.findall(r'value="(\w+)"', html)) == sorted(dict(LANGUAGES))
    assert ids == re.findall(r'<label for="([^"]+)"', html)
    assert len(set(ids)) == len(ids)


@pytest.mark.django_db
def test_the_profile_shows_the_languages_of_the_authority_first(client, lead_of, sign_in):
    city = CityFactory(languages=["sv", "tlh"])
    sign_in(client, lead_of(city))

    page = client.get(reverse("cities:profile", args=[city.slug])).text

    boxes = re.search(r'<fieldset id="div_id_languages".*?</fieldset>', page, re.S)[0]
    assert open_of(boxes) == ["sv", "tlh"]
