"""The access table: who may come to which address, in which state of the subject (trust §1).

The table is data, ``access.yaml``, that a lawyer can read. ``tests/house/test_access.py`` tries
every role on every address against it; ``manage.py print_access`` prints it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).with_name("access.yaml")
SEERS = "all who see it"
PHRASE = re.compile(r"(?P<who>.+?)(?: from (?P<since>\w+))?(?: until (?P<until>\w+))?")
ROW_KEYS = {"says", "about", "reads", "acts", "told", "there", "waits", "writes", "cases"}


@dataclass(frozen=True)
class Phrase:
    """Some people, perhaps only from or until a state: “committee from reported”."""

    who: str
    roles: frozenset[str]
    states: frozenset[str]


@dataclass(frozen=True)
class Row:
    """One address, or a case of it. ``told``: who sees the subject and is refused in words."""

    name: str
    case: str
    says: str
    about: str
    reads: tuple[Phrase, ...]
    acts: tuple[Phrase, ...]
    told: tuple[Phrase, ...]
    there: frozenset[str]  # states in which the thing itself exists
    takes_a_form: bool
    waits: bool  # may be gone by the time somebody acts: 404 for them too
    writes: bool  # reading leaves a mark (a letter is then read)

    def answer(self, method: str, role: str, state: str) -> str:
        """``open``, ``refused`` or ``hidden`` for this role in this state of the subject."""
        invited = self.acts if method == "POST" and self.takes_a_form else self.reads
        if _named(invited, role, state):
            return "open"
        return "refused" if _named((*self.told, *self.reads), role, state) else "hidden"


@dataclass(frozen=True)
class Secret:
    """Something that few may read, and nobody may meet by accident."""

    code: str
    says: str
    known: tuple[Phrase, ...]
    stands: str  # an address where it is read,
    read_by: str  # and a role that reads it there

    def may_be_met_by(self, role: str, state: str) -> bool:
        return _named(self.known, role, state)


@dataclass
class Table:
    """The whole of it. ``groups`` are names for several roles."""

    states: list[str]
    roles: dict[str, str]
    groups: dict[str, list[str]]
    seen_by: dict[str, list[str]]
    rows: list[Row] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)

    def phrases(self, texts: Iterable[str], about: str = "") -> tuple[Phrase, ...]:
        """Raises ValueError for somebody or some state the table does not know."""
        found: list[Phrase] = []
        for text in texts:
            if text == SEERS:
                found += self.phrases(self.seen_by[about])
                continue
            match = PHRASE.fullmatch(text)
            who, since, until = match.group("who", "since", "until") if match else (text, "", "")
            states = self.span(since, until)
            if who in self.roles:
                found.append(Phrase(text, frozenset([who]), states))
            elif who in self.groups:
                members = self.phrases(self.groups[who])
                found += [Phrase(text, one.roles, one.states & states) for one in members]
            else:
                raise ValueError(f"Nobody in the table is called “{who}”.")
        return tuple(found)

    def span(self, since: str | None, until: str | None) -> frozenset[str]:
        for state in filter(None, (since, until)):
            if state not in self.states:
                raise ValueError(f"No state is called “{state}”.")
        first = self.states.index(since) if since else 0
        last = self.states.index(until) if until else len(self.states) - 1
        return frozenset(self.states[first : last + 1])

    def add(self, name: str, said: dict[str, Any], case: str = "", **above: Any) -> None:
        """Enter one address, or each of its cases. Raises ValueError for an unknown key."""
        if unknown := set(said) - ROW_KEYS:
            raise ValueError(f"{name}: no row has {', '.join(sorted(unknown))}.")
        facts = {**above, **said}
        if cases := facts.pop("cases", None):
            for each, more in cases.items():
                self.add(name, more, case=each, **facts)
            return
        about = facts["about"]
        reads = self.phrases(facts["reads"], about)
        told = facts.get("told", self.seen_by[about])
        self.rows.append(
            Row(
                name=name,
                case=case,
                says=facts["says"],
                about=about,
                reads=reads,
                acts=self.phrases(facts.get("acts", []), about),
                told=self.phrases(told, about),
                there=self.span(facts.get("there"), None),
                takes_a_form="acts" in facts,
                waits=facts.get("waits", False),
                writes=facts.get("writes", False),
            )
        )


def load(path: Path = PATH) -> Table:
    """The table as it stands in the file. Raises ValueError with a sentence where it is wrong."""
    said = yaml.safe_load(path.read_text())
    table = Table(
        states=said["states"],
        roles=said["roles"],
        groups=said["groups"],
        seen_by=said["seen_by"],
    )
    for name, row in said["addresses"].items():
        table.add(name, row)
    for code, secret in said["secrets"].items():
        known = table.phrases(secret["known_to"])
        stands, read_by = secret["stands"]
        table.secrets.append(Secret(code, secret["says"], known, stands, read_by))
    return table


def _named(phrases: Iterable[Phrase], role: str, state: str) -> bool:
    return any(role in each.roles and state in each.states for each in phrases)
