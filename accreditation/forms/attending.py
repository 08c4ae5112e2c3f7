"""What is asked of a city that objects to somebody of the committee, and about a meeting's day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

from .applications import helper
from .panels import words


class MemberObjectionForm(forms.Form):
    """The city's objection to one member of the committee."""

    member = forms.ModelChoiceField(
        label=gettext_lazy("Whom do you object to?"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )
    grounds = words(
        gettext_lazy("Grounds"),
        gettext_lazy(
            "For example a conflict of interest. The board, the secretariat, the auditor and the "
            "member read them."
        ),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.helper = helper(_("Object"))


class MoveMeetingForm(forms.Form):
    """The later day, and why."""

    to = forms.DateField(
        label=gettext_lazy("The committee meets on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}),
    )
    because = words(
        gettext_lazy("Reason"),
        gettext_lazy("Cities, committee and secretariat read it in a letter."),
        rows=3,
    )

    def __init__(self, *args: Any, earliest: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].help_text = _("%(day)s at the earliest.") % {"day": date_format(earliest)}
        self.helper = helper(_("Move the meeting"))
