"""The city's reply to what was said."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment

READ_BY = _("The panel reads it, and the public once you have finished the reply.")


class ReplyForm(forms.Form):
    """On the whole, and to each theme; the page brings the tag and shows what was said."""

    text = forms.CharField(
        label=_("Your reply on the whole"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20000,
        required=False,
        help_text=_("Please answer themes, not people. The panel and later the public read it."),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, themes: Iterable[Commitment], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for theme in themes:
            self.fields[f"theme_{theme.code}"] = forms.CharField(
                label=_("Your reply"),
                widget=forms.Textarea(attrs={"rows": 5}),
                max_length=20000,
                required=False,
                help_text=READ_BY,
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
