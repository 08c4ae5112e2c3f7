"""What is asked around a panel: seed, objections, replacements, the pool."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accreditation.choices import Seat
from accreditation.models import PanelMember
from cities.fields import CityField, LanguagesInput
from cities.languages import offered
from cities.models import City
from office.days import ZONE

from .applications import helper


def words(label: Any, hint: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    """A field for whole sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class FreezeForm(forms.Form):
    """Where the seed will come from, and when it will be known; why, if frozen anew."""

    source = forms.CharField(
        label=_("Where the seed will come from"),
        max_length=200,
        help_text=_(
            "A public value nobody can know or choose today, so exactly that everybody finds the "
            "same: for example “drand quicknet, round 12345678, randomness in hexadecimal”, or "
            "“Austrian lottery of 5 December 2027, the six numbers in ascending order”."
        ),
    )
    day = forms.DateField(
        label=_("The day it becomes known"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}),
    )
    time = forms.TimeField(
        label=_("The time of that day"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "input--short"}, format="%H:%M"),
        help_text=_("Europe/Vienna. The seed cannot be entered earlier."),
    )
    reason = forms.CharField(
        label=_("Why pool and rules are frozen anew"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Published beside the file that is set aside."),
    )

    def __init__(self, *args: Any, demonstration: bool, again: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if demonstration:  # the hash of the frozen file stands in for the seed
            for name in ("source", "day", "time"):
                del self.fields[name]
        if not again:
            del self.fields["reason"]
        self.helper = helper(_("Freeze pool and rules"))

    def clean(self) -> dict[str, Any]:
        """Day and time become ``known_at``, a moment that lies ahead."""
        data = super().clean() or {}
        day, time = data.pop("day", None), data.pop("time", None)
        if day and time:
            data["known_at"] = datetime.combine(day, time, ZONE)
            if data["known_at"] <= timezone.now():
                self.add_error("day", _("This moment is over; the seed must still be unknown."))
        return data


class SeedForm(forms.Form):
    """The value of the source that was named."""

    seed = forms.CharField(
        label=_("Seed"),
        max_length=200,
        help_text=_(
            "As the source gives it, sign by sign. Nothing here checks it against the source; "
            "everybody else can."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Keep the seed"))


class ObjectionForm(forms.Form):
    """The city's objection to one member."""

    member = forms.ModelChoiceField(
        label=_("Whom do you object to?"),
        queryset=PanelMember.objects.none(),
        empty_label=_("Choose"),
    )
    grounds = words(
        _("Grounds"),
        _("For example a conflict of interest the draw could not know. The secretariat and the "
          "auditor read them."),
    )  # fmt: skip

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.helper = helper(_("Object"))


class SettleObjectionForm(forms.Form):
    """What the secretariat says to an objection."""

    upheld = forms.TypedChoiceField(
        label=_("Is it upheld?"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reasons = words(_("Reasons"), _("The city reads them word for word."))

    def __init__(self, *args: Any, may_redraw: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        follows = _("Upheld: another reviewer takes the seat")
        if may_redraw:
            follows = _("Upheld: the panel is drawn again")
        upheld: Any = self.fields["upheld"]
        upheld.choices = [("yes", follows), ("no", _("Rejected"))]
        self.helper = helper(_("Settle the objection"))


class ReplacementForm(forms.Form):
    """Whose seat changes hands, and why."""

    member = forms.ModelChoiceField(
        label=_("Who leaves the panel?"),
        queryset=PanelMember.objects.none(),
        empty_label=_("Choose"),
    )
    reason = words(_("Reason"), _("Kept with the panel; the auditor reads it."), rows=3)

    def __init__(self, *args: Any, members: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.helper = helper(_("Draw who takes the seat"))


class ReviewerForm(forms.Form):
    """What the draw has to know of a reviewer."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    seat = forms.ChoiceField(label=_("Seat"), choices=Seat)
    city = CityField(
        label=_("City or region they work for"),
        queryset=City.objects.filter(takes_part=True),
        required=False,
        empty_label=_("None"),
        help_text=_("Peers only: the authority they are an official of."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    employer = forms.CharField(label=_("Employer"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages they can work in"),
        choices=offered,
        widget=LanguagesInput,
    )
    pseudonym = forms.CharField(
        label=_("Published as"),
        max_length=100,
        required=False,
        help_text=_("Community reviewers only, where their own name is to stay hidden."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_those_that_take_part(self)
        self.helper = helper(_("Add to the pool"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("seat") == Seat.PEER and not data.get("city") and "city" not in self.errors:
            self.add_error("city", _("A peer works for a city or region; please say which."))
        return data


class ChangeReviewerForm(ReviewerForm):
    """The same for somebody in the pool; who they are and which seat they take stays."""

    available = forms.BooleanField(label=_("May be drawn"), required=False)

    def __init__(self, *args: Any, seat: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "seat"):
            del self.fields[name]
        languages: Any = self.fields["languages"]
        languages.choices = offered(self.initial.get("languages", ()))
        self.fields["city"].required = seat == Seat.PEER
        self.helper = helper(_("Save"))


def offer_those_that_take_part(form: forms.Form) -> None:
    field: Any = form.fields["city"]
    field.offer(field.queryset.all())
