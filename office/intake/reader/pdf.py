"""PDF: nothing that runs, starts, fetches or hides; and its pages as pictures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
import pypdfium2

from office.intake.reader.endings import refuse_archives
from office.intake.reader.unfit import Unfit

OBJECTS_MAX = 400_000
PAGES_SHOWN = 20
WIDTH, TALLEST = 1100, 3300  # points of a picture
TEXT_MAX = 20_000
END = re.compile(rb"%%EOF[\s\x00]*\Z")
KEYS = {
    "/JS": "pdf_script",
    "/JavaScript": "pdf_script",
    "/EmbeddedFiles": "embedded",
    "/EF": "embedded",
    "/XFA": "pdf_form",
}
ACTIONS = {
    "/JavaScript": "pdf_script",
    "/Rendition": "pdf_script",
    "/Launch": "pdf_script",
    "/GoToE": "embedded",
    "/SubmitForm": "pdf_form",
    "/ImportData": "pdf_form",
}
BY_ITSELF = ("/OpenAction", "/AA")  # nobody has to click
STAYS = {"/GoTo", "/Named", "/Hide", "/SetOCGState", "/Trans", "/GoTo3DView"}
STEPS_MAX = 1_000
KINDS = {
    "/FileAttachment": "embedded",
    "/RichMedia": "pdf_media",
    "/3D": "pdf_media",
    "/Screen": "pdf_media",
    "/Movie": "pdf_media",
    "/Sound": "pdf_media",
}


def check(_kind: str, file: BinaryIO) -> None:
    """Raises Unfit for a PDF that is broken, locked, or does more than show pages."""
    refuse_archives(file)
    content = file.read()
    if b"%%EOF" not in content[-2048:]:
        raise Unfit("damaged")
    if not END.search(content, max(0, len(content) - 2048)):
        raise Unfit("two_kinds")
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True) as document:
            if not len(document.pages):
                raise Unfit("damaged")
            for number, thing in enumerate(document.objects):
                if number > OBJECTS_MAX:
                    raise Unfit("too_much")
                _look(thing)
            _look(document.trailer)
    except pikepdf.PasswordError:
        raise Unfit("password") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        raise Unfit("damaged") from None


def _look(thing: Any) -> None:
    """At an object and all that stands in it directly; others have a number and turn."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            for key in each.keys():  # noqa: SIM118 -- a stream is read through its dictionary
                if key in KEYS:
                    raise Unfit(KEYS[key])
                value = each.get(key)
                if key in BY_ITSELF:
                    _refuse_leaving(value, by_event=key == "/AA")
                if key == "/F" and isinstance(each, pikepdf.Stream):
                    raise Unfit("pdf_opens")  # its content lies elsewhere
                if key in ("/S", "/Subtype") and isinstance(value, pikepdf.Name):
                    found = (ACTIONS if key == "/S" else KINDS).get(str(value))
                    if found:
                        raise Unfit(found)
                elif _is_whole(value):
                    waiting.append(value)
        elif isinstance(each, pikepdf.Array):
            waiting += [value for value in each if _is_whole(value)]


def _refuse_leaving(what: Any, *, by_event: bool) -> None:
    """Raises Unfit where what happens by itself, or what follows it, leads out of the document."""
    if not isinstance(what, pikepdf.Dictionary):
        return  # a page to begin with
    waiting = [what.get(key) for key in what.keys()] if by_event else [what]  # noqa: SIM118
    for steps, action in enumerate(_followed(waiting)):
        if steps > STEPS_MAX:
            raise Unfit("too_much")
        kind = str(action.get("/S", ""))
        if kind and kind not in STAYS:
            raise Unfit(ACTIONS.get(kind, "pdf_opens"))


def _followed(waiting: list[Any]) -> Iterator[pikepdf.Dictionary]:
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary):
            yield each
            waiting.append(each.get("/Next"))


def _is_whole(value: Any) -> bool:
    return (
        isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)
        and not value.is_indirect
    )


def preview(_kind: str, file: BinaryIO, folder: str) -> Iterator[dict[str, Any]]:
    """The first pages as pictures, each with its text."""
    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError:
        raise Unfit("damaged") from None
    yield {"pages": len(document), "shown": min(len(document), PAGES_SHOWN)}
    for number in range(min(len(document), PAGES_SHOWN)):
        page = document[number]
        scale = min(WIDTH / page.get_width(), TALLEST / page.get_height())
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        name = f"{number + 1}.webp"
        picture.save(Path(folder) / name, "WEBP", quality=80, method=2)
        text = page.get_textpage().get_text_bounded()[:TEXT_MAX]
        yield {
            "page": number + 1,
            "text": text.replace("\r\n", "\n").replace("\x00", ""),
            "image": name,
            "width": picture.width,
            "height": picture.height,
        }
