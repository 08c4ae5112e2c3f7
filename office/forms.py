"""What the secretariat fills in about posts."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accounts.models import User


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        help_text=_("The second person reads it, and it stays on record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


def not_before_today(day: date | None) -> date | None:
    if day and day < timezone.localdate():
        raise forms.ValidationError(_("This day is over."))
    return day


class GrantForm(forms.Form):
    """Who is to hold which post, for which body, from when until when."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of the person's account here. Whoever has none signs up first."),
    )
    kind = forms.ChoiceField(
        label=_("Post"),
        choices=[("", _("Choose")), *PostKind.choices],
        help_text=_("Reviewers are added in the pool, where their country and languages stand."),
    )
    body = forms.CharField(
        label=_("On behalf of"),
        max_length=200,
        required=False,
        help_text=_("The office, network or institution, if there is one."),
    )
    since = forms.DateField(label=_("From"), widget=DayInput())
    until = forms.DateField(
        label=_("Until"), widget=DayInput(), required=False, help_text=_("The day it ends.")
    )
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        offered = [(value, word) for value, word in PostKind.choices if value != PostKind.REVIEWER]
        fields["kind"].choices = [("", _("Choose")), *offered]

    def clean_email(self) -> str:
        """The address becomes ``user`` among the cleaned data."""
        email = self.cleaned_data["email"]
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody signs in with this address here."))
        self.cleaned_data["user"] = found
        return email

    def clean_since(self) -> date | None:
        return not_before_today(self.cleaned_data["since"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until <= since:
            self.add_error("until", _("It ends after it begins."))
        return data

    def facts(self) -> dict[str, Any]:
        """What ``posts.ask_to_grant`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "email"}


class EndForm(forms.Form):
    """When a post ends, and why."""

    until = forms.DateField(
        label=_("Ends on"),
        widget=DayInput(),
        help_text=_("Today: what it opens is closed as soon as the second person confirms."),
    )
    reason = reason_field()

    def clean_until(self) -> date | None:
        return not_before_today(self.cleaned_data["until"])
