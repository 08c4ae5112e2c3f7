"""The shape of what is said of several files at once."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.choices import Visibility
from progress.forms.fields import KINDS, WHAT_PUBLIC_MEANS, languages_for, title_of
from progress.models import ChosenFile


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralForm(forms.Form):
    """Files to choose, and who may read those of which nothing else is said."""

    file = forms.FileField(
        label=_("Files"), required=False, widget=SeveralFilesInput(attrs={"multiple": True}),
        help_text=_("Up to 50 at a time, each at most 25 MB: %(kinds)s") % {"kinds": KINDS},
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Who may read them"), choices=Visibility, widget=forms.RadioSelect,
        initial=Visibility.REVIEWERS,
        help_text=format_lazy(
            "{} {}",
            _("For all where nothing else is chosen above. Each can be changed afterwards."),
            WHAT_PUBLIC_MEANS,
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        file: Any = self.fields["file"]
        file.asked_when = ""  # those that were chosen before count as well


class ChosenForm(forms.Form):
    """What is said of one file that has been chosen."""

    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language of the document"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"), required=False,
        choices=[("", _("As chosen for all")), *Visibility.choices],
    )  # fmt: skip
    twice = forms.BooleanField(label=_("Keep it a second time all the same"), required=False)

    def __init__(self, sent: Any, *, chosen: ChosenFile, city: City):
        self.chosen = chosen
        said = {
            "title": chosen.title or title_of(chosen, ""),
            "language": chosen.language,
            "visibility": chosen.visibility,
        }
        super().__init__(sent, prefix=f"of-{chosen.key}", initial=said)
        fields: Any = self.fields
        fields["language"].choices = languages_for(city)
        fields["visibility"].asked_when = ""  # it is always said, here or for all
