"""An edition's words in another language, and which of them are still those of the edition.

Rows that are worded are shown, never saved: what is judged by, compared and frozen is the edition
itself, which no translation touches.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model

from accounts import languages
from commitments.models import (
    Commitment,
    EvidenceExample,
    Framework,
    Indicator,
    Level,
    Pillar,
    Requirement,
    Scale,
    SpecialAnswer,
)
from commitments.sentences import sentences_of
from commitments.words import Words, as_plain

Row = TypeVar("Row", bound=Model)
KEPT = 16  # wordings
# What names a row within its kind, and which of its columns hold sentences; where there is only
# one, its place is the code alone.
COLUMNS: Mapping[type[Model], tuple[str, str, tuple[str, ...]]] = {
    Pillar: ("pillars", "code", ("title", "question")),
    Commitment: ("commitments", "code", ("title", "plain", "description", "why_it_helps",
                                         "not_enough", "small_authority", "resident_question",
                                         "fra_element")),
    EvidenceExample: ("evidence", "code", ("text",)),
    Indicator: ("indicators", "code", ("name",)),
    Level: ("levels", "code", ("title", "meaning")),
    SpecialAnswer: ("special_answers", "key", ("label", "meaning")),
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """How an edition reads in another language than its own. Read only."""

    language: str
    original: str  # the language the edition is written in
    translator: str
    note: str
    sentences: Mapping[str, str]  # by place; those that are translated
    asked: int  # how many sentences the edition has

    @property
    def count(self) -> int:
        return len(self.sentences)

    @property
    def is_whole(self) -> bool:
        return self.count == self.asked

    @property
    def name(self) -> str:
        return languages.name_of(self.language)

    @property
    def original_name(self) -> str:
        return languages.name_of(self.original)

    @property
    def facts(self) -> dict[str, Any]:
        """What a document or page says of the translation, as plain values."""
        return {
            "language": self.language,
            "name": self.name,
            "original": self.original,
            "original_name": self.original_name,
            "translator": self.translator,
            "note": self.note,
            "count": self.count,
            "asked": self.asked,
            "is_whole": self.is_whole,
        }

    def say(self, place: str, text: str, *, is_marked: bool = True) -> Words:
        """The sentence at this place; ``text``, the edition's own, where it is not translated."""
        said = self.sentences.get(place)
        if said is not None:
            return Words(said, self.language, is_translated=True)
        return Words(text, self.original, is_translated=False, is_marked=is_marked)

    def worded(self, row: Row) -> Row:
        """The row, with its sentences in this language."""
        kind, key, columns = COLUMNS[type(row)]
        code = getattr(row, key)
        for column in columns:
            if text := getattr(row, column):
                place = f"{kind}/{code}/{column}" if len(columns) > 1 else f"{kind}/{code}"
                setattr(row, column, self.say(place, text))
        return row

    def worded_requirement(self, row: Requirement) -> Requirement:
        """As ``worded``, with its scale and steps. Steps are translated all or none: one mark."""
        place = f"requirements/{row.code}"
        row.text = self.say(f"{place}/text", row.text)
        row.step_texts = [
            self.say(f"{place}/steps/{number}", text, is_marked=not number)
            for number, text in enumerate(row.step_texts)
        ]
        self.worded_scale(row.scale)
        return row

    def worded_scale(self, row: Scale) -> Scale:
        place = f"scales/{row.code}"
        if row.title:
            row.title = self.say(f"{place}/title", row.title)
        for number, step in enumerate(row.steps.all()):
            step.label = self.say(f"{place}/steps/{number}/label", step.label)
            if step.meaning:
                step.meaning = self.say(f"{place}/steps/{number}/meaning", step.meaning)
        return row

    def worded_edition(self, row: Framework) -> Framework:
        """What an edition says besides its parts: title, purpose, ground rules …"""
        for column in ("title", "purpose", "note"):
            if text := getattr(row, column):
                setattr(row, column, self.say(f"edition/{column}", text))
        terms: dict[str, Any] = {**row.terms}
        if "licence_note" in terms:
            terms["licence_note"] = self.say("edition/licence_note", terms["licence_note"])
        if "ground_rules" in terms:
            terms["ground_rules"] = [
                {**rule, "text": self.say(f"ground_rules/{rule['code']}", rule["text"])}
                for rule in terms["ground_rules"]
            ]
        row.terms = terms
        return row


def frozen(facts: Any, wording: "Wording | None") -> Any:
    """Facts of a document with each sentence in its language, as plain values.

    They also say what translation it is. Without one the facts stay as they are.
    """
    if wording is None:
        return facts
    return {**as_plain(asdict(facts)), "translation": wording.facts}


class Choice(NamedTuple):
    """A language an edition can be read in; the first of several is its own."""

    code: str
    name: str
    is_chosen: bool


def choices_of(framework: Framework, wording: Wording | None) -> list[Choice]:
    """The languages to choose from; none where there is only one."""
    if not framework.translated:
        return []
    chosen = wording.language if wording else framework.language
    codes = [framework.language, *sorted(framework.translated)]
    return [Choice(code, languages.name_of(code), code == chosen) for code in codes]


def read_in(framework: Framework, language: str) -> dict[str, Any]:
    """What a page says of the language it is read in; ``carried`` keeps it in addresses."""
    wording = wording_of(framework, language)
    return {
        "wording": wording,
        "languages": choices_of(framework, wording),
        "carried": f"?language={wording.language}" if wording else "",
    }


_kept: dict[tuple[int, str, str, str], Wording] = {}


def wording_of(framework: Framework, language: str) -> Wording | None:
    """How the edition reads in ``language``; None where that is its own, or not translated.

    Two statements the first time, then none until a translation is loaded anew.
    """
    if (mark := framework.translated.get(language)) is None:
        return None
    key = (framework.pk, framework.content_hash, language, mark)
    if key not in _kept:
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[key] = _read(framework, language)
    return _kept[key]


def first_of(framework: Framework, *wished: str) -> str:
    """The first of these languages the edition can be read in, else its own."""
    known = (framework.language, *framework.translated)
    return next((language for language in wished if language in known), framework.language)


def key_of(framework: Framework, language: str) -> str:
    """Names an edition's words in a language: for what is kept until one of them changes."""
    mark = framework.translated.get(language) if language else ""
    return f"{framework.content_hash}/{language}/{mark}" if mark else framework.content_hash


def _read(framework: Framework, language: str) -> Wording:
    row = framework.translations.get(language=language)
    originals = sentences_of(framework.text.document)
    return Wording(
        language=language,
        original=framework.language,
        translator=row.translator,
        note=row.note,
        sentences={
            place: said
            for place, (said, made_from) in row.sentences.items()
            if originals.get(place) == made_from
        },
        asked=len(originals),
    )
