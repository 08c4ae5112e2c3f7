"""The shapes of asking, answering and letting others read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.actions.questions import mentors_for


def _text(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )


class MentorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}: {obj.mentor_note}" if obj.mentor_note else obj.name


class AskForm(forms.Form):
    mentor = MentorField(
        label=_("Whom do you ask?"),
        queryset=City.objects.none(),
        required=False,
        empty_label=_("The secretariat"),
        help_text=_("They see the name of your city and the question, nothing of your record."),
    )
    text = _text(_("Your question"), _("The answer comes by letter."))

    def __init__(self, *args: Any, city: City, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["mentor"].queryset = mentors_for(city)


class AnswerQuestionForm(forms.Form):
    text = _text(_("Your answer"), _("It goes to whoever asked, by letter."))
    may_be_public = forms.BooleanField(
        label=_("Others may read it, if the city that asked agrees"),
        required=False,
        help_text=_("Neither you nor they are named. Leave out what tells who asked."),
    )


class PublishForm(forms.Form):
    wording = _text(
        _("The question, as others may read it"),
        _("Without the name of your city, and without what tells who you are."),
    )


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever was asked reads it; of what is public, everybody."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(TakeBackForm):
    """The same of what is public."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Everybody reads it. Name neither of the two sides.")


class OfferForm(forms.Form):
    """What a city offers to help others with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("What you can help with, and in which languages"), max_length=300, required=False
    )
