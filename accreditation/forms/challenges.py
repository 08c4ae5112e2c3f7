"""What is asked of a city that challenges, and of the board."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation.choices import ChallengeOutcome, VoteView
from commitments.models import Level

from .applications import helper
from .recommendations import LONG


class GroundsForm(forms.Form):
    """Why the city does not accept the recommendation."""

    grounds = forms.CharField(
        label=gettext_lazy("Grounds"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("The board reads them, and so do the secretariat and the auditor."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Save the grounds"))


class BoardVoteForm(forms.Form):
    """One's own vote on the board's draft."""

    view = forms.ChoiceField(
        label=gettext_lazy("My vote"), choices=VoteView, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Save my vote"))


def words_of_settlement(outcome: str, level: Level | None) -> str:
    """How an outcome is offered to the board."""
    if outcome != ChallengeOutcome.UPHELD:
        return str(ChallengeOutcome(outcome).label)
    if level:
        return _("Upheld: %(level)s") % {"level": level.title}
    return _("Upheld, without a level")
