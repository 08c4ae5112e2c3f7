"""Up to three conditions with a level: what is asked, and by when."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .panels import words

MOST = 3  # what the panel advises besides stands in its findings
Pair = tuple[str, date]


def add_fields(form: forms.Form) -> None:
    """Pairs of fields, each of which may stay empty."""
    for number in range(1, MOST + 1):
        text = words(
            _("Condition %(number)d, if there is one") % {"number": number}, rows=2, required=False
        )
        day = forms.DateField(
            label=_("Condition %(number)d: by when") % {"number": number},
            required=False,
            widget=forms.DateInput(
                attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"
            ),
        )
        if number == 1:
            text.help_text = _(
                "What the authority has to do by a day, beside what the edition asks of everybody. "
                "It goes with a level, and the public reads it."
            )
        form.fields[f"condition_{number}"], form.fields[f"due_{number}"] = text, day


def initial(pairs: list[Pair]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for number, (text, due_on) in enumerate(pairs, start=1):
        values |= {f"condition_{number}": text, f"due_{number}": due_on}
    return values


def pairs_of(data: dict[str, Any]) -> list[Pair]:
    """What was typed: text and day of each."""
    found = [(data.get(f"condition_{n}"), data.get(f"due_{n}")) for n in range(1, MOST + 1)]
    return [(text, day) for text, day in found if text and day]


def check(form: forms.Form, data: dict[str, Any]) -> None:
    """Both words and a day, or neither."""
    for number in range(1, MOST + 1):
        text, day = data.get(f"condition_{number}"), data.get(f"due_{number}")
        if form.has_error(f"due_{number}") or bool(text) == bool(day):
            continue
        if text:
            form.add_error(f"due_{number}", _("Please say by when."))
        else:
            form.add_error(f"condition_{number}", _("Please say what is asked."))
