"""The shape of a result for a group at risk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.forms.fields import long_text
from progress.models import Evidence


class GroupForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    change = long_text(
        _("What changed for them"), hint=_("As they live it, not what was planned or spent.")
    )
    agreed = long_text(
        _("How this was agreed with them"), rows=4,
        hint=_("With whom you spoke, when, and whether they see it as you do."),
    )  # fmt: skip
    evidence = forms.ModelChoiceField(
        label=_("Evidence"), queryset=Evidence.objects.none(), required=False,
        empty_label=_("None yet"),
    )  # fmt: skip
    locator = forms.CharField(
        label=_("Where in it"), required=False, max_length=120,
        help_text=_("For example “p. 12, §3”."),
    )  # fmt: skip

    def __init__(self, *args: Any, city: City, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["evidence"].queryset = Evidence.objects.filter(city=city, retired_on=None)
        for name in ("change", "agreed", "evidence"):
            fields[name].asked_when = _("(needed for a complete result)")
