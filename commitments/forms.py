"""How readers narrow the commitments of an edition, and comment on them."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import languages

LONGEST_COMMENT = 4000


class CommentForm(forms.Form):
    """What somebody says of a commitment. Nothing but the text and its language is asked for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your comment"),
        help_text=_(
            "What is missing, unclear or too much? Would it work where you live? Please leave out "
            "what identifies other people."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "dir": "auto"}),
        max_length=LONGEST_COMMENT,
        error_messages={"required": _("Please write your comment.")},
    )
    language = forms.ChoiceField(
        label=_("Which language do you write in?"),
        error_messages={"required": _("Please choose your language.")},
    )
    name = forms.CharField(
        label=_("Name or organisation to show beside it"),
        help_text=_("You need not give one. It is published as you write it."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages.choices()  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class AnswerForm(forms.Form):
    """What the secretariat answers; ``version`` is that of the answer it saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Everybody reads it below the comment, as that of the secretariat."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        max_length=LONGEST_COMMENT,
        error_messages={"required": _("Please write the answer.")},
    )


class ReasonForm(forms.Form):
    """Why a comment is held back."""

    reason = forms.CharField(
        label=_("Why is it held back?"),
        help_text=_("Kept in the trail; nobody outside reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Please give the reasons.")},
    )


class FilterForm(forms.Form):
    """Municipal area, article of the Charter, goal; only what the edition names is offered."""

    area = forms.ChoiceField(label=_("Municipal area"), required=False)
    charter = forms.ChoiceField(label=_("Article of the EU Charter"), required=False)
    sdg = forms.ChoiceField(label=_("Sustainable Development Goal"), required=False)

    def __init__(self, *args, offered: Mapping[str, Mapping[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, labels in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            field.choices = [("", _("All")), *labels.items()]
            if not labels:
                del self.fields[name]

    def chosen(self) -> dict[str, str]:
        """What was chosen; what this edition does not know is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
