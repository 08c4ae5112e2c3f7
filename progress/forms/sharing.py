"""The shape of an assignment."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cities.models import City, Department
from office.days import today
from progress.actions.sharing import WRITERS


class AssignForm(forms.Form):
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
        help_text=_("With a person named, only they find it among their questions."),
    )
    due_on = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, city: City, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["department"].queryset = city.departments.all()
        writers = city.memberships.current().filter(role__in=WRITERS)
        fields["person"].queryset = User.objects.filter(pk__in=writers.values("user"))

    def clean_due_on(self) -> date | None:
        """A day to come; the one that stands already may be over."""
        due: date | None = self.cleaned_data["due_on"]
        if due is None or due == self.initial.get("due_on") or due >= (day := today()):
            return due
        raise forms.ValidationError(
            gettext("This day is over: today is %(today)s. Please name today or a later day.")
            % {"today": date_format(day)}
        )
