"""How does a field of a form become HTML: label, hint, what is wrong with it, and the input?

In Python, as inputs are (``widgets.py``): a page holds dozens of fields, and templates within
templates cost more than all they say. ``templates/hrc`` asks for it.
"""

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hrcities.widgets import attributes

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)  # of inputs


def draw(
    field: BoundField, *, shows_label: bool, css_class: str = "", inline: bool = False
) -> SafeString:
    """One field as it stands in a form."""
    if field.is_hidden:
        return _input(field)
    widget = field.field.widget
    more = f" {css_class}" if css_class else ""
    css = f"field{' field--bad' if field.errors else ''}{more}"
    if isinstance(widget, forms.CheckboxInput):
        return format_html(
            '<div id="div_{}" class="{}">{}<div class="choice">{}<div>{}{}</div></div></div>',
            *(field.auto_id, css, draw_errors(field), _input(field)),
            *(_label(field, shows_label, optional=False), draw_hint(field)),
        )
    if isinstance(widget, GROUPS):
        described = field.aria_describedby
        inputs = _input(field) if isinstance(widget, forms.MultiWidget) else _choices(field, inline)
        return format_html(
            '<fieldset id="div_{}" class="{}"{}><legend{}>{}{}</legend>{}{}{}</fieldset>',
            *(field.auto_id, css),
            format_html(' aria-describedby="{}"', described) if described else "",
            *(_hiding(shows_label), field.label, _optional(field)),
            *(draw_hint(field), draw_errors(field), inputs),
        )
    return format_html(
        '<div id="div_{}" class="{}">{}{}{}{}</div>',
        *(field.auto_id, css, _label(field, shows_label, optional=True)),
        *(draw_hint(field), draw_errors(field)),
        _file(field) if isinstance(widget, forms.FileInput) else _input(field),
    )


def draw_errors(field: BoundField) -> SafeString:
    """What is wrong with it, each in a line."""
    if not field.errors:
        return SafeString()
    said = format_html_join(
        "",
        '<p class="field__error"><span class="visually-hidden">{}</span> {}</p>',
        ((_("Error:"), error) for error in field.errors),
    )
    return format_html("<div{}>{}</div>", _named(field, "error"), said)


def draw_hint(field: BoundField) -> SafeString:
    if not field.help_text:
        return SafeString()
    hint = mark_safe(field.help_text)  # noqa: S308 -- ours, as Django's own templates take it
    return format_html('<div{} class="field__hint">{}</div>', _named(field, "helptext"), hint)


def _named(field: BoundField, part: str) -> SafeString:
    return format_html(' id="{}_{}"', field.auto_id, part) if field.auto_id else SafeString()


def _label(field: BoundField, shows_label: bool, *, optional: bool) -> SafeString:
    return format_html(
        '<label for="{}"{}>{}{}</label>',
        *(field.id_for_label, _hiding(shows_label), field.label),
        _optional(field) if optional else "",
    )


def _hiding(shows_label: bool) -> SafeString:
    return SafeString("" if shows_label else ' class="visually-hidden"')


def _optional(field: BoundField) -> SafeString:
    """That it may stay empty; or, where its form says ``asked_when``, when it may not."""
    said = "" if field.field.required else getattr(field.field, "asked_when", _("(optional)"))
    return format_html(' <span class="field__optional">{}</span>', said) if said else SafeString()


def _input(field: BoundField) -> SafeString:
    return SafeString(field)


def _file(field: BoundField) -> SafeString:
    return render_to_string("hrc/layout/field_file.html", {"field": field})


def _choices(field: BoundField, inline: bool) -> SafeString:
    """Radio buttons or boxes, by group where there are groups."""
    widget = field.field.widget
    id_ = widget.attrs.get("id") or field.auto_id
    attrs = field.build_widget_attrs({"id": id_} if id_ else {})
    values = widget.format_value(field.value())
    groups = widget.optgroups(field.html_name, values, attrs)
    if getattr(widget, "folds_groups", False):
        return SafeString("".join(_fold(field, *group[:2]) for group in groups))
    parts = []
    for group, options, _index in groups:
        if group:
            parts.append(format_html('<p class="choices__group">{}</p>', group))
        parts += [_choice(field, option) for option in options]
    css = "choices choices--inline" if inline else "choices"
    return format_html('<div class="{}">{}</div>', css, SafeString("".join(parts)))


def _fold(field: BoundField, group: str, options: list[dict]) -> SafeString:
    """Choices behind the name of their group; before the eyes where something is wrong with it."""
    choices = format_html(
        '<div class="choices">{}</div>',
        SafeString("".join(_choice(field, option) for option in options)),
    )
    if not group:
        return choices
    return format_html(
        '<details class="reveal"{}><summary>{}</summary>{}</details>',
        *(SafeString(" open" if field.errors else ""), group, choices),
    )


def _choice(field: BoundField, option: dict) -> SafeString:
    attrs = {name: value for name, value in option["attrs"].items() if name != "aria-invalid"}
    return format_html(
        '<div class="choice"><input type="{}" name="{}" value="{}"{}>'
        '<label for="{}">{}</label></div>',
        *(option["type"], field.html_name, conditional_escape(str(option["value"]))),
        SafeString(attributes(attrs)),
        *(option["attrs"].get("id", ""), option["label"]),
    )
