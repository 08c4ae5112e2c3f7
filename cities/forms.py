"""What people type in about an authority and its team."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import User
from cities.choices import OF_SEVERAL, AuthorityKind, Role
from cities.fields import CityField, LanguagesInput
from cities.languages import offered
from cities.models import City, Department
from office.intake.fields import KeptFileInput

INVITED = [Role.EDITOR, Role.OBSERVER, Role.COORDINATOR]
HINTS = {
    Role.EDITOR: _("answers requirements and adds evidence"),
    Role.OBSERVER: _("reads the record, for example a councillor or an ombudsperson"),
    Role.COORDINATOR: _("helps from an association or county, never submits"),
}


def roles():
    """The roles a lead can give, each with what it does."""
    return [(role.value, f"{role.label}: {HINTS[role]}") for role in INVITED]


class AuthorityForm(forms.Form):
    """An authority that is not here yet."""

    name = forms.CharField(label=_("Name of the city or region"), max_length=200)
    authority = forms.CharField(
        label=_("Official name of the authority"),
        max_length=200,
        required=False,
        help_text=_("A label certifies the authority, for example “City of Graz”."),
    )
    kind = forms.ChoiceField(label=_("Kind of authority"), choices=AuthorityKind.choices)
    country = forms.ChoiceField(label=_("Country"))
    population = forms.IntegerField(
        label=_("Inhabitants"),
        min_value=1,
        max_value=200_000_000,
        help_text=_("Of the authority's whole territory."),
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, max_digits=7, decimal_places=4,
        widget=forms.HiddenInput,
    )  # fmt: skip
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, max_digits=7, decimal_places=4,
        widget=forms.HiddenInput,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [("", _("Choose")), *countries]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("latitude") is None or data.get("longitude") is None:
            data["latitude"] = data["longitude"] = None
        return data


class InviteAuthorityForm(AuthorityForm):
    """The secretariat writes to an authority: one that stands here already, or a new one."""

    NEEDED_IF_NEW = ("name", "kind", "country", "population")

    city = CityField(
        label=_("Listed here already"),
        queryset=City.objects.none(),
        required=False,
        empty_label=_("No, it is new here"),
        help_text=_("Cities and regions without a lead. Choose one, or fill in the rest."),
    )
    email = forms.EmailField(
        label=_("E-mail address of the future lead"),
        help_text=_("An address of the authority itself: accepting confirms that it takes part."),
    )
    field_order = ["email", "city"]

    def __init__(self, *args, listed, **kwargs):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["city"].offer(listed)
        for name in self.NEEDED_IF_NEW:
            fields[name].required = False
            fields[name].asked_when = _("(needed where it is new here)")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("city"):
            for name in self.NEEDED_IF_NEW:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("This is needed for an authority that is new here."))
        return data


class InviteForm(forms.Form):
    """Somebody for the team."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=roles, widget=forms.RadioSelect)
    department = forms.CharField(label=_("Department"), max_length=120, required=False)


class RoleForm(forms.Form):
    """Another role or department for somebody on the team."""

    role = forms.ChoiceField(label=_("Role"), choices=roles, widget=forms.RadioSelect)
    department = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(self, *args: Any, departments: Iterable[Department], **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        names = [each.name for each in departments]
        fields["department"].choices = [("", _("None")), *((name, name) for name in names)]


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Name of the department"), max_length=120)


class CouncilForm(forms.Form):
    """A council that is a member of a joint authority."""

    name = forms.CharField(label=_("Name of the council"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of authority"),
        choices=[each for each in AuthorityKind.choices if each[0] not in OF_SEVERAL],
    )
    country = forms.ChoiceField(label=_("Country"))
    population = forms.IntegerField(
        label=_("Inhabitants"),
        min_value=1,
        max_value=200_000_000,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [("", _("Choose")), *countries]


class ProfileForm(forms.ModelForm):
    """What the authority says of itself, as it stood when the form was made (``version``)."""

    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of its documents"),
        choices=offered,
        required=False,
        widget=LanguagesInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = City
        fields = [
            *("authority", "kind", "population", "urbanisation", "next_election"),
            *("website", "languages"),
        ]
        labels = {
            "authority": _("Official name of the authority"),
            "kind": _("Kind of authority"),
            "population": _("Inhabitants"),
            "urbanisation": _("Degree of urbanisation"),
            "next_election": _("Next election of the council"),
        }
        help_texts = {
            "population": _(
                "Of the whole territory. The size class of the edition follows from it."
            ),
            "urbanisation": _("Eurostat lists every local unit of the EU by this degree."),
            "next_election": _("Three months before, you are reminded to prepare the hand-over."),
        }
        widgets = {
            "population": forms.NumberInput(attrs={"class": "input--short"}),
            "next_election": forms.DateInput(
                attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        city: City = self.instance
        if city.confirmed_on:
            self.fields["authority"].help_text = gettext(
                "“%(authority)s” was confirmed on %(day)s. Another name, or another kind, counts "
                "once it has been confirmed too: saving it asks the secretariat for a letter with "
                "a code. Until then what was confirmed stays, here, in what you file and on labels."
            ) % {"authority": city.authority, "day": date_format(city.confirmed_on)}
        languages: Any = self.fields["languages"]
        languages.choices = offered(self.instance.languages)
        self.fields["population"].validators.append(at_least_one)


class HandOverForm(forms.Form):
    """Who is to lead, why, and the document that says so; one that was chosen before, if any."""

    email = forms.EmailField(
        label=_("E-mail address of the new lead"),
        help_text=_("Of their account here. Whoever has none signs up, or is invited, first."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For example: the lead has left the authority. It stays on record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    document = forms.FileField(
        label=_("Document of the authority"),
        help_text=_("A signed letter or decision that names the new lead, as PDF, PNG or JPG, of "
                    "10 MB at most. Only the secretariat reads it."),
        widget=KeptFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        """The address becomes ``to`` among the cleaned data."""
        email = self.cleaned_data["email"]
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody signs in with this address here."))
        self.cleaned_data["to"] = found
        return email

    def facts(self) -> dict[str, Any]:
        """What ``ask_to_hand_over`` takes."""
        return {name: self.cleaned_data[name] for name in ("to", "reason", "document")}


def at_least_one(population: int) -> None:
    if population < 1:
        raise forms.ValidationError(_("An authority has at least one inhabitant."))


class ConfirmationLetterForm(forms.Form):
    """Where the letter with the code goes, and where that address is published."""

    address = forms.CharField(
        label=_("Postal address"),
        help_text=_("As on the envelope, one line each: the authority, its head, street, place, "
                    "country."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=600,
    )  # fmt: skip
    source = forms.URLField(
        label=_("Where this address is published"),
        help_text=_("A page of the authority itself, or of its state. It stays on record; never "
                    "take an address that only the account holder has given."),
        assume_scheme="https",
        max_length=500,
    )  # fmt: skip

    def clean_address(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["address"].splitlines()]
        kept = [line for line in lines if line]
        if len(kept) < 3:
            raise forms.ValidationError(_("Please give the whole address, one line each."))
        return "\n".join(kept)


class ConfirmationCodeForm(forms.Form):
    """The code of the letter; by its name it is known for a secret (``accounts.held``)."""

    letter_code = forms.CharField(
        label=_("Code of the letter"),
        help_text=_("Twelve signs in three groups. Small and large letters count the same."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input--medium", "autocomplete": "off",
                                      "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
