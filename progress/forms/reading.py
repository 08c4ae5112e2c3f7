"""The shape of what is measured, and of what was found."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.choices import UNITS, Catalogue
from progress.edition import Edition
from progress.forms.fields import long_text
from progress.indicators.figures import (
    Unfit,
    check_people,
    check_value,
    period,
    typed_number,
)
from progress.indicators.reading import MOST_BYTES
from progress.indicators.small import SMALL

MOST_CODES = 20
LISTED = re.compile(r"[\s,;]+")
FEW = {"few": SMALL}
ENDINGS = (".csv", ".tsv", ".txt")


class CodesField(forms.CharField):
    """Codes of the edition or of a catalogue, typed one after the other."""

    def __init__(self, *, known: Mapping[str, Any], unknown: Any, **options: Any):
        self.known = {code.casefold(): code for code in known}
        self.unknown = unknown
        super().__init__(required=False, max_length=400, **options)

    def clean(self, value: Any) -> list[str]:
        typed = [each for each in LISTED.split(super().clean(value)) if each]
        if wrong := [each for each in typed if each.casefold() not in self.known]:
            raise forms.ValidationError(self.unknown % {"codes": ", ".join(wrong)[:100]})
        codes = list(dict.fromkeys(self.known[each.casefold()] for each in typed))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(_("Name at most %(most)d.") % {"most": MOST_CODES})
        return codes

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class SeriesForm(forms.Form):
    """What is measured. ``fixed`` are the fields that stay as they are."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    name = forms.CharField(
        label=gettext_lazy("What is measured"),
        max_length=300,
        help_text=gettext_lazy("In one line, for example “Children with a place in a crèche”."),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), choices=list(UNITS.items()), initial="percent"
    )
    what = long_text(
        gettext_lazy("What exactly is counted"), rows=4,
        hint=gettext_lazy("Who or what is in, who is left out, of which total it is a share."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Where the numbers come from"), max_length=300, required=False,
        help_text=gettext_lazy("For example “Youth office, count of 1 October each year”."),
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, fixed: tuple[str, ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["requirements"] = CodesField(
            known=edition.requirements,
            unknown=gettext_lazy("This edition has no requirement %(codes)s."),
            label=gettext_lazy("Requirements it belongs to"),
            help_text=gettext_lazy("Their codes, for example “S1.1, S2.1”."),
        )
        self.fields["targets"] = CodesField(
            known=edition.labels[Catalogue.SDG_TARGETS],
            unknown=gettext_lazy("The catalogue has no SDG target %(codes)s."),
            label=gettext_lazy("SDG targets"),
            help_text=gettext_lazy("Their numbers, for example “10.2, 16.b”."),
        )
        for name in fixed:
            del self.fields[name]


class FigureForm(forms.Form):
    """What was found, in this ``unit``. A box says that it tells of too few people."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    value = forms.CharField(
        label=gettext_lazy("Value"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal"}),
    )  # fmt: skip
    people = forms.CharField(
        label=gettext_lazy("Of how many people it is"), required=False, max_length=20,
        help_text=gettext_lazy("Of a share or a rate all of them, not only those it is true of: 12 "
                               "for a quarter of twelve. Leave it empty only where it is not about "
                               "people, such as a share of buildings; without it no group can be "
                               "told beside a value of everybody."),
        widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "numeric"}),
    )  # fmt: skip
    few = forms.BooleanField(required=False)
    source = forms.CharField(
        label=gettext_lazy("Source of this number"), max_length=300, required=False,
        help_text=gettext_lazy("Where it differs from the source of the indicator."),
    )  # fmt: skip

    def __init__(self, *args: Any, unit: str, unit_in_words: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.unit = unit
        fields: Any = self.fields
        fields["value"].help_text = unit_in_words
        fields["few"].label = _("It tells of fewer than %(few)d people") % FEW
        fields["few"].help_text = _(
            "It is of fewer, or true of fewer, or untrue of fewer. Then leave both numbers empty: "
            "nothing is kept but that there is a number you cannot tell."
        )

    def clean_value(self) -> Decimal | None:
        text = self.cleaned_data["value"]
        return _fit(lambda: check_value(typed_number(text), self.unit)) if text else None

    def clean_people(self) -> int | None:
        text = self.cleaned_data["people"]
        return _fit(lambda: _people(text)) if text else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("few"):
            data["value"] = data["people"] = None
        elif data.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Write the value, or tick that it tells of too few people."))
        return data


class ReadingForm(FigureForm):
    """A new reading: of when, and of whom."""

    period = forms.CharField(
        label=gettext_lazy("Year or day"), max_length=20,
        help_text=gettext_lazy("2025 for the whole year, or a day: 2025-06-30."),
        widget=forms.TextInput(attrs={"class": "input--short"}),
    )  # fmt: skip
    group = forms.ChoiceField(label=gettext_lazy("Of whom"), required=False)
    field_order = ["period", "group", "value", "people", "few", "source"]

    def __init__(self, *args: Any, groups: Mapping[str, str], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["group"].choices = [("", _("Everybody")), *groups.items()]
        self.today = today

    def clean_period(self) -> tuple[date, bool]:
        return _fit(lambda: period(self.cleaned_data["period"], self.today))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        unsaid = data.get("people") is None and "people" not in self.errors
        if data.get("group") and data.get("value") is not None and unsaid:
            self.add_error("people", _("Say of how many people of this group it is."))
        return data


class ReadingsFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The table, as CSV"),
        help_text=gettext_lazy("What is in it is shown before anything changes."),
        allow_empty_file=True,  # the reader says it in its own words
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.casefold().endswith(ENDINGS):
            raise forms.ValidationError(
                _("Choose a file that ends in %(endings)s. In your spreadsheet program it is made "
                  "by “Save as”, with the format “CSV (UTF-8)”.")
                % {"endings": ", ".join(ENDINGS)}
            )  # fmt: skip
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than a table of readings can be (1 MB). Bring it in parts.")
            )
        return file


def _people(text: str) -> int:
    found = typed_number(text)
    if found != found.to_integral_value():
        raise Unfit(_("A number of people is a whole one."))
    return check_people(int(found))


def _fit(read: Any) -> Any:
    try:
        return read()
    except Unfit as unfit:
        raise forms.ValidationError(str(unfit)) from None
