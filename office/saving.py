"""How what several people may edit is saved without anybody's words being lost (trust §4)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models import F
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from office.workflow import Refused


class ChangedMeanwhile(Exception):
    """Somebody else saved first. ``current`` is what stands now; nothing was overwritten.

    ``aside`` is where what was typed is kept, of an answer.
    """

    def __init__(self, current: models.Model):
        super().__init__("changed meanwhile")
        self.current: Any = current
        self.aside: Any = None


def save_if_unchanged(instance: models.Model, version: int, values: Mapping[str, Any]) -> None:
    """Write ``values`` if ``instance`` still is the version the person saw.

    Raises ChangedMeanwhile with what stands now when somebody else saved first.
    """
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    if not rows.filter(version=version).update(version=F("version") + 1, **values):
        raise ChangedMeanwhile(rows.get())
    instance.refresh_from_db()


def saved(
    form: forms.BaseForm,
    act: Callable[..., object],
    stands: Callable[[Any], Mapping[str, Any]] | None = None,
    /,
    **fixed: Any,
) -> bool:
    """Whether ``act`` took what was typed; else the form says why and keeps it all.

    Where somebody saved in between, ``form.meanwhile`` shows what stands now, and the form takes
    over its version: saving again replaces it knowingly. ``stands`` is what was saved by the names
    of the form, where they are not those of its attributes.
    """
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data, **fixed)
    except Refused as refused:
        form.add_error(None, refused.reasons)
    except ChangedMeanwhile as changed:
        _show(form, changed.current, stands)
    else:
        return True
    return False


def built_on(form: forms.BaseForm, **hidden: int) -> None:
    """Shows the form again as built on this ``version``: saving it is then a choice made anew."""
    data: Any = form.data
    data = data.copy()
    for name, value in hidden.items():
        data[form.add_prefix(name)] = str(value)
    form.data = data


def status_of(*bound: forms.BaseForm) -> int:
    """409 where something stood in the way, else 200."""
    return 409 if any(form.is_bound and form.non_field_errors() for form in bound) else 200


def _show(form: Any, current: Any, stands: Callable[[Any], Mapping[str, Any]] | None) -> None:
    form.add_error(
        None,
        _("Somebody else saved this meanwhile. Both texts are shown; save again to keep yours."),
    )
    built_on(form, version=current.version)
    named = [name for name in form.fields if name != "version"]
    if stands is None:
        kept = {name: getattr(current, name) for name in named if hasattr(current, name)}
    else:
        kept = dict(stands(current))
    form.meanwhile = [
        (form.fields[name].label, _words(form.fields[name], kept[name]))
        for name in named
        if name in kept
    ]


def _words(field: forms.Field, value: Any) -> str:
    """A kept value as a reader of the form would say it."""
    if value is None or value == "":
        return ""  # not the words of a list for “nothing chosen”
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value)
    choices: Any = flatten_choices(getattr(field, "choices", ()))
    called = {str(key): name for key, name in choices}
    several = value if isinstance(value, list) else [value]
    return format_html_join(", ", "{}", ((called.get(str(one), one),) for one in several))
