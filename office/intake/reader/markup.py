"""XML inside office documents: read to its end, without anything it could fetch or multiply."""

import codecs
import re
from collections.abc import Callable
from xml.parsers import expat

from office.intake.reader.unfit import Unfit

DEEPEST = 1_000
DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
Started = Callable[[str, dict[str, str]], None]


def walk(
    content: bytes,
    start: Started,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell each element by its name without prefix. Raises Unfit for declarations and breakage."""
    depth = 0

    def begin(name: str, values: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unfit("too_much")
        start(name, values)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unfit("damaged") from None


def local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def plain_start(content: bytes) -> bytes:
    """How a part begins, whatever alphabet it is written in."""
    return content[:200].removeprefix(codecs.BOM_UTF8).translate(None, b"\x00\xfe\xff").lstrip()


def refuse_declarations(content: bytes) -> None:
    """For parts that look like markup and need not be well-formed, such as drawings."""
    if DECLARED.search(content):
        raise Unfit("declared")


def _refuse(*_said: object) -> None:
    raise Unfit("declared")
