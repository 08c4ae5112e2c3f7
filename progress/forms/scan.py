"""What residents tick and say in a quick scan, and the words somebody comes back with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.words import looks_like_six
from commitments.models import Requirement
from progress.scan.keeping import Said
from progress.scan.words import answers_of

UNKNOWN = "unknown"
LONGEST = 600


class SaidField(forms.CharField):
    """Some words, counted as browsers count them: the end of a line is one sign."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class ScanWordsForm(forms.Form):
    """Six words, typed in any way."""

    words = forms.CharField(
        label=_("Your six words"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none",
                                      "spellcheck": "false"}),
        help_text=_("In their order, with blanks between them."),
        error_messages={"required": _("Please type the six words.")},
    )  # fmt: skip

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if not looks_like_six(words):
            raise forms.ValidationError(
                _("These are not six words of ours. Look for letters that were misread.")
            )
        return words


class ScanForm(forms.Form):
    """One question or several: the step that comes closest, and what was said."""

    def __init__(self, *args: Any, asked: Sequence[Requirement], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = asked
        for requirement in asked:
            steps = [(str(value), line) for value, line in answers_of(requirement).items()]
            self.fields[f"step-{requirement.code}"] = forms.ChoiceField(
                label=_("How far is that here? Choose what comes closest."),
                choices=[*steps, (UNKNOWN, _("We do not know"))],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _("Please choose one of the sentences.")},
            )
            self.fields[f"said-{requirement.code}"] = SaidField(
                label=_("What was said"),
                help_text=_("A sentence or two that you want to remember. Please name nobody."),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST,
                required=False,
            )

    def said(self) -> dict[str, Said]:
        """What was answered, by the code of the requirement asked about."""
        return {each.code: self._said(each.code) for each in self.asked}

    def _said(self, code: str) -> Said:
        step, words = self.cleaned_data[f"step-{code}"], self.cleaned_data[f"said-{code}"]
        is_step = step not in ("", UNKNOWN)
        return Said(int(step) if is_step else None, step == UNKNOWN, words)


def as_typed(code: str, said: Said | None) -> dict[str, str]:
    """What the fields of one question show at first."""
    if said is None:
        return {}
    step = UNKNOWN if said.unknown else "" if said.step is None else str(said.step)
    return {f"step-{code}": step, f"said-{code}": said.words}
