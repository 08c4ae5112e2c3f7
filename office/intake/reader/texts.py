"""Text and tables as text: nothing but text, and no cell that a spreadsheet would run."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from office.intake.reader.formulas import would_run, would_run_undivided
from office.intake.reader.unfit import Unfit

PAGE, PAGES_SHOWN = 4_000, 20  # signs, pages
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
OTHER = re.compile(r"\s*(<!doctype|<html|<svg|<\?xml|<script|%PDF-|GIF8|PK\x03|MZ\x90)", re.I)
DELIMITERS = ",;\t"
OWN_DELIMITER = re.compile(r'\s*"?sep=([^\s"])', re.IGNORECASE)
csv.field_size_limit(10_000_000)


def check(kind: str, file: BinaryIO) -> None:
    """Raises Unfit for what is no text, is another kind in disguise, or would run."""
    text = decoded(file.read())
    if CONTROL.search(text) or OTHER.match(text):
        raise Unfit("other_kind", extension=kind)
    if kind == "csv":
        for delimiter in _delimiters(text):
            _refuse_formulas(text, delimiter)


def preview(_kind: str, file: BinaryIO, _folder: str) -> Iterator[dict[str, Any]]:
    yield from in_pages(decoded(file.read()))


def in_pages(text: str) -> Iterator[dict[str, Any]]:
    """A long text in pieces that end with a line where there is one."""
    pieces: list[str] = []
    place = 0
    while place < len(text) and len(pieces) <= PAGES_SHOWN:
        end = place + PAGE
        if end < len(text) and (line := text.rfind("\n", place, end)) > place:
            end = line + 1
        pieces.append(text[place:end])
        place = end
    more = place < len(text) or len(pieces) > PAGES_SHOWN
    shown = pieces[:PAGES_SHOWN]
    yield {"pages": len(shown) + more, "shown": len(shown)}
    for number, piece in enumerate(shown, 1):
        yield {"page": number, "text": piece, "image": "", "width": 0, "height": 0}


def decoded(content: bytes) -> str:
    """Text in the encodings office programs write."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiters(text: str) -> set[str]:
    """What may part the cells: it depends on the country, or the first line says it."""
    own = OWN_DELIMITER.match(text)
    found = {sign for sign in DELIMITERS if sign in text} | set(own.group(1) if own else "")
    return found or {DELIMITERS[0]}


def _refuse_formulas(text: str, delimiter: str) -> None:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(rows, 1):
            for cell in row:
                if would_run(cell):
                    raise Unfit("formula", row=number, cell=cell.strip()[:30])
            if would_run_undivided(row, delimiter):
                raise Unfit("formula", row=number, cell=delimiter.join(row).strip()[:30])
    except csv.Error:
        raise Unfit("damaged") from None
