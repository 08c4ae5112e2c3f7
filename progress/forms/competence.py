"""The shape of what the law leaves to an authority."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from progress.choices import CompetenceKind
from progress.models import Competence


@dataclass(frozen=True)
class AreaRow:
    label: str
    kind: BoundField
    law: BoundField


class CompetencesForm(forms.Form):
    """Every area on one page. What somebody else saved meanwhile and one did not touch stays:
    each field carries what it showed at first.
    """

    def __init__(
        self, data: Any = None, *, areas: Mapping[str, str], held: Mapping[str, Competence]
    ):
        super().__init__(data)
        self.areas = areas
        for area in areas:
            here = held.get(area)
            self.fields[f"kind-{area}"] = forms.ChoiceField(
                label=_("Whose task"),
                choices=[("", _("Not said yet")), *CompetenceKind.choices],
                required=False,
                initial=here.kind if here else "",
                show_hidden_initial=True,
            )
            self.fields[f"law-{area}"] = forms.CharField(
                label=_("Legal basis"),
                max_length=300,
                required=False,
                initial=here.law if here else "",
                show_hidden_initial=True,
            )

    def rows(self) -> Iterator[AreaRow]:
        for area, label in self.areas.items():
            yield AreaRow(label, self[f"kind-{area}"], self[f"law-{area}"])

    def changed(self) -> dict[str, tuple[str, str]]:
        """What ``record_competences`` takes: areas with something changed on this page."""
        data = self.cleaned_data
        touched = {name.partition("-")[2] for name in self.changed_data}
        return {area: (data[f"kind-{area}"], data[f"law-{area}"]) for area in touched}
