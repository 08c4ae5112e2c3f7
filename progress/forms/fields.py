"""Fields that several forms of the record share."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.languages import LANGUAGES, WRITTEN_IN
from cities.models import City
from office.intake import kinds
from office.intake.fields import KeptFileInput
from office.workflow import Refused
from progress.models import ChosenFile

LONGEST = 50_000
KINDS = ", ".join(kinds.TYPES)
WHAT_PUBLIC_MEANS = _(
    "Public: once a decision on a filing that cites it is published, everybody can read it beside "
    "that decision, until you choose otherwise here."
)


def long_text(label: Any, *, rows: int = 6, hint: Any = "", **options: Any) -> forms.CharField:
    """A text kept exactly as typed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


class EvidenceFileField(forms.FileField):
    """A file that may be kept as evidence, by name, size and beginning.

    Its initial value is the one that was chosen before, if any (a ChosenFile).
    """

    widget = KeptFileInput

    def __init__(self, **options: Any):
        options.setdefault("label", _("File"))
        options.setdefault("help_text", _("At most 25 MB: %(kinds)s") % {"kinds": KINDS})
        options.setdefault("allow_empty_file", True)  # the check says it in its own words
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            try:
                kinds.check(upload)
            except Refused as refused:
                raise forms.ValidationError(refused.reasons) from None
        return upload


def link_field() -> forms.URLField:
    return forms.URLField(
        label=_("Or a link"), required=False, max_length=1000, assume_scheme="https"
    )


def languages_for(city: City) -> list[tuple[str, Any]]:
    """Languages of documents: the city's own first, or else those of its country."""
    own = city.languages or WRITTEN_IN.get(str(city.country), "").split()
    first = [each for code in own for each in LANGUAGES if each[0] == code]
    return first + [each for each in LANGUAGES if each[0] not in own]


def title_of(upload: Any, url: str) -> str:
    """A title for evidence that was given none: the file's name, or the link."""
    if isinstance(upload, ChosenFile):
        return PurePosixPath(upload.filename).stem[:200]
    return (PurePosixPath(upload.name).stem if upload else url)[:200]


def errors_from(form: forms.Form, errors: Iterable[tuple[str, str]]) -> None:
    """Puts each sentence beside its field, or on top where the form has no such field."""
    for name, sentence in errors:
        if name not in form.errors:
            form.add_error(name if name in form.fields else None, sentence)
