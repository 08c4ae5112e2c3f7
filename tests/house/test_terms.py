"""What an edition says of days and months is read somewhere: no figure stands for nothing."""

import ast
from pathlib import Path

from django.conf import settings

from commitments.terms import DAYS, MONTHS, NOTHING_FOLLOWS

ROOT = Path(settings.BASE_DIR)
ROOMS = ("accreditation", "progress", "voices", "register", "cities", "commitments", "office")
READERS = {"days", "months", "after_days", "after_months", "before_the_meeting"}


def names_read():
    """Every text given to a function that reads a figure."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and called(call) in READERS:
                    yield from (a.value for a in call.args if isinstance(a, ast.Constant))


def called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_every_figure_is_read_by_its_name_unless_nothing_follows_from_it():
    unread = {*DAYS, *MONTHS} - set(names_read())

    assert unread == NOTHING_FOLLOWS
