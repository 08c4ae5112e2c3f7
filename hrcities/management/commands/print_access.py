"""Write docs/access.md from the access table."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hrcities.access import PATH
from hrcities.addresses import every_address

HEAD = """# Who may come where

Printed from `hrcities/access.yaml` by `manage.py print_access`; a test tries every role on every
address against it.

**Reads** names who may open a page, **acts** who may send its form. **Is told** names who sees the
thing and is refused with a sentence; everybody else does not learn that it exists. Nobody signed in
is asked to sign in first, unless everybody may come. “from” and “until” name states of the
application, in the order in which it goes through them. Where nothing stands under **acts**, the
page takes no form.
"""


class Command(BaseCommand):
    help = "Write docs/access.md from the access table; --check only says whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        text = "\n".join(as_markdown(yaml.safe_load(PATH.read_text()), every_address()))
        path = Path(settings.BASE_DIR) / "docs" / "access.md"
        if not options["check"]:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            raise CommandError("docs/access.md is not what the table says; run make docs.")


def as_markdown(said: dict[str, Any], addresses: dict[str, str]) -> Iterator[str]:
    """The lines of the page."""
    yield HEAD
    yield "## Who\n"
    yield from _table(["", "who that is"], said["roles"].items())
    yield "\n## Several at once\n"
    yield from _table(["", "who that is"], ((k, _list(v)) for k, v in said["groups"].items()))
    yield "\n## Who sees what there is\n"
    yield from _table(["", "seen by"], ((k, _list(v)) for k, v in said["seen_by"].items()))
    yield "\n## Addresses\n"
    heads = ["address", "what it is", "reads", "acts", "is told"]
    yield from _table(heads, _rows(said, addresses))
    yield "\n## What few may read\n"
    facts = ((one["says"], _list(one["known_to"])) for one in said["secrets"].values())
    yield from _table(["", "known to"], facts)
    yield ""


def _rows(said: dict[str, Any], addresses: dict[str, str]) -> Iterator[list[str]]:
    for name, row in said["addresses"].items():
        for case, more in (row.get("cases") or {"": {}}).items():
            facts = {**row, **more}
            address = f"`/{addresses.get(name, name)}`" + (f" ({case})" if case else "")
            about = said["seen_by"][facts["about"]]
            seen = f"others who see the {facts['about']}" if about else ""
            told = _list(facts["told"]) if "told" in facts else seen
            acts = _list(facts["acts"]) if "acts" in facts else ""
            yield [address, facts["says"], _list(facts["reads"]), acts, told]


def _list(phrases: Iterable[str]) -> str:
    return ", ".join(phrases) or "nobody"


def _table(heads: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
