"""The shape of a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TeamCommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only your team reads it. It is never filed, and not part of the answer."),
    )
