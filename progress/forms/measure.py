"""The shape of a measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.choices import OVER, MeasureState
from progress.forms.fields import long_text


class MeasureForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    owner = forms.CharField(label=_("Who sees to it"), required=False, max_length=150)
    due_on = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
    )
    budget = forms.CharField(label=_("Budget line"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("How far it is"), choices=MeasureState, initial=MeasureState.PLANNED
    )
    account = long_text(
        _("What has been done"),
        hint=_("For a recommendation of an earlier review, this is your answer to it."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        account: Any = self.fields["account"]
        account.asked_when = _("(asked for once it is done or dropped)")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") in OVER and not data.get("account", "").strip():
            self.add_error("account", _("Say what has been done, or why it was dropped."))
        return data


class NewMeasureForm(MeasureForm):
    title = forms.CharField(label=_("Measure"), max_length=300)
    requirement = forms.ChoiceField(label=_("For which requirement"), required=False)
    field_order = ["title", "requirement"]

    def __init__(self, *args: Any, requirements: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["requirement"].choices = [("", _("None in particular")), *requirements]
