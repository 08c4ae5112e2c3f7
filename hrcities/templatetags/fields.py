"""Fields of forms, as ``hrcities.fields`` draws them."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.utils.safestring import SafeString

from hrcities import fields

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_field(context: Context) -> SafeString:
    """The ``field`` that crispy-forms has put into the context."""
    said: Any = context
    return fields.draw(
        said["field"],
        shows_label=bool(said.get("form_show_labels")),
        css_class=said.get("wrapper_class") or "",
        inline=bool(said.get("inline_class")),
    )


@register.simple_tag
def draw_fields(form: BaseForm) -> SafeString:
    """All fields of a form, as crispy-forms would ask for them one by one."""
    return SafeString("".join(fields.draw(field, shows_label=True) for field in form))


register.simple_tag(fields.draw_errors, name="draw_errors")
register.simple_tag(fields.draw_hint, name="draw_hint")
