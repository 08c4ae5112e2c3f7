"""The words of an edition, for templates."""

from typing import Any

from django import template
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from commitments.words import Words, in_html

register = template.Library()


@register.filter
def plain(words: Any) -> str:
    """The words alone, for a title or an attribute: neither can say a language."""
    return str(words["said"] if isinstance(words, dict) else words)


@register.filter
def words(said: Any) -> Any:
    """A sentence of the facts of a document, in its language where they say one."""
    if isinstance(said, dict):
        return in_html(said["said"], said["lang"], is_marked=said["is_marked"])
    return said


@register.filter
def words_in(said: Any, code: str) -> SafeString:
    """As ``words``, and where they say none, in the language of the edition."""
    if isinstance(said, Words):
        return said.__html__()
    return SafeString(words(said)) if isinstance(said, dict) else lang(said, code)


@register.filter
def shortly(said: str, most: int) -> str:
    """The first words of a sentence, in its language where it says one."""
    short = Truncator(said).words(most)
    return said.cut(short) if isinstance(said, Words) else short


@register.simple_tag
def read_at(path: str, query: QueryDict | None, language: str = "") -> str:
    """The address of a page in this language, or in the edition's own; else it asks the same."""
    asks = query.copy() if query else QueryDict(mutable=True)
    asks.pop("language", None)
    if language:
        asks["language"] = language
    return f"{path}?{asks.urlencode()}" if asks else path


@register.filter
def lang(text: str, code: str) -> SafeString:
    """A piece of text in another language than the page around it."""
    return in_html(text, code)
