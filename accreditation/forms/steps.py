"""What is asked of somebody who takes a step, or takes one back."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from office.workflow import Transition

CODE = '{% include "components/code_if_due.html" with code=code only %}'  # of the page's context


class TransitionForm(forms.Form):
    """Confirm a step, with a word of explanation for the trail or reasons for the reader."""

    note = forms.CharField(
        label=_("Note"),
        help_text=_("Kept in the record of this case."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=5000,
    )

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if transition.reasons:
            note = self.fields["note"]
            note.label, note.required = str(transition.asks or _("Reasons")), True
            note.help_text = (
                _("Those concerned read it word for word.")
                if transition.asks
                else _("Those concerned read them word for word.")
            )
        self.helper = FormHelper()
        self.helper.layout = Layout("note", HTML(CODE))
        weight = "button--bad" if transition.name == "withdraw" else ""
        self.helper.add_input(Submit("confirm", transition.label, css_class=weight))


class TakeBackForm(forms.Form):
    """Why what was asked for is not wanted any more."""

    note = forms.CharField(
        label=_("Note"),
        help_text=_("Kept in the trail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=5000,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("take_back", _("Take it back")))
