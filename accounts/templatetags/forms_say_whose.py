"""``{% csrf_token %}`` in every template: Django's, and whose page the form stands on.

Stands among the ``builtins`` of the settings, so that no form can be without it.
"""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts import whose

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    """The hidden fields that each form of ours begins with."""

    def render(self, context: Context) -> str:
        token = super().render(context)
        # In what is included with ``only`` it stands beside the context; crispy's form is given
        # what was in the context, as a plain dict.
        request = getattr(context, "request", None) or context.get("request")
        if not token or not (mark := whose.mark_in(request)):
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', whose.FIELD, mark)


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> FormTokenNode:
    return FormTokenNode()
