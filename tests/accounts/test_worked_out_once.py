"""Addresses and words of templates are worked out once, and are what Django would say each time."""

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import override_settings
from django.urls import NoReverseMatch, get_resolver, include, path, set_script_prefix
from django.utils import translation

from accounts import addresses
from accounts.addresses import address


def nothing(request, **kwargs):
    return HttpResponse()


def drawn(source, **context):
    return Template(source).render(Context(context))


PAGE = path("<slug:slug>/", nothing, name="page")
urlpatterns = [path("elsewhere/", include(([PAGE], "cities")))]
FORM = "{% url 'progress:requirement' slug code %}"


@pytest.mark.parametrize("missing", ["progress:nowhere", "nowhere:at-all"])
def test_a_page_that_is_nowhere_is_refused_as_django_refuses_it(missing):
    with pytest.raises(NoReverseMatch):
        address(missing)
    with pytest.raises(NoReverseMatch):
        drawn("{% url name %}", name=missing)
    assert drawn("{% url name as found %}[{{ found }}]", name=missing) == "[]"


@pytest.mark.parametrize("slug", ["", "two words", "../x"])
def test_what_cannot_stand_in_an_address_is_refused_each_time(slug):
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            drawn(FORM, slug=slug, code="R1.1")


def test_each_page_is_found_for_each_key():
    found = [drawn(FORM, slug=slug, code="R1.1") for slug in ("wien", "graz", "wien")]

    assert found[0] == found[2] == "/record/wien/r/R1.1/"
    assert found[1] == "/record/graz/r/R1.1/"


def test_what_changes_between_two_looks_is_not_remembered():
    class Named:
        def __str__(self):
            return self.slug

    named = Named()
    found = []
    for named.slug in ("wien", "graz"):
        found.append(drawn(FORM, slug=named, code="R1.1"))

    assert found == ["/record/wien/r/R1.1/", "/record/graz/r/R1.1/"]


def test_an_address_by_names_is_found_as_well():
    assert drawn("{% url 'progress:record' slug='wien' %}") == address("progress:record", "wien")


def test_an_address_follows_the_pages_there_are():
    before = drawn("{% url 'register:home' %}")
    with override_settings(ROOT_URLCONF=__name__):
        within = drawn("{% url 'cities:page' 'wien' %}")
        with pytest.raises(NoReverseMatch):
            drawn("{% url 'register:home' %}")

    assert (before, within) == ("/", "/elsewhere/wien/")
    assert drawn("{% url 'register:home' %}") == "/"


def test_an_address_follows_the_place_below_which_the_platform_stands():
    try:
        set_script_prefix("/platform/")
        below = drawn("{% url 'register:home' %}")
    finally:
        set_script_prefix("/")

    assert below == "/platform/"
    assert drawn("{% url 'register:home' %}") == "/"


def test_no_more_addresses_are_remembered_than_there_is_room_for():
    for number in range(addresses.KEPT + 10):
        address("progress:requirement", f"city-{number}", "R1.1")

    assert addresses._address.cache_info().currsize == addresses.KEPT


def test_each_room_has_one_name_so_that_an_address_needs_no_request():
    """Django would ask the request which of several rooms alike is meant."""
    several = {app: names for app, names in get_resolver().app_dict.items() if len(names) > 1}

    assert several == {}


def test_words_are_said_in_the_language_of_each_reader():
    template = Template("{% trans 'Saturday' %} {% translate 'Sunday' as day %}{{ day }}")

    said = []
    for language in ("en", "fr", "en", "de"):
        with translation.override(language):
            said.append(template.render(Context()))

    assert said == ["Saturday Sunday", "samedi dimanche", "Saturday Sunday", "Samstag Sonntag"]


def test_words_that_are_known_only_when_a_page_is_drawn_are_not_remembered():
    template = Template("{% trans word %} {% trans 'May' context 'abbrev. month' %}")

    with translation.override("fr"):
        said = [template.render(Context({"word": word})) for word in ("Saturday", "Sunday")]

    assert [each.split()[0] for each in said] == ["samedi", "dimanche"]


def test_signs_of_the_template_stand_as_they_are_and_others_are_escaped():
    said = drawn("{% trans '5 % of <b>all</b>' %} {% trans word %}", word="<i>")

    assert said == "5 % of <b>all</b> &lt;i&gt;"
