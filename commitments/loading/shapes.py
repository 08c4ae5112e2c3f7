"""The shapes that parts of a document can have, each checking one value."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from .nodes import Items, Table
from .problems import Problems

WRONG = object()  # stands for a value that was refused
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Shape(Protocol):
    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        """The value as it will be kept, or WRONG after saying why."""


@dataclass(frozen=True)
class Text:
    """Words: not empty, not too long, nothing unprintable."""

    most: int = 5000

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        words: dict[str, object] = {"name": name, "most": self.most}
        if not isinstance(value, str):
            sentence = _("“%(name)s” must be text; put it in quotation marks.")
        elif not value.strip():
            sentence = _("“%(name)s” is empty.")
        elif len(value) > self.most:
            sentence = _("“%(name)s” is longer than %(most)d characters.")
        elif UNWRITABLE.search(value):
            sentence = _("“%(name)s” holds a character that cannot be printed.")
        else:
            return value.strip()
        problems.add(line, sentence % words)
        return WRONG


@dataclass(frozen=True)
class Code:
    """A short word that names something for good, and can stand in an address."""

    most: int = 20
    pattern: str = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
    or_number: bool = False

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if self.or_number and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if (text := Text(self.most).read(value, line, name, problems)) is WRONG:
            return WRONG
        if re.fullmatch(self.pattern, text):
            return text
        sentence = _("“%(value)s” cannot be a code: use letters, digits and what joins them.")
        problems.add(line, sentence % {"value": text})
        return WRONG


KEY = Code(40, r"[a-z][a-z0-9_]*")
SLUG = Code(40, r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds; ``or_word`` may stand in its place."""

    least: int = 0
    most: int = 100_000_000
    or_word: str | None = None
    or_nothing: bool = False

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if self.or_nothing and value is None:
            return None
        if self.or_word is not None and value == self.or_word:
            return value
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and self.least <= value <= self.most:
            return value
        sentence = _("“%(name)s” must be a whole number from %(least)d to %(most)d.")
        problems.add(line, sentence % {"name": name, "least": self.least, "most": self.most})
        return WRONG


@dataclass(frozen=True)
class Flag:
    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if isinstance(value, bool):
            return value
        problems.add(line, _("“%(name)s” must be true or false.") % {"name": name})
        return WRONG


@dataclass(frozen=True)
class OneOf:
    """One word of a closed list."""

    words: tuple[str, ...]

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if isinstance(value, str) and value in self.words:
            return value
        sentence = _("“%(name)s” must be one of: %(words)s.")
        problems.add(line, sentence % {"name": name, "words": ", ".join(self.words)})
        return WRONG


@dataclass(frozen=True)
class ListOf:
    item: Shape
    least: int = 0

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if not isinstance(value, Items):
            problems.add(line, _("“%(name)s” must be a list.") % {"name": name})
            return WRONG
        if len(value) < self.least:
            sentence = _("“%(name)s” needs at least %(least)d.")
            problems.add(line, sentence % {"name": name, "least": self.least})
        items = Items(line)
        for item, item_line in zip(value, value.lines, strict=True):
            kept = self.item.read(item, item_line, name, problems)
            if kept is not WRONG:
                items.put(kept, item_line)
        return items


@dataclass(frozen=True)
class Keyed:
    """A table with keys of its own choosing, or of a closed list."""

    value: Shape
    key: Shape = field(default_factory=lambda: Code(or_number=True))
    words: tuple[str, ...] | None = None

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if not isinstance(value, Table):
            problems.add(line, _("“%(name)s” must have keys and values.") % {"name": name})
            return WRONG
        table = Table(line)
        for key, part in value.items():
            key_line = value.lines[key]
            if self.words is None:
                kept_key = self.key.read(key, key_line, name, problems)
            elif key in self.words:
                kept_key = key
            else:
                problems.add(key_line, unknown(key, name))
                continue
            kept = self.value.read(part, key_line, key, problems)
            if kept is not WRONG and kept_key is not WRONG:
                table.put(kept_key, kept, key_line)
        return table


@dataclass(frozen=True)
class Parts:
    """A table with known keys: those it must have and those it may have."""

    must: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)

    def read(self, value: Any, line: int, name: str, problems: Problems) -> Any:
        if not isinstance(value, Table):
            problems.add(line, _("“%(name)s” must have keys and values.") % {"name": name})
            return WRONG
        table, shapes = Table(value.line), {**self.must, **self.may}
        for key, part in value.items():
            if key not in shapes:
                problems.add(value.lines[key], unknown(key, name))
                continue
            kept = shapes[key].read(part, value.lines[key], key, problems)
            if kept is not WRONG:
                table.put(key, kept, value.lines[key])
        for key in self.must:
            if key not in value:
                sentence = _("“%(key)s” is missing in “%(name)s”.")
                problems.add(value.line, sentence % {"key": key, "name": name})
        return table


def unknown(key: str, name: str) -> str:
    return _("The key “%(key)s” is not known in “%(name)s”.") % {"key": key, "name": name}


def words(choices: Iterable[Any]) -> OneOf:
    return OneOf(tuple(str(choice) for choice in choices))
