"""The shape of a spreadsheet that is brought back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.forms.fields import EvidenceFileField


class SheetForm(forms.Form):
    file = EvidenceFileField(
        label=_("The spreadsheet, as xlsx"),
        help_text=_("The one you downloaded here. What is in it is shown before anything changes."),
    )
