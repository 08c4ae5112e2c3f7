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


class DeclareForm(forms.Form):
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


class LateConflictForm(forms.Form):
    """A conflict that came to light after all."""

    conflict = forms.ChoiceField(label=_("What kind of conflict is it?"), choices=ConflictKind)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Declare this conflict and leave the panel"))


class ConflictForm(forms.Form):
    """A city whose cases this reviewer cannot take."""

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
            "reason": obj.get_kind_display(),
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
