"""Reads a translation of an edition, checks it against the edition, and writes it.

The content hash of an edition covers none of its translations. So better sentences may be loaded
at any time, also for an edition that is published or filed under: they take the place of all that
was there in that language, and nothing else changes.
"""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import languages
from commitments.models import Framework, Translation
from commitments.sentences import Texts, placed, texts_of

from .nodes import Items, Table
from .outcome import Outcome
from .problems import DocumentRefused, Problems
from .schema import TRANSLATION


def holds_translation(document: Table) -> bool:
    """Whether a document holds a translation rather than an edition."""
    return "pillars" not in document and "translates" in document


@transaction.atomic
def load_translation(document: Table, name: str) -> Outcome:
    """Write the translation. Its edition must be loaded before it.

    Raises DocumentRefused with every problem found; the database is then as it was.
    """
    problems = Problems(name)
    table = TRANSLATION.read(document, 1, "translation", problems)
    if (framework := _edition(table, problems)) is None:
        raise DocumentRefused(problems.lines())
    _check_origin(table, framework, problems)
    originals = texts_of(framework.text.document)
    _check_texts(table.get("texts", Table(table.line)), originals, framework, problems)
    problems.refuse()
    return _write(framework, table, dict(placed(originals)))


def _edition(table: Table, problems: Problems) -> Framework | None:
    """The edition it translates, held until the translation is written."""
    named = table.get("translates", {})
    if "code" not in named or "edition" not in named:
        return None
    rows = Framework.objects.select_for_update(no_key=True)
    framework = rows.filter(code=named["code"], edition=named["edition"]).first()
    if framework is None:
        sentence = _("There is no edition “%(code)s %(edition)s”; load it first.")
        problems.add(named.line, sentence % dict(named))
    return framework


def _check_origin(table: Table, framework: Framework, problems: Problems) -> None:
    """The language must be another one, and the text the one that is loaded."""
    language, words = table.get("language"), {"edition": _name(framework)}
    if language == framework.language:
        sentence = _("%(edition)s is written in “%(language)s” itself.")
        problems.add(table.lines["language"], sentence % {**words, "language": language})
    elif language is not None and language not in languages.names():
        sentence = _("“%(language)s” is the code of no language known here.")
        problems.add(table.lines["language"], sentence % {"language": language})
    if table.get("made_from") not in (None, framework.content_hash):
        sentence = _(
            "%(edition)s reads differently now: its content hash is %(hash)s. Look at what has "
            "changed, then name that hash."
        )
        line = table.lines["made_from"]
        problems.add(line, sentence % {**words, "hash": framework.content_hash})


def _check_texts(texts: Table, originals: Texts, framework: Framework, problems: Problems) -> None:
    """Every code must be the edition's, and say nothing that the edition does not say."""
    words = {"edition": _name(framework)}
    for kind, said in texts.items():
        if kind == "edition":
            _check_said(said, originals[kind], words["edition"], words, problems)
            continue
        there = originals.get(kind, {})
        for code, part in said.items():
            if code not in there:
                sentence = _("There is no “%(code)s” in “%(kind)s” of %(edition)s.")
                problems.add(said.lines[code], sentence % {**words, "code": code, "kind": kind})
            elif isinstance(part, Table):
                _check_said(part, there[code], code, words, problems)


def _check_said(
    said: Table, there: Texts, name: str, words: dict[str, str], problems: Problems
) -> None:
    for key, part in said.items():
        line = said.lines[key]
        if key not in there:
            sentence = _("“%(name)s” has no “%(key)s” in %(edition)s.")
            problems.add(line, sentence % {**words, "name": name, "key": key})
        elif isinstance(part, Items):
            if len(part) != len(there[key]):
                sentence = _("%(found)d texts in “%(key)s”, but %(edition)s has %(asked)d there.")
                found = {"found": len(part), "asked": len(there[key]), "key": key}
                problems.add(line, sentence % {**words, **found})
                continue
            for item, original in zip(part, there[key], strict=True):
                if isinstance(item, Table):
                    _check_said(item, original, key, words, problems)


def _write(framework: Framework, table: Table, originals: dict[str, str]) -> Outcome:
    sentences = {place: [said, originals[place]] for place, said in placed(table["texts"])}
    values = {
        "made_from": table["made_from"],
        "translator": table["translator"],
        "note": table.get("note", ""),
        "sentences": sentences,
    }
    language, mark = table["language"], _hash(values)
    if framework.translated.get(language) == mark:
        return Outcome.UNCHANGED
    _row, is_new = Translation.objects.update_or_create(
        framework=framework, language=language, defaults=values
    )
    framework.translated[language] = mark
    framework.save(update_fields=["translated"])
    return Outcome.CREATED if is_new else Outcome.UPDATED


def _hash(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _name(framework: Framework) -> str:
    return f"{framework.code} {framework.edition}"
