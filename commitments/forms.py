"""How readers narrow the commitments of an edition."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _


class FilterForm(forms.Form):
    """Municipal area, article of the Charter, goal; only what the edition names is offered."""

    area = forms.ChoiceField(label=_("Municipal area"), required=False)
    charter = forms.ChoiceField(label=_("Article of the EU Charter"), required=False)
    sdg = forms.ChoiceField(label=_("Sustainable Development Goal"), required=False)

    def __init__(self, *args, offered: Mapping[str, Mapping[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, labels in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            field.choices = [("", _("All")), *labels.items()]
            if not labels:
                del self.fields[name]

    def chosen(self) -> dict[str, str]:
        """What was chosen; what this edition does not know is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
