"""Which columns the spreadsheet has, and what it remembers of the record it was taken from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from progress.choices import AnswerState

MAGIC, FORMAT = "human-rights-cities answers", "1"
MEMORY = "hrc"  # the sheet nobody sees
LISTS = "hrc lists"
CHOICES = ("step", "special", "confidence", "state")
LONG = ("text", "how")
MOST = {"law": 500, "body": 300, "text": 50_000, "how": 50_000}
MAY_BRING = (AnswerState.DRAFT, AnswerState.READY)


@dataclass(frozen=True)
class Column:
    """A column of the table. ``part`` counts where one text needs several cells."""

    name: str
    heading: str
    width: int
    part: int = 1
    may_change: bool = False


def columns(parts: Mapping[str, int]) -> list[Column]:
    """All columns in order; ``parts`` says how many cells the longest text of a field needs."""
    table = [
        Column("code", _("Code"), 8),
        Column("commitment", _("Commitment"), 28),
        Column("question", _("Requirement"), 48),
        Column("core", pgettext("requirement", "Core"), 7),
        Column("steps", _("What each step means"), 48),
        Column("step", _("How far are you?"), 18, may_change=True),
        Column("special", _("Does something else apply?"), 22, may_change=True),
        Column("text", _("What you do, in your own words"), 60, may_change=True),
        Column("law", _("Which law gives the task to another level"), 28, may_change=True),
        Column("body", _("Which body has the task"), 24, may_change=True),
        Column("how", _("How you will find out"), 32, may_change=True),
        Column("until", _("By when you will know"), 14, may_change=True),
        Column("confidence", _("How sure is it?"), 18, may_change=True),
        Column("state", _("State"), 14, may_change=True),
    ]
    return [
        Column(
            one.name,
            one.heading if part == 1
            else _("%(heading)s (part %(number)d)") % {"heading": one.heading, "number": part},
            one.width,
            part,
            one.may_change,
        )
        for one in table
        for part in range(1, max(parts.get(one.name, 1), 1) + 1)
    ]  # fmt: skip


@dataclass
class Memory:
    """What the sheet nobody sees says: whose record, which text, and how the table is read."""

    city: str
    framework: str
    edition: str
    content_hash: str
    exported_at: str
    sheet: str = ""
    columns: list[tuple[str, int]] = field(default_factory=list)  # name and part, from the left
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # (list, label) → value
    versions: dict[str, int] = field(default_factory=dict)  # code → version of the answer
    scales: dict[str, str] = field(default_factory=dict)  # code → list of its steps

    def add(self, of: str, value: str, label: str) -> str:
        """Remember how a choice is called; a name of its own where two are called alike."""
        taken = {each.casefold() for (one, each), held in self.words.items()
                 if one == of and held != value}  # fmt: skip
        name = f"{label} ({value})" if label.casefold() in taken else label
        self.words[of, name] = value
        return name

    def label(self, of: str, value: str) -> str:
        """What a choice is called; itself where the edition does not name it any more."""
        if not value:
            return ""
        for (one, label), held in self.words.items():
            if (one, held) == (of, value):
                return label
        return self.add(of, value, value)

    def rows(self) -> list[list[Any]]:
        return [
            [MAGIC, FORMAT],
            ["record", self.city],
            ["edition", self.framework, self.edition, self.content_hash],
            ["exported", self.exported_at],
            ["table", self.sheet],
            *(["column", name, str(part)] for name, part in self.columns),
            *(["word", of, value, label] for (of, label), value in self.words.items()),
            *(
                ["answer", code, str(version), self.scales.get(code, "")]
                for code, version in self.versions.items()
            ),
        ]


def remembered(rows: Sequence[Sequence[str]]) -> Memory | None:
    """The memory that these rows are; None where they are no such thing, or were tampered with."""
    if not rows or list(rows[0][:2]) != [MAGIC, FORMAT]:
        return None
    memory = Memory("", "", "", "", "")
    try:
        for kind, *values in rows[1:]:
            _take(memory, kind, values)
    except (ValueError, IndexError):
        return None
    return memory if memory.city and memory.sheet and memory.columns else None


def _take(memory: Memory, kind: str, values: list[str]) -> None:
    match kind:
        case "record":
            memory.city = values[0]
        case "edition":
            memory.framework, memory.edition, memory.content_hash = values[:3]
        case "exported":
            memory.exported_at = values[0]
        case "table":
            memory.sheet = values[0]
        case "column":
            memory.columns.append((values[0], int(values[1])))
        case "word":
            memory.words[values[0], values[2]] = values[1]
        case "answer":
            memory.versions[values[0]] = int(values[1])
            memory.scales[values[0]] = values[2] if len(values) > 2 else ""
