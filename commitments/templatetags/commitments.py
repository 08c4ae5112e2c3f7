"""The words of an edition, for templates."""

from django import template
from django.utils.safestring import SafeString

from commitments.wording import in_html

register = template.Library()


@register.filter
def plain(words: str) -> str:
    """The words alone, for a title or an attribute: neither can say a language."""
    return str(words)


@register.filter
def lang(text: str, code: str) -> SafeString:
    """A piece of text in another language than the page around it."""
    return in_html(text, code)
