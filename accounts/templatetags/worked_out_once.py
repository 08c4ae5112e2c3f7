"""``{% url %}`` and ``{% trans %}`` as Django has them, worked out once for the same words.

They stand among the ``builtins`` of the settings, so that every template has them.
"""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.addresses import address

register = template.Library()
_said: dict[str | None, dict[str, str]] = {}  # language → what is written → what it says
PLAIN = {str, SafeString, int}  # what says all that stands in an address


class AddressNode(URLNode):
    """An address. What Django looks for in the request, we have not: each room has one name."""

    def render(self, context: Context) -> str:
        page = self.view_name.resolve(context)
        key = [each.resolve(context) for each in self.args]
        if self.kwargs or not all(type(each) in PLAIN for each in key):
            return super().render(context)
        try:
            found = address(page, *key)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return conditional_escape(found) if context.autoescape else found
        context[self.asvar] = found
        return ""


class WordsNode(TranslateNode):
    """Words that stand in the template itself: one text for each language."""

    def render(self, context: Context) -> str:
        said, written = _said.setdefault(get_language(), {}), self.filter_expression.token
        if (words := said.get(written)) is None:
            words = said[written] = super().render(context)
        return words


@register.tag("url")
def do_url(parser: Parser, token: Token) -> AddressNode:
    asked = url(parser, token)
    return AddressNode(asked.view_name, asked.args, asked.kwargs, asked.asvar)


@register.tag("translate")
@register.tag("trans")
def do_trans(parser: Parser, token: Token) -> Node:
    node = do_translate(parser, token)
    return WordsNode(node.filter_expression, node.noop) if _is_written_here(node) else node


def _is_written_here(node: Any) -> bool:
    """Whether it shows words of the template, and nothing that is known only when it is drawn."""
    words = node.filter_expression
    is_literal = isinstance(getattr(words.var, "literal", None), str)
    return is_literal and not (words.filters or node.noop or node.asvar or node.message_context)
