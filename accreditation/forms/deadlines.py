"""What is asked of somebody who gives more time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation.actions.extending import Deadline

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

    def __init__(self, *args: Any, deadline: Deadline | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.deadline = deadline
        if deadline:
            self.fields["to"].help_text = _days(deadline)
        self.helper = helper(_("Give more time"))

    def clean_to(self) -> date:
        to = self.cleaned_data["to"]
        if self.deadline and (why_not := self.deadline.why_not(to)):
            raise forms.ValidationError(why_not)
        return to


def _days(deadline: Deadline) -> str:
    first = date_format(deadline.first)
    if deadline.bound is None:
        return _("%(day)s or later.") % {"day": first}
    last, what = deadline.bound
    return _("%(day)s or later, and before %(last)s, %(what)s.") % {
        "day": first, "last": date_format(last), "what": what,
    }  # fmt: skip
