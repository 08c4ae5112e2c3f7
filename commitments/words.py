"""A sentence of a translated edition, which says its language wherever it is shown."""

from typing import Any, Self

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class Words(str):
    """A sentence of a translated edition. On a page it says its language, and where it is none
    of the translation's, that it is not translated yet.

    Any text made of it (``str``, an f-string) is plain again, for titles and attributes.
    """

    lang: str
    is_translated: bool
    is_marked: bool

    def __new__(cls, text: str, lang: str, *, is_translated: bool, is_marked: bool = True) -> Self:
        words = super().__new__(cls, str(text))
        words.lang, words.is_translated = lang, is_translated
        words.is_marked = is_marked and not is_translated
        return words

    def __html__(self) -> SafeString:
        return in_html(str(self), self.lang, is_marked=self.is_marked)

    def __deepcopy__(self, memo: object) -> Self:
        return self  # it never changes

    @property
    def alone(self) -> "Words":
        """As it stands by itself: of several that share one mark, each has it then."""
        return Words(self, self.lang, is_translated=self.is_translated)

    def cut(self, text: str) -> "Words":
        """Less of it, in the same language and with the same mark."""
        return Words(text, self.lang, is_translated=self.is_translated, is_marked=self.is_marked)


def in_html(text: str, lang: str, *, is_marked: bool = False) -> SafeString:
    """The sentence in its language, with a mark in words where it is not translated."""
    said = format_html('<span lang="{}">{}</span>', lang, text)
    if not is_marked:
        return said
    mark = format_html('<span class="untranslated">{}</span>', _("not translated yet"))
    return format_html("{} {}", said, mark)


def said_with(sentence: str, **words: str) -> SafeString:
    """A sentence of the platform around words of an edition, each of which says its language."""
    return SafeString(
        escape(sentence) % {name: conditional_escape(text) for name, text in words.items()}
    )


def as_plain(value: Any) -> Any:
    """Facts of a document as plain values, each sentence with its language."""
    match value:
        case Words():
            return {"said": str(value), "lang": value.lang, "is_marked": value.is_marked}
        case dict():
            return {key: as_plain(part) for key, part in value.items()}
        case list() | tuple():
            return [as_plain(part) for part in value]
    return value
