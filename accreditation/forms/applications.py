"""What is asked of the city and the secretariat before a step."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accreditation.choices import Purpose
from accreditation.models import Session
from cities.languages import offered
from office.days import today
from progress.models import Evidence


def helper(label: Any) -> FormHelper:
    """A form's layout: its fields in order and one button."""
    made = FormHelper()
    made.add_input(Submit("save", label))
    return made


class SessionField(forms.ModelChoiceField):
    """A session by the days that matter to whoever chooses it."""

    def label_from_instance(self, obj: Any) -> str:
        return gettext("%(session)s: file until the end of %(day)s; meeting on %(meets)s") % {
            "session": obj,
            "day": date_format(obj.filing_closes_on),
            "meets": date_format(obj.meets_on),
        }


class PrepareForm(forms.Form):
    """What is applied for, in which session, in which language; and the council's decision."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    purpose = forms.ChoiceField(
        label=_("What do you apply for?"),
        choices=Purpose,
        widget=forms.RadioSelect,
        help_text=_("Feedback only is the same review, without a level."),
    )
    feedback_public = forms.BooleanField(
        label=_("If feedback only: publish the report"), required=False
    )
    session = SessionField(
        label=_("Session"),
        queryset=Session.objects.none(),
        empty_label=_("Choose"),  # none is chosen until somebody has
        help_text=_("The meeting of the committee that deals with it."),
    )
    wished_language = forms.ChoiceField(
        label=_("Language you would like to work in"),
        choices=offered,
        help_text=_("The secretariat agrees on it with you; English is always possible."),
    )
    body = forms.CharField(
        label=_("Who decided to apply?"), max_length=200, help_text=_("For example: City council")
    )
    decided_on = forms.DateField(
        label=_("When was it decided?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    document = forms.ModelChoiceField(
        label=_("Where can it be read?"),
        empty_label=_("Choose"),
        queryset=Evidence.objects.none(),
        help_text=_("The decision or the minutes, from your evidence."),
    )

    def __init__(self, *args: Any, sessions: Any, evidence: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        self.fields["document"].queryset = evidence  # type: ignore[attr-defined]
        _keep_offering(self, "wished_language")
        self.helper = helper(_("Save"))

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class LanguageForm(forms.Form):
    """The working language, agreed with the city."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    language = forms.ChoiceField(
        label=_("Working language agreed with the city"),
        choices=offered,
        help_text=_("All of the panel must work in it."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _keep_offering(self, "language")
        self.helper = helper(_("Save the language"))


def _keep_offering(form: forms.Form, name: str) -> None:
    """What was chosen before stays to be chosen, also where it is none of the languages here."""
    field: Any = form.fields[name]
    field.choices = offered([form.initial.get(name, "")])
