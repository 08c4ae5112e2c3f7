"""What is asked about conflicts of interest: declared by a member, noted in the pool."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accreditation.choices import ConflictKind
from accreditation.models import Conflict
from cities.fields import CityField
from cities.models import City

from .applications import helper
from .panels import offer_those_that_take_part, words

NO_CONFLICT = "none"


class SaysWhichReason(forms.Form):
    """A reason out of the list, or another one in words; ``kind_field`` asks for the former."""

    kind_field = "conflict"
    because = forms.CharField(
        label=_("What is it?"),
        max_length=500,
        required=False,
        help_text=_("In a sentence. Only the secretariat reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["city", "conflict", "kind", "because"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["because"]
        asked.asked_when = _("(with another reason)")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, because = data.get(self.kind_field), data.get("because")
        if kind == ConflictKind.OTHER and because == "":
            self.add_error("because", _("Please say in a sentence what it is."))
        elif kind is not None and kind != ConflictKind.OTHER and because:
            self.add_error(
                self.kind_field,
                _("You have written another reason. Please choose “Another reason”, or leave the "
                  "words out."),
            )  # fmt: skip
        return data


class DeclareForm(SaysWhichReason):
    """Whether a conflict keeps this member from the case."""

    conflict = forms.ChoiceField(
        label=_("Is there a conflict of interest?"),
        choices=[
            (NO_CONFLICT, _("No: I can read and review this with an open mind")),
            *ConflictKind.choices,
        ],
        widget=forms.RadioSelect,
        help_text=_("The reason is never published. A conflict ends your part in this panel."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Declare"))

    def clean_conflict(self) -> str:
        conflict = self.cleaned_data["conflict"]
        return "" if conflict == NO_CONFLICT else conflict


class LateConflictForm(SaysWhichReason):
    """A conflict that came to light after all."""

    conflict = forms.ChoiceField(label=_("What kind of conflict is it?"), choices=ConflictKind)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Declare this conflict and leave the panel"))


class ConflictForm(SaysWhichReason):
    """A city whose cases this reviewer cannot take."""

    kind_field = "kind"
    city = CityField(
        label=_("City or region"),
        queryset=City.objects.filter(takes_part=True),
        empty_label=_("Choose"),
    )
    kind = forms.ChoiceField(label=_("Reason"), choices=ConflictKind)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_those_that_take_part(self)
        self.helper = helper(_("Note the conflict"))


class ConflictField(forms.ModelChoiceField):
    """A conflict by its city, reason and day."""

    def label_from_instance(self, obj: Any) -> str:
        return gettext("%(city)s: %(reason)s, noted on %(day)s") % {
            "city": obj.city,
            "reason": obj.reason,
            "day": date_format(obj.declared_on),
        }


class TakeBackConflictForm(forms.Form):
    """Which conflict was noted by mistake, and why it is known to be one."""

    conflict = ConflictField(
        label=_("Which one was noted by mistake?"),
        queryset=Conflict.objects.none(),
        empty_label=_("Choose"),
    )
    note = words(_("Why"), _("Kept in the trail."), rows=3)

    def __init__(self, *args: Any, conflicts: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["conflict"].queryset = conflicts  # type: ignore[attr-defined]
        self.helper = helper(_("Take it back"))
