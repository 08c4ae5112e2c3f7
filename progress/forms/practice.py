"""The shape of a practice."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from commitments.models import Requirement
from progress.forms.fields import languages_for, long_text
from progress.models import Practice

TEXTS = ("title", "problem", "done", "cost", "result", "office", "email", "language")
PLACES = ("first", "second", "third")  # as many requirements as a practice bears on


class PracticeForm(forms.Form):
    """A draft may be unfinished; what is still missing is said before it is published."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("What was done, in a few words.")
    )
    first = forms.ChoiceField(label=_("Requirement it bears on"), required=False)
    second = forms.ChoiceField(label=_("Another requirement"), required=False)
    third = forms.ChoiceField(label=_("And another"), required=False)
    problem = long_text(_("What was the problem?"), rows=4)
    done = long_text(_("What was done?"), hint=_("By whom, with whom, since when."))
    cost = long_text(
        _("What did it cost?"), rows=3, hint=_("Money, posts, time. A rough figure helps.")
    )
    result = long_text(
        _("What came of it?"), rows=4, hint=_("And how you know. What did not work helps as well.")
    )
    office = forms.CharField(
        label=_("Office that answers questions"), required=False, max_length=150,
        help_text=_("Everybody reads this. Please name an office, not a person."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail of that office"), required=False,
        help_text=_("A shared mailbox, please: no private data of anybody, here or in the texts."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language in which you write"))

    def __init__(
        self, *args: Any, city: City, requirements: Mapping[str, Requirement], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choices = [("", _("None")), *_by_commitment(requirements)]
        for place in PLACES:
            fields[place].choices = choices
        fields["language"].choices = languages_for(city)
        self.known = requirements

    def facts(self) -> dict[str, Any]:
        """What ``write_practice`` takes."""
        data = self.cleaned_data
        chosen = [self.known[data[place]] for place in PLACES if data[place]]
        return {"requirements": chosen, **{name: data[name] for name in TEXTS}}


class TakeOutForm(forms.Form):
    """Which published practice leaves the register, and why."""

    practice = forms.ChoiceField(label=_("Practice"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Reasons"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The lead of the authority reads them."),
    )  # fmt: skip

    def __init__(self, *args: Any, practices: Iterable[Practice], **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.known = {str(each.number): each for each in practices}
        fields["practice"].choices = [(code, each.title) for code, each in self.known.items()]

    def chosen(self) -> Practice:
        return self.known[self.cleaned_data["practice"]]


def said_by(practice: Practice) -> dict[str, Any]:
    """A practice as the form shows it."""
    codes = [link.requirement for link in practice.links.all()]
    texts = {name: getattr(practice, name) for name in TEXTS}
    return {"version": practice.version, **texts, **dict(zip(PLACES, codes, strict=False))}


def _by_commitment(requirements: Mapping[str, Requirement]) -> list[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for code, each in requirements.items():
        groups.setdefault(str(each.commitment), []).append((code, f"{code} {each.text}"[:110]))
    return list(groups.items())
