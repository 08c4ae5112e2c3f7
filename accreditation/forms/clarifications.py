"""What is typed about a question to the city: asked, passed on or not, answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .applications import helper
from .panels import words


class AskForm(forms.Form):
    """A member's question."""

    asked = words(
        gettext_lazy("What do you ask the city?"),
        gettext_lazy(
            "Ask for a fact, and write nothing that tells who you are or what you find. The "
            "secretariat reads it first and may change the wording."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Send it to the secretariat"))


class PassOnForm(forms.Form):
    """The wording that the city reads."""

    sent = words(
        gettext_lazy("The question, as the city reads it"),
        gettext_lazy("Take out whatever tells who asks, or what somebody finds."),
        rows=6,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Pass it on to the city"))


class DeclineForm(forms.Form):
    """Why the city is not asked."""

    because = words(
        gettext_lazy("Why it is not passed on"), gettext_lazy("Only whoever asked reads it.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Do not pass it on"))


class AnswerForm(forms.Form):
    """What the city says."""

    answer = words(
        gettext_lazy("Your answer"),
        gettext_lazy(
            "Say where in what was filed it can be read, or how it is. The whole panel reads it, "
            "marked as said after filing."
        ),
        rows=8,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Send the answer to the panel"))
