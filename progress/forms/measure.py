"""The shape of a measure."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commitments.models import Requirement
from progress.choices import OVER, MeasureState
from progress.edition import Edition
from progress.forms.fields import long_text
from progress.reports.room import shortened

WORDS = 140  # signs of a requirement, by which one is told from its neighbours


class MeasureForm(forms.Form):
    """What is done, for which requirements of this ``edition``, by whom and until when."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    requirements = forms.MultipleChoiceField(
        label=_("For which requirements"),
        help_text=_("One, several, or none in particular."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This edition has no requirement %(value)s.")},
    )
    owner = forms.CharField(label=_("Who sees to it"), required=False, max_length=150)
    due_on = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
    )
    budget = forms.CharField(label=_("Budget line"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("How far it is"), choices=MeasureState, initial=MeasureState.PLANNED
    )
    account = long_text(
        _("What has been done"),
        hint=_("For a recommendation of an earlier review, this is your answer to it."),
    )

    def __init__(self, *args: Any, edition: Edition, worded: Edition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known = edition.requirements
        self.worded = worded
        fields: Any = self.fields
        fields["requirements"].choices = [
            (code, format_html("{} {}", code, shortened(one.text, WORDS)))
            for code, one in worded.requirements.items()
        ]
        fields["account"].asked_when = _("(asked for once it is done or dropped)")

    def clean_requirements(self) -> list[Requirement]:
        return [self.known[code] for code in self.cleaned_data["requirements"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") in OVER and not data.get("account", "").strip():
            self.add_error("account", _("Say what has been done, or why it was dropped."))
        return data

    @cached_property
    def by_pillar(self) -> list[dict[str, Any]]:
        """The choice of requirements as a page lays it out: by pillar, each by commitment."""
        boxes = {each.data["value"]: each for each in self["requirements"].subwidgets}
        pillars: dict[int, dict[str, Any]] = {
            each.pk: {"title": each.title, "commitments": [], "chosen": 0}
            for each in self.worded.pillars
        }
        for commitment in self.worded.commitments.values():
            mine = [boxes[one.code] for one in commitment.requirements.all()]
            part = pillars[commitment.pillar_id]
            part["commitments"].append((commitment, mine))
            part["chosen"] += sum(each.data["selected"] for each in mine)
        return [each for each in pillars.values() if each["commitments"]]


class NewMeasureForm(MeasureForm):
    title = forms.CharField(label=_("Measure"), max_length=300)
    field_order = ["title", "requirements"]
