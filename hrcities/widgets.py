"""How does an input become HTML? In Python for the kinds that forms are full of.

Django draws each input, each option of a list and each one's attributes from a template of its
own; a list of forty languages is eighty of them. The text is the same, letter for letter.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape

FOLDER = "django/forms/widgets/"
INPUTS = (
    "text", "number", "email", "url", "password", "hidden", "date", "time", "checkbox", "file"
)  # fmt: skip
Widget = Mapping[str, Any]


class Renderer(TemplatesSetting):
    """Draws what it knows, and leaves everything else to templates."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        return draw(context["widget"])


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_said(widget["value"])}"'
    name, attrs = _said(widget["name"]), attributes(widget["attrs"])
    return f'<input type="{_said(widget["type"])}" name="{name}"{value}{attrs}>\n'


def _textarea(widget: Widget) -> str:
    text = conditional_escape(widget["value"]) if widget["value"] else ""
    name, attrs = _said(widget["name"]), attributes(widget["attrs"])
    return f'<textarea name="{name}"{attrs}>\n{text}</textarea>\n'


def _select(widget: Widget) -> str:
    parts = [f'<select name="{_said(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_said(group)}">')
        for option in options:
            value, label = _said(option["value"]), conditional_escape(option["label"])
            parts.append(
                f'\n  <option value="{value}"{attributes(option["attrs"])}>{label}</option>\n'
            )
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>\n"])


def attributes(attrs: Mapping[str, Any]) -> str:
    """As they stand in a tag."""
    return "".join(
        f" {_said(name)}" if value is True else f' {_said(name)}="{_said(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _said(value: Any) -> str:
    return conditional_escape(value)


DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}{kind}.html": _input for kind in INPUTS},
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
}
