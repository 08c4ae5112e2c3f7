"""The shape of what contributors and screeners type."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import languages
from accounts.words import looks_like_six
from cities.models import City
from voices.actions.contributing import MOST
from voices.choices import Protection
from voices.screening import MARK

LONGEST_NAME = 120
SHORT = 3000


class BareForm(forms.Form):
    """Fields alone: the page brings tag, token and buttons, since it carries earlier steps."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ProtectionForm(BareForm):
    """Who may read it; asked before anything is written."""

    protection = forms.ChoiceField(
        label=_("Who may read what you write?"),
        choices=Protection,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who may read it.")},
    )


class WordsForm(BareForm):
    """What somebody says, in their language, on the commitments they choose."""

    language = forms.ChoiceField(
        label=_("Which language do you write in?"),
        choices=languages.choices,
        error_messages={"required": _("Please choose your language.")},
    )
    text = forms.CharField(
        label=_("What would you like to say?"),
        help_text=_(
            "Tell what you have seen or lived through, good or bad. Please leave out the names of "
            "other people."
        ),
        widget=forms.Textarea(attrs={"rows": 9, "autocomplete": "off", "dir": "auto"}),
        max_length=MOST,
        error_messages={"required": _("Please write something.")},
    )
    commitments = forms.MultipleChoiceField(
        label=_("What is it about?"),
        help_text=_("Choose one or more. If you are not sure, choose nothing."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = forms.CharField(
        label=_("Your name, or the name of your organisation"),
        help_text=_("Everybody can read it beside your words."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Please write the name that shall stand beside your words.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, protection: str, themes: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["commitments"].choices = themes  # type: ignore[attr-defined]
        if protection != Protection.PUBLIC:
            del self.fields["name"]


class ReceiptForm(BareForm):
    """Six words."""

    words = forms.CharField(
        label=_("Your six words"),
        help_text=_("With spaces between them. Capital letters do not matter."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please type your six words.")},
    )


class MoreForm(BareForm):
    """What an author adds."""

    text = forms.CharField(
        label=_("What would you like to add?"),
        help_text=_("It is put below what you wrote, and read once more before it is released."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "dir": "auto"}),
        max_length=MOST,
        error_messages={"required": _("Please write what you would like to add.")},
    )


class PlaceField(forms.ModelChoiceField):
    """Each place once, with its country, since two may have one name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.country.name}"


class ReprisalForm(BareForm):
    """What happened to somebody who spoke, or was thought to have spoken."""

    where = PlaceField(
        label=_("Which city or region?"),
        queryset=City.objects.published().order_by("name_sort", "pk"),
        required=False,
        empty_label=_("I would rather not say"),
    )
    elsewhere = forms.CharField(
        label=_("Or another place, if it is not in the list"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Two or three named people read it. You need not say who you are."),
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off", "dir": "auto"}),
        max_length=SHORT,
        error_messages={"required": _("Please write what happened.")},
    )
    words = forms.CharField(
        label=_("Your six words, if you have them"),
        help_text=_("Then those who help can see which contribution it is about."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label=_("How can they reach you?"),
        help_text=_(
            "A telephone number or an address that is safe for you. Without one, nobody can answer."
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def place(self) -> str:
        """Where it happened, as far as it was said."""
        said = (self.cleaned_data["where"], self.cleaned_data["elsewhere"].strip())
        return " · ".join(str(each) for each in said if each)

    def clean_words(self) -> str:
        """Slips can be told at once, since the list of words is no secret."""
        typed: str = self.cleaned_data["words"]
        if typed and not looks_like_six(typed):
            raise forms.ValidationError(
                _("These are not six words of those that receipts are made of. Please look at "
                  "them once more, or leave the field empty.")
            )  # fmt: skip
        return typed


class PassForm(BareForm):
    """The words as they will be released."""

    text = forms.CharField(
        label=_("The words as they will be read"),
        help_text=_(
            "Take out what could tell who wrote it or harms somebody else, and put %(mark)s in its "
            "place. You cannot add or change words. The author reads the result with the receipt."
        )
        % {"mark": MARK},
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        max_length=MOST,
    )


class ReasonForm(BareForm):
    """Why it is held back."""

    reason = forms.CharField(
        label=_("Why is it held back?"),
        help_text=_("The author reads this with the receipt; nobody else does."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=SHORT,
    )


class AlertForm(BareForm):
    """What the named people should know."""

    words = forms.CharField(
        label=_("What should the others know?"),
        help_text=_(
            "Read by the screeners and the lead of the secretariat, on the platform only. The "
            "letter that calls them says nothing of it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=SHORT,
    )


class DoneForm(BareForm):
    """What was done about an alert."""

    done = forms.CharField(
        label=_("What was done?"),
        help_text=_("Read by the screeners and the lead of the secretariat."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=SHORT,
    )
