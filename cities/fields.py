"""How somebody says in a form which city or region they mean, and which languages."""

import re
from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_countries import countries

from cities.languages import OFFICIAL
from cities.models import City
from cities.names import searchable

MOST = 100  # in one list to choose from; of more, nobody reads a list
LIKE = 5  # that are named where what was written fits none or several
START = 3  # letters that a name with a slip in it still begins with
LONGEST_KEY = 19  # digits
Group = tuple[str | None, list[dict[str, Any]], int | None]  # its title, its options, its place
ADDRESS = re.compile(r"/cities/([-\w]+)/?$")  # of a public page, alone or at the end of a link


class LanguagesInput(forms.CheckboxSelectMultiple):
    """Boxes: those that are ticked stand first, all others folded away by group."""

    folds_groups = True  # as forms are drawn (``hrcities.fields``)

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Group]:
        options = [
            one for _name, some, _place in super().optgroups(name, value, attrs) for one in some
        ]
        ticked = [one for one in options if one["selected"]]
        rest = [one for one in options if not one["selected"]]
        groups = [
            ("", ticked),
            (
                _("Official languages of the European Union"),
                [one for one in rest if one["value"] in OFFICIAL],
            ),
            (_("Other languages"), [one for one in rest if one["value"] not in OFFICIAL]),
        ]
        return [(title, some, place) for place, (title, some) in enumerate(groups) if some]


class CityField(forms.ModelChoiceField):
    """One of ``cities``: from a list where they are few, by its name where they are many.

    A name is found whatever its letters (“malmo” is Malmö); where several cities have it, the
    country after a comma tells which, and where that does not, the address of its page.
    """

    offered: QuerySet[City]

    def offer(self, cities: QuerySet[City]) -> None:
        """Say which cities there are; one statement, and at most ``MOST`` rows and one."""
        self.queryset = self.offered = cities
        few = list(cities[: MOST + 1])
        if len(few) <= MOST:
            times = Counter(city.name for city in few)
            none = [("", self.empty_label or "")]
            self.choices = [
                *none,
                *(
                    (city.pk, city.name if times[city.name] == 1 else in_words(city))
                    for city in few
                ),
            ]
            return
        self.widget = forms.TextInput()
        how = _("Its name; where several have the same, the country after a comma.")
        self.help_text = f"{self.help_text} {how}".strip()

    def prepare_value(self, value: Any) -> Any:
        if isinstance(self.widget, forms.TextInput):
            city = value if isinstance(value, City) else self._by_key(value)
            return in_words(city) if city else value
        return super().prepare_value(value)

    def to_python(self, value: Any) -> City | None:
        if value in self.empty_values:
            return None
        if isinstance(value, City) or str(value).isdecimal():  # from a list
            chosen: City | None = super().to_python(value)
            return chosen
        return self._named(str(value).replace("\x00", "").strip())

    def _by_key(self, value: Any) -> City | None:
        """Of what stood here before, whatever city it is; of what was sent, one that is offered."""
        if isinstance(value, int):
            return City.objects.filter(pk=value).first()
        is_key = str(value).isdecimal() and len(str(value)) < LONGEST_KEY
        return self.offered.filter(pk=value).first() if is_key else None

    def _named(self, said: str) -> City:
        cities = self.offered
        if address := ADDRESS.search(said):
            if city := cities.filter(slug=address[1]).first():
                return city
            raise ValidationError(self._none(said), code="invalid_choice")
        found = list(cities.filter(name_search=searchable(said))[: LIKE + 1])
        if not found and "," in said:
            name, country = (searchable(part.strip()) for part in said.rsplit(",", 1))
            same = cities.filter(name_search=name)[:MOST]
            found = [city for city in same if searchable(_country(city)) == country]
        if len(found) == 1:
            return found[0]
        raise ValidationError(_several(found) if found else self._none(said), code="invalid_choice")

    def _none(self, said: str) -> str:
        words = {"name": said}
        start = searchable(said.split(",")[0].strip())[:START]
        like = list(self.offered.filter(name_search__startswith=start)[:LIKE]) if start else []
        if not like:
            return _("No city or region to choose here is called “%(name)s”.") % words
        words["names"] = "; ".join(in_words(city) for city in like)
        return (
            _("No city or region to choose here is called “%(name)s”. Did you mean: %(names)s?")
            % words
        )


def in_words(city: City) -> str:
    """The name of a city with its country, as ``CityField`` reads it."""
    return f"{city.name}, {_country(city)}"


def _country(city: City) -> str:
    return str(countries.name(str(city.country)))


def _several(found: list[City]) -> str:
    listed = "; ".join(
        _("%(address)s (%(city)s, %(kind)s)")
        % {
            "address": city.get_absolute_url(),
            "city": in_words(city),
            "kind": city.get_kind_display(),
        }
        for city in found[:LIKE]
    )
    return _("Several have this name. Write one of these instead: %(listed)s.") % {"listed": listed}
