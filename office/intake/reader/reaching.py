"""What a part of an office document would fetch or start by itself when it is opened."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from office.intake.reader.formulas import reaches_out
from office.intake.reader.markup import local
from office.intake.reader.unfit import Unfit

XLINK = "http://www.w3.org/1999/xlink "
SVG = "http://www.w3.org/2000/svg "
SCRIPTS = "urn:oasis:names:tc:opendocument:xmlns:script:1.0 "
CALC_VALUE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value"
RELATIONS = "/relationships "  # the end of a name space of Microsoft's, both old and strict
HARMLESS_LINKS = ("/hyperlink", "/externalLinkPath")  # both wait until the reader asks
TEMPLATE = "/attachedTemplate"
OWN = ("data:", "vnd.sun.star.package:", "vnd.sun.star.graphicobject:")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
FILE = re.compile(r"file:(/*)", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)  # one letter is a drive
RUN = ("vnd.sun.star.script:", "macro:")
SCRIPT = re.compile(r"(?:vnd\.sun\.star\.script|macro|javascript|vbscript):", re.IGNORECASE)
RUNNING_FIELDS = {"DDE", "DDEAUTO"}
RUNNING = {"ddeLink", "dde-source", "dde-link"}
CLICKED = {
    "a", "area-rectangle", "area-circle", "area-polygon", "button", "form", "event-listener",
}  # fmt: skip
SOURCES = {"image-data", "src"}  # of a form's picture; of a drawing in Microsoft's older markup
FORMULAS = {"f", "formula", "formula1", "formula2", "definedName"}
FORMULA_VALUES = {"formula", "condition", "expression"}  # of OpenDocument
TRUE = {"1", "true", "on"}


def is_elsewhere(target: str, part: str = "") -> bool:
    """Does this name something outside of the document, as said in this part of it?"""
    plain = unquote(target).strip().replace("\\", "/")
    if plain.lower().startswith(OWN):
        return False
    if ADDRESS.match(plain):
        return True
    return normpath(join(dirname(part), plain.partition("#")[0] or ".")).startswith("..")


class Relations:
    """The part that says where others are: only links that wait for a click lead outside."""

    def start(self, _name: str, values: dict[str, str]) -> None:
        kind, target = values.get("Type", ""), values.get("Target", "")
        if kind.endswith("/aFChunk"):
            raise Unfit("embedded")
        if values.get("TargetMode", "").lower() == "external":
            if kind.endswith(TEMPLATE) and _is_here(target):
                return
            if not kind.endswith(HARMLESS_LINKS):
                raise Unfit("fetched")
        elif not kind.endswith(HARMLESS_LINKS) and not _is_here(target):
            raise Unfit("fetched")

    def text(self, _words: str) -> None:
        """It has none that means anything."""

    def end(self, _name: str) -> None:
        """Nothing is gathered."""


class Content:
    """All other parts: fields of Word, formulas and links of Excel, links of OpenDocument."""

    def __init__(self, part: str, *, is_open: bool):
        self.part, self.is_open = part, is_open
        self.is_data = part.lower().startswith("customxml/")  # which nothing shows
        self.instruction: list[str] = []
        self.formula: list[str] | None = None
        self.listens = False

    def start(self, name: str, values: dict[str, str]) -> None:
        short = local(name)
        self.listens = short == "instrText"
        if short == "fldChar":
            self.instruction = []
        if short in FORMULAS:
            self.formula = []
        if short in RUNNING or (name.startswith(SCRIPTS) and short == "event-listener"):
            raise Unfit("macros")
        if name == f"{SVG}script":
            raise Unfit("macros")
        if short == "connection" and values.get("refreshOnLoad") in TRUE:
            raise Unfit("fetched")
        for key, value in values.items():
            self._look(name, short, key, value)
        self._follow(name, short, values)

    def text(self, words: str) -> None:
        if self.listens:
            self.instruction.append(words)
            self._ask("".join(self.instruction))
        if self.formula is not None:
            self.formula.append(words)

    def end(self, name: str) -> None:
        if local(name) in FORMULAS and self.formula is not None:
            if reaches_out("".join(self.formula)):
                raise Unfit("reaching")
            self.formula = None

    def _look(self, name: str, short: str, key: str, value: str) -> None:
        which = local(key)
        if which == "instr":
            self._ask(value)
        if value.startswith(RUN) or (which == "href" and SCRIPT.match(value.strip())):
            raise Unfit("macros")
        if (which in FORMULA_VALUES or key == CALC_VALUE) and reaches_out(value):
            raise Unfit("reaching")
        if short == "blip" and key.endswith(f"{RELATIONS}link"):
            raise Unfit("fetched")
        if which in SOURCES and not self.is_data and is_elsewhere(value, self.part):
            raise Unfit("fetched")

    def _follow(self, name: str, short: str, values: dict[str, str]) -> None:
        """Raises Unfit for a link to elsewhere that nobody has to click."""
        if not name.startswith(SVG) and not self.is_open:
            return
        if self.part.startswith("Configurations2/"):
            return  # what a menu calls
        targets = [value for key, value in values.items() if local(key) == "href"]
        target = next((each for each in targets if is_elsewhere(each, self.part)), None)
        if target is None:
            return
        loads = values.get(f"{XLINK}actuate") == "onLoad" or values.get(f"{XLINK}show") == "embed"
        if short in CLICKED and not loads:
            return
        if short == "template" and _is_here(target):
            return
        if short == "table-source" and _is_kept(values) and _is_here(target):
            return
        raise Unfit("fetched")

    def _ask(self, instruction: str) -> None:
        if (instruction.split() or [""])[0].upper() in RUNNING_FIELDS:
            raise Unfit("macros")


def _is_kept(values: dict[str, str]) -> bool:
    """Results of another table, kept here: renewed when the reader asks, as with Excel's."""
    return any(
        local(key) == "mode" and value == "copy-results-only" for key, value in values.items()
    )


def _is_here(target: str) -> bool:
    """Is this on the computer of whoever opens it: no server, neither by name nor by share?

    A letter names its template by the place it had where the letter was written. Nothing is fetched
    from there: whoever opens the letter has such a file, or goes without.
    """
    plain = unquote(target).strip().replace("\\", "/")
    if said := FILE.match(plain):
        if len(said.group(1)) not in (1, 3):
            return False
        plain = plain[said.end() :]
    return not plain.startswith("//") and not SCHEME.match(plain)
