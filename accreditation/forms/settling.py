"""What a panel writes together, and what the city corrects."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accreditation.choices import DialogueMode

from .applications import helper
from .panels import words
from .reviews import as_found

READ_BY_CITY = _("Stands in the panel's report: the city reads it, and the public once published.")
READ_BY_COMMITTEE = _(
    "Stands in the panel's report beside the other reason, without a name: the committee decides "
    "with both, the city reads both, and the public once published."
)
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def yes_or_no(label: Any, hint: Any = "", *, required: bool = True) -> forms.TypedChoiceField:
    """A question with two answers and, while it is open, none."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
    )


def answer_of(value: bool | None) -> str:
    """How a kept answer stands in such a field."""
    return {True: "yes", False: "no"}.get(value, "") if value is not None else ""


class VersionForm(forms.Form):
    """A form of something that several members may edit."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SettleForm(VersionForm):
    """One value for a difference, in writing."""

    found = forms.ChoiceField(label=_("Step the panel settles on"), widget=forms.RadioSelect)
    reason = words(_("Reason"), READ_BY_CITY)

    def __init__(self, *args: Any, values: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["found"].choices = [  # type: ignore[attr-defined]
            (value, as_found(value, label, text)) for value, label, text in values
        ]
        self.helper = helper(_("Settle"))


class PassOnForm(VersionForm):
    """Both reasons, for the committee."""

    reason_lower = words(_("Reason for the lower value"), READ_BY_COMMITTEE)
    reason_higher = words(_("Reason for the higher value"), READ_BY_COMMITTEE)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Pass on to the committee"))


class ViewForm(VersionForm):
    """The panel's view of one thing filed: one of several that are saved together.

    Each says beside what was chosen what it showed before, so that one that was left as it is asks
    for nothing and overwrites nobody.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        asks_nothing = {"empty_permitted": True, "use_required_attribute": False}
        super().__init__(*args, **{**kwargs, **asks_nothing})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.visible_fields():
            field.field.show_hidden_initial = True

    @cached_property
    def changed_data(self) -> list[str]:
        """What was chosen or written; the version of what was shown is neither."""
        return [name for name in super().changed_data if name != "version"]

    def shown(self) -> SafeString:
        """What it showed before anything was typed, to be sent along."""
        return format_html_join(
            "", "{}", ((field.as_hidden(only_initial=True),) for field in self.visible_fields())
        )


class GroupViewForm(ViewForm):
    """Whether a result for a group is confirmed."""

    confirmed = yes_or_no(_("Does the panel confirm this result?"))
    reason = words(
        _("Reason"), _("Needed where it is not confirmed. The city reads it."), rows=2,
        required=False,
    )  # fmt: skip


class MeasureViewForm(ViewForm):
    """Whether an earlier recommendation was answered."""

    answered = yes_or_no(_("Was the earlier recommendation answered?"))
    reason = words(
        _("Reason"), _("Needed where it was not. The city reads it."), rows=2, required=False
    )


def needed_for_the_report(form: forms.Form) -> None:
    """Such a form can be saved in part; the draft report wants all of it."""
    for field in form.fields.values():
        if not field.required:
            field.asked_when = _("(needed for the draft report)")  # type: ignore[attr-defined]


class StatementForm(VersionForm):
    """What the panel says of the application as a whole."""

    summary = words(
        _("Summary for residents"),
        _("In plain words, half a page. The city reads it, and the public once published."),
        rows=8,
        required=False,
    )
    grave_concern = yes_or_no(
        _("Is a grave concern open?"), _("It holds every level back."), required=False
    )
    grave_reason = words(
        _("Reason, also where there is none"), READ_BY_CITY, rows=3, required=False
    )
    dialogue_on = forms.DateField(
        label=_("Date of the dialogue with the city"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    dialogue_with = words(
        _("With whom"), _("Offices rather than names. The public reads it."), rows=3,
        required=False,
    )  # fmt: skip
    dialogue_mode = forms.ChoiceField(
        label=_("How"), choices=DialogueMode, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        needed_for_the_report(self)
        self.helper = helper(_("Save"))


class ReasonedForm(VersionForm):
    """The panel's reasoned text on one level."""

    holds = yes_or_no(_("Is the level borne out?"), required=False)
    text = words(_("Reasons"), READ_BY_CITY, rows=8, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        needed_for_the_report(self)
        self.helper = helper(_("Save"))


class CorrectionForm(forms.Form):
    """What is factually wrong, and where."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    text = words(
        _("What is wrong, and what is right"),
        _("Facts only. It stands in the final report, word for word; the public reads it."),
    )

    def __init__(self, *args: Any, findings: Any, requirements: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.findings = {f"F{one.report_number}": one for one in findings}
        self.requirements = {one.code: one for one in requirements}
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("The report as a whole")),
            (_("Findings"), [(key, f"{key} · {one}") for key, one in self.findings.items()]),
            (_("Requirements"), [(key, str(one)) for key, one in self.requirements.items()]),
        ]
        self.helper = helper(_("Add the correction"))

    def meant(self) -> dict[str, Any]:
        """The finding or requirement it is about, as the action takes them."""
        about = self.cleaned_data["about"]
        return {
            "finding": self.findings.get(about),
            "requirement": self.requirements.get(about),
        }
