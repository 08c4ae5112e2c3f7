"""What is asked of the secretariat about a session."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accreditation import clocks
from accreditation.models import Session
from commitments.models import Framework
from office.days import today

from .applications import helper


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "input--short"})


class SessionForm(forms.Form):
    """A session to come: its edition and its days."""

    framework = forms.ModelChoiceField(
        label=gettext_lazy("Edition of the framework"),
        queryset=Framework.objects.none(),
        empty_label=None,
    )
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Short and for good, for example 2028-1. It stands in addresses."),
        widget=forms.TextInput(attrs={"class": "input--short"}),
    )
    filing_opens_on = forms.DateField(label=gettext_lazy("Filing opens on"), widget=_day())
    meets_on = forms.DateField(label=gettext_lazy("The committee meets on"), widget=_day())
    filing_closes_on = forms.DateField(
        label=gettext_lazy("Last day for filing"),
        required=False,
        widget=_day(),
        help_text=gettext_lazy("Leave it empty for the day that follows from the edition's rules."),
    )

    def __init__(self, *args: Any, editions: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = editions  # type: ignore[attr-defined]
        self.helper = helper(_("Plan the session"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code == "new":  # the address of the form itself
            raise forms.ValidationError(_("Please choose another code."))
        if Session.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a session with this code already."))
        return code

    def clean_meets_on(self) -> Any:
        day = self.cleaned_data["meets_on"]
        if day <= today():
            raise forms.ValidationError(_("This day must still be to come."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, meets = data.get("filing_opens_on"), data.get("meets_on")
        edition = data.get("framework")
        if not (opens and meets and edition) or self.has_error("filing_closes_on"):
            return data
        closes = data.get("filing_closes_on") or clocks.filing_closes(edition.clocks, meets)
        if closes < opens:
            text = _("Filing would close on %(day)s, before it opens.")
            self.add_error("filing_opens_on", text % {"day": closes})
        elif closes >= meets:
            self.add_error("filing_closes_on", _("Filing must close before the committee meets."))
        return data


class AttendanceForm(forms.Form):
    """Who of the committee comes: one question a member."""

    ANSWERS = (("yes", gettext_lazy("Comes")), ("no", gettext_lazy("Does not come")))
    WORDS: Mapping[bool | None, str] = {True: "yes", False: "no", None: "open"}
    OPEN = ("open", gettext_lazy("Not known yet"))

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, members: Iterable[User], recorded: Mapping[int, bool], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.members = {f"member_{member.pk}": member for member in members}
        for name, member in self.members.items():
            known = recorded.get(member.pk)
            self.fields[name] = forms.ChoiceField(
                label=str(member),
                choices=self.ANSWERS if known is not None else (*self.ANSWERS, self.OPEN),
                widget=forms.RadioSelect,
                initial=self.WORDS[known],
            )
        self.helper = helper(_("Save who comes"))
        self.helper.add_input(Submit("publish", _("Save and publish"), css_class="button--quiet"))

    @classmethod
    def word(cls, attends: bool) -> str:
        """The word for whether someone comes."""
        return str(dict(cls.ANSWERS)["yes" if attends else "no"])

    @classmethod
    def stands(cls, session: Session) -> dict[str, str]:
        """Who was recorded to come, by the names of the fields."""
        recorded = session.attendance.values_list("member", "attends")
        return {f"member_{member}": cls.WORDS[attends] for member, attends in recorded}

    def attends(self) -> dict[User, bool]:
        """Member → whether they come; those not known yet are left out."""
        return {
            member: self.cleaned_data[name] == "yes"
            for name, member in self.members.items()
            if self.cleaned_data[name] != "open"
        }
