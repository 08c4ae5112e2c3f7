"""The shape of an answer as it is typed, and of a citation beside it."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.choices import Ask
from commitments.models import Requirement, SpecialAnswer
from office.days import today
from progress.choices import AnswerState, Visibility
from progress.completeness import contradictions, missing, passed
from progress.edition import Edition
from progress.forms.fields import (
    WHAT_PUBLIC_MEANS,
    EvidenceFileField,
    errors_from,
    languages_for,
    link_field,
    long_text,
    title_of,
)
from progress.models import Evidence
from progress.models.answer import SITTING

STATES = [(state, state) for state in (AnswerState.DRAFT, AnswerState.READY)]
MOST = 2_000_000_000  # turns: more than any form is typed in, and what a column holds
SAID = ("step", "special", "text", "law", "body", "how", "until", "confidence")


class AnswerForm(forms.Form):
    """Where the city stands on one requirement. ``version`` is that of the answer it shows.

    A script fills in ``sitting`` and ``turn``, and says how much of the text is the same as before
    (static/js/autosave.js); ``aside`` is the key of what was set aside and is decided here.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    sitting = forms.CharField(required=False, max_length=SITTING, widget=forms.HiddenInput)
    turn = forms.IntegerField(required=False, min_value=0, max_value=MOST, widget=forms.HiddenInput)
    same_start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    same_end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    aside = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=STATES, required=False)
    step = forms.TypedChoiceField(
        label=_("How far are you?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    special = forms.ChoiceField(
        label=_("Does something else apply?"), required=False, widget=forms.RadioSelect
    )
    law = forms.CharField(label=_("Which law gives the task to another level"), required=False,
                          max_length=500)  # fmt: skip
    body = forms.CharField(label=_("Which body has the task"), required=False, max_length=300)
    how = long_text(_("How you will find out"), rows=3)
    until = forms.DateField(
        label=_("By when you will know"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
    )
    text = long_text(
        _("What you do, in your own words"), rows=8,
        hint=_("For somebody who does not know your city or region: what, since when, for whom."),
    )  # fmt: skip
    confidence = forms.ChoiceField(label=_("How sure is it?"), required=False)

    def __init__(
        self,
        *args: Any,
        requirement: Requirement,
        edition: Edition,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.edition = edition
        steps = [(value, label) for value, label, _meaning in requirement.steps()]
        specials = [(key, special.label) for key, special in edition.specials.items()]
        fields: Any = self.fields
        fields["step"].choices = [("", _("No step chosen yet")), *steps]
        fields["special"].choices = [("", _("No")), *specials]
        fields["confidence"].choices = [("", _("Not said")), *edition.confidences.items()]
        for asked in ("law", "body", "how", "until"):  # each stands under the answer that asks it
            fields[asked].asked_when = _("(asked for with this answer)")
        if labels := [special.label for special in edition.specials.values() if _asks_why(special)]:
            fields["text"].help_text = _("%(hint)s Asked for with %(answers)s.") % {
                "hint": fields["text"].help_text,
                "answers": ", ".join(f"“{label}”" for label in labels),
            }

    @property
    def chosen(self) -> SpecialAnswer | None:
        """The special answer that was chosen, if any."""
        return self.edition.specials.get(self.cleaned_data.get("special", ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said: Any = SimpleNamespace(**{name: data.get(name) or "" for name in SAID})
        said.step = data.get("step")
        errors_from(self, contradictions(said, self.chosen))
        if data.get("state") == AnswerState.READY:
            errors_from(self, missing(said, self.chosen))
        if data.get("state") and said.until:
            # What is kept by itself says no state, and is not asked. The day costs a statement.
            errors_from(self, passed(said, self.chosen, today()))
        return data

    def said(self) -> dict[str, Any]:
        """What was typed, as ``progress.actions.Typed`` takes it."""
        data = self.cleaned_data
        return {
            "words": {name: data[name] for name in SAID},
            "version": data["version"],
            "sitting": data["sitting"],
            "turn": data["turn"] or 0,
            "same": (data["same_start"] or 0, data["same_end"] or 0),
        }

    @property
    def wanted(self) -> str:
        """How far it is to be: ready where that button was pressed."""
        return self.cleaned_data["state"] or AnswerState.DRAFT


def _asks_why(special: SpecialAnswer) -> bool:
    """Whether it wants words of the city's own."""
    return not {Ask.WHY, Ask.OWN_POWERS}.isdisjoint(special.asks)


class CitationForm(forms.Form):
    """A passage that bears the answer out: of evidence that is here, or of new evidence."""

    evidence = forms.ModelChoiceField(
        label=_("Evidence you have added before"),
        queryset=Evidence.objects.none(),
        required=False,
        empty_label=_("None of these"),
    )
    file = EvidenceFileField(label=_("Or a new file"), required=False)
    url = link_field()
    title = forms.CharField(
        label=_("Title of the new evidence"), required=False, max_length=200,
        help_text=_("If you leave it empty, the name of the file is used."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Its language"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility, required=False,
        initial=Visibility.REVIEWERS, help_text=WHAT_PUBLIC_MEANS,
    )  # fmt: skip
    locator = forms.CharField(
        label=_("Where in it"), required=False, max_length=120,
        help_text=_("For example “p. 12, §3”."),
    )  # fmt: skip
    shows = forms.CharField(
        label=_("What it shows, in one sentence"), required=False, max_length=400,
        help_text=_("In the working language of the review, usually English."),
    )  # fmt: skip

    TYPED = ("evidence", "file", "url", "title", "locator", "shows")

    def __init__(self, *args: Any, city: City, evidence: Sequence[Evidence], **kwargs: Any):
        super().__init__(*args, **{"prefix": "cite", **kwargs})
        fields: Any = self.fields
        field = fields["evidence"]
        # The page has read the evidence already: no second statement for the same list.
        field.queryset = Evidence.objects.filter(city=city, retired_on=None)
        field.choices = [("", field.empty_label), *((each.pk, each.title) for each in evidence)]
        fields["language"].choices = languages_for(city)
        self.first_language = fields["language"].choices[0][0]
        for asked in ("locator", "shows"):
            fields[asked].asked_when = _("(with evidence)")

    @property
    def is_used(self) -> bool:
        """Whether anything was typed: a citation is never asked for."""
        return any(self.cleaned_data.get(name) for name in self.TYPED)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        failed = bool(self.errors)
        if failed or not any(data.get(name) for name in self.TYPED):
            return data
        sources = [data.get("evidence"), data.get("file"), data.get("url")]
        if sum(bool(source) for source in sources) != 1:
            self.add_error(
                "evidence", _("Choose evidence you have, a new file, or a link: one of the three.")
            )
        if not data.get("locator", "").strip():
            self.add_error("locator", _("Say where in it, so that a reviewer finds the passage."))
        if not data.get("shows", "").strip():
            self.add_error("shows", _("Say in one sentence what the passage shows."))
        return data

    def new_evidence(self) -> dict[str, Any]:
        """What ``attach_evidence`` takes; empty when evidence that is here was chosen."""
        data = self.cleaned_data
        if data["evidence"]:
            return {}
        return {
            "title": data["title"] or title_of(data["file"], data["url"]),
            "language": data["language"] or self.first_language,
            "visibility": data["visibility"] or Visibility.REVIEWERS,
            "file": data["file"],
            "url": data["url"],
        }
