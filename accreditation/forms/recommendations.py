"""What is asked of the committee."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation.choices import Outcome, VoteView
from commitments.models import Level

from . import conditions
from .applications import helper

LONG = 20_000


def key_of(outcome: str, level: Level | None) -> str:
    """One word for an outcome with its level: ``level:A``, ``no_level``."""
    return f"{outcome}:{level.code}" if level else str(outcome)


class OutcomeForm(forms.Form):
    """A draft outcome with reasons; ``outcomes`` are those possible, with their words."""

    proposes = forms.ChoiceField(widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONG,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        outcomes: Iterable[tuple[str, Level | None]],
        words: Any,
        question: str,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.possible = {key_of(*pair): pair for pair in outcomes}
        proposes = self.fields["proposes"]
        proposes.label = question
        proposes.choices = [  # type: ignore[attr-defined]
            (key, words(*pair)) for key, pair in self.possible.items()
        ]
        self.fields["reasons"].help_text = _("The city and, once decided, the public read them.")
        self.helper = helper(_("Save the draft"))

    def text(self) -> dict[str, Any]:
        """The draft as the action takes it."""
        outcome, level = self.possible[self.cleaned_data["proposes"]]
        return {
            "outcome": outcome,
            "level": level,
            "reasons": self.cleaned_data["reasons"],
            "version": self.cleaned_data["version"],
        }


class RecommendationForm(OutcomeForm):
    """The committee's draft."""

    differs_because = forms.CharField(
        label=gettext_lazy("If it differs from the level worked out: why"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        required=False,
        help_text=gettext_lazy("It is kept with the recommendation."),
    )
    field_order = ("proposes", "reasons", "differs_because", "version")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if any(level for _outcome, level in self.possible.values()):
            conditions.add_fields(self)
        else:  # without a level there is nothing to differ from, nor to go with
            del self.fields["differs_because"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        conditions.check(self, data)
        return data

    def text(self) -> dict[str, Any]:
        return {
            **super().text(),
            "differs_because": self.cleaned_data.get("differs_because", ""),
            "conditions": conditions.pairs_of(self.cleaned_data),
        }


def words_of_outcome(outcome: str, level: Level | None) -> str:
    """How an outcome is offered."""
    return level.title if level else str(Outcome(outcome).label)


class VoteForm(forms.Form):
    """One's own vote on the draft shown."""

    view = forms.ChoiceField(
        label=gettext_lazy("My vote"), choices=VoteView, widget=forms.RadioSelect
    )
    dissent = forms.CharField(
        label=gettext_lazy("My dissent, in words"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Kept with the recommendation, under your name."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Save my vote"))


class RecusalForm(forms.Form):
    """Why someone takes no part in a case."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Read by the secretariat and the auditor, and nobody else."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Take no part in this case"))
