"""The shape of evidence as it is added."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from progress.choices import Visibility
from progress.forms.fields import (
    WHAT_PUBLIC_MEANS,
    EvidenceFileField,
    languages_for,
    link_field,
    title_of,
)


class VersionForm(forms.Form):
    """A file or a link: one of the two."""

    file = EvidenceFileField(required=False)
    url = link_field()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in ("file", "url"):
            fields[name].asked_when = _("(one of the two)")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool(data.get("url")):
            self.add_error("file", _("Choose a file, or give a link: one of the two."))
        return data


class DescribeForm(forms.Form):
    """What is said of a piece of evidence."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the document"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility, widget=forms.RadioSelect,
        help_text=WHAT_PUBLIC_MEANS,
    )  # fmt: skip

    def __init__(self, *args: Any, city: City, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = languages_for(city)


class EvidenceForm(VersionForm):
    """A new piece of evidence."""

    title = forms.CharField(
        label=_("Title"), required=False, max_length=200,
        help_text=_("If you leave it empty, the name of the file is used."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the document"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility, widget=forms.RadioSelect,
        initial=Visibility.REVIEWERS, help_text=WHAT_PUBLIC_MEANS,
    )  # fmt: skip

    def __init__(self, *args: Any, city: City, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = languages_for(city)

    def clean_title(self) -> str:
        return self.cleaned_data["title"].strip()

    def facts(self) -> dict[str, Any]:
        """What ``attach_evidence`` takes."""
        data = self.cleaned_data
        return {**data, "title": data["title"] or title_of(data["file"], data["url"])}
