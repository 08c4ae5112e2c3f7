"""What is asked of those who hold a label, and of those who keep it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation.choices import DialogueMode
from office.days import today
from progress.models import Evidence

from .applications import helper
from .panels import words
from .settling import VersionForm

READ_BY = _("The team, the secretariat and the auditor read it.")


class UpdateForm(VersionForm):
    """The yearly update. Everything may be left open in a draft; ``demanded`` when it is filed."""

    what_changed = words(
        _("What changed"), _("In your commitments, and in what you measure."), rows=6,
        required=False,
    )  # fmt: skip
    recommendations = words(
        _("How far you are with what was recommended"),
        _("In words. Your measures stand below and are added as they are."), rows=6,
        required=False,
    )  # fmt: skip
    went_wrong = words(
        _("What went wrong, and what was done about it"),
        _("At least one thing. If nothing did, say how you know."), rows=5,
        required=False,
    )  # fmt: skip
    groups = words(
        _("What at least one group at risk says"),
        _("Which group, how you asked, what they said. No names of people."), rows=5,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, demanded: Collection[str] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in demanded:
            fields[name].asked_when = _("(needed when you file it)")
        self.helper = helper(_("Save the draft"))


class NoticeAnswerForm(VersionForm):
    """The answer to a downgrade notice, with evidence of the city's own record."""

    text = words(_("Your answer"), READ_BY, rows=10, required=False)
    evidence = forms.ModelMultipleChoiceField(
        label=_("Evidence"),
        queryset=Evidence.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("From your record, in the version that stands there today."),
    )

    def __init__(self, *args: Any, evidence: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined]
        self.helper = helper(_("Save the draft"))


class TalkForm(forms.Form):
    """A mid-term talk that was held."""

    held_on = forms.DateField(
        label=_("When was it held?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}),
    )
    mode = forms.ChoiceField(label=_("How?"), choices=DialogueMode, widget=forms.RadioSelect)
    with_whom = forms.CharField(
        label=_("With whom?"),
        max_length=300,
        help_text=_("Their functions rather than their names."),
    )
    said = words(_("What was said for the record"), READ_BY, rows=8)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Record the talk"))

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day
