"""Write docs/workflow.md from the tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from office.diagram import as_mermaid, as_table
from office.workflow import WORKFLOWS

HEAD = "# The procedure\n\nDrawn from the tables by `manage.py draw_workflows`.\n"


class Command(BaseCommand):
    help = "Write docs/workflow.md from the tables; --check only says whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        parts = [HEAD]
        for name, workflow in sorted(WORKFLOWS.items()):
            title = name.replace("_", " ").capitalize()
            parts.append(
                f"## {title}\n\n```mermaid\n{as_mermaid(workflow)}\n```\n\n{as_table(workflow)}\n"
            )
        text = "\n".join(parts)
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        if not options["check"]:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            raise CommandError("docs/workflow.md is not what the tables say; run make docs.")
