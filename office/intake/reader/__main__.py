"""``python -m office.intake.reader check|preview|cells <kind> [<folder>] < file``."""

import json
import sys
from typing import Any

from office.intake.reader import limits
from office.intake.reader.choosing import work_on
from office.intake.reader.unfit import Unfit

SECONDS = {"check": 40, "preview": 90, "cells": 40}


def main(action: str, kind: str, folder: str) -> None:
    limits.restrict(SECONDS[action])
    work = work_on(action, kind)
    say({"ready": True})
    try:
        for found in work(kind, sys.stdin.buffer, folder):
            say(found)
        say({"done": True})
    except Unfit as unfit:
        say({"unfit": unfit.code, "figures": unfit.figures})
    except (MemoryError, RecursionError):
        say({"unfit": "too_much", "figures": {}})


def say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "")
