"""The shape of what is said of several files at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.choices import Visibility
from progress.forms.fields import KINDS, languages_for, title_of
from progress.models import ChosenFile


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralForm(forms.Form):
    """Files to choose, and who may read them all."""

    file = forms.FileField(
        label=_("Files"), required=False, widget=SeveralFilesInput(attrs={"multiple": True}),
        help_text=_("As many as you like, each at most 25 MB: %(kinds)s") % {"kinds": KINDS},
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Who may read them"), choices=Visibility, widget=forms.RadioSelect,
        initial=Visibility.REVIEWERS,
    )  # fmt: skip


class ChosenForm(forms.Form):
    """What is said of one file that has been chosen."""

    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language of the document"))
    twice = forms.BooleanField(label=_("Keep it a second time all the same"), required=False)

    def __init__(self, sent: Any, *, chosen: ChosenFile, city: City):
        self.chosen = chosen
        said = {"title": chosen.title or title_of(chosen, ""), "language": chosen.language}
        super().__init__(sent, prefix=f"of-{chosen.key}", initial=said)
        fields: Any = self.fields
        fields["language"].choices = languages_for(city)
