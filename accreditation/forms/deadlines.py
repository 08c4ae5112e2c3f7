"""What is asked of somebody who gives more time."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .applications import helper


class ExtendForm(forms.Form):
    """A later last day, and the reason."""

    to = forms.DateField(
        label=gettext_lazy("New last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    because = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("All who wait for this deadline read it word for word."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, first: date | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.first = first
        if first:
            self.fields["to"].help_text = _("%(day)s or later.") % {"day": date_format(first)}
        self.helper = helper(_("Give more time"))

    def clean_to(self) -> date:
        to = self.cleaned_data["to"]
        if self.first and to < self.first:
            raise forms.ValidationError(
                _("The new day must be later than %(day)s.")
                % {"day": date_format(self.first - timedelta(days=1))}
            )
        return to
