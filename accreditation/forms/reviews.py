"""What a reviewer says of one requirement, and a finding."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accreditation.choices import FindingKind, OtherLevelView
from commitments.models import GraveConcern, Requirement
from commitments.words import said_with

from .applications import helper
from .panels import words

READ_LATER = _(
    "Nobody reads it until every member has filed. Then the panel does, the auditor, and the "
    "board if there is a challenge. The city never learns who wrote it."
)


class AssessmentForm(forms.Form):
    """How far one requirement is; many of these stand in one form on a page."""

    found = forms.ChoiceField(
        label=_("Step you find"),
        help_text=_("You can save without it; to file, it needs a step and a reason."),
        widget=forms.RadioSelect,
        required=False,
        choices=(),
    )
    reason = words(_("Reason"), READ_LATER, rows=3, required=False)
    passage = forms.CharField(
        label=_("Page of the evidence"),
        max_length=200,
        required=False,
        help_text=_("Where you saw it, for example “p. 12, §3”. Read by the same people."),
    )
    other_level = forms.ChoiceField(
        label=_("“Task of another level of government”"),
        choices=[("", _("Not looked at yet")), *OtherLevelView.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, values: Any, other_level: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["found"].choices = [  # type: ignore[attr-defined]
            (value, as_found(value, label, text)) for value, label, text in values
        ]
        if not other_level:
            del self.fields["other_level"]

    def changes(self, saved: Mapping[str, Any]) -> dict[str, Any] | None:
        """What was typed, if it differs from what is saved; to be asked once it is valid."""
        typed = {"other_level": "", **self.cleaned_data}
        version = typed.pop("version")
        same = all((typed[name] or "").strip() == saved.get(name, "") for name in typed)
        return None if same else {**typed, "version": version}


def as_found(value: str, label: str, meaning: str) -> str:
    """A step with its meaning; of a special answer, whose meaning is the city's, that it holds."""
    if value.isdecimal():
        return format_html("{}: {}", label, meaning) if meaning else label
    return said_with(gettext("The city’s answer “%(answer)s” is right."), answer=label)


def by_commitment(requirements: Iterable[Requirement]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Requirements in their order as choices, those of each commitment under its title."""
    return [
        (str(commitment), [(each.pk, str(each)) for each in mine])
        for commitment, mine in groupby(requirements, key=attrgetter("commitment"))
    ]


class FindingForm(forms.Form):
    """What is seen, what the framework asks, what is recommended."""

    requirement = forms.ModelChoiceField(
        label=_("Requirement"), queryset=Requirement.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FindingKind, widget=forms.RadioSelect)
    seen = words(_("What is seen"))
    asked = words(_("What the framework asks"), rows=3)
    recommended = words(
        _("What is recommended"),
        _("A concern needs it before it can stand in the report."),
        required=False,
    )
    grave = forms.ModelChoiceField(
        label=_("Grave concern"),
        queryset=GraveConcern.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Only where it holds every level back. A strength cannot be one."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, requirements: Any, grave: Any, read_by: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["requirement"].queryset = requirements
        fields["requirement"].choices = by_commitment(requirements)
        self.fields["grave"].queryset = grave  # type: ignore[attr-defined]
        for name in ("seen", "asked", "recommended"):
            hint = self.fields[name].help_text
            self.fields[name].help_text = format_lazy("{} {}", hint, read_by) if hint else read_by
        self.helper = helper(_("Save the finding"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("grave") and data.get("kind") != FindingKind.CONCERN:
            self.add_error("grave", _("Only a concern can be grave."))
        return data
