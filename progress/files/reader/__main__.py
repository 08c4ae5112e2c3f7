"""``python -m progress.files.reader check|preview <kind> [<folder>] < file``."""

import json
import sys
from typing import Any

from progress.files.reader import limits
from progress.files.reader.choosing import readers_of
from progress.files.reader.unfit import Unfit

SECONDS = {"check": 40, "preview": 90}


def main(action: str, kind: str, folder: str) -> None:
    limits.restrict(SECONDS[action])
    check, preview = readers_of(kind)
    file = sys.stdin.buffer
    say({"ready": True})
    try:
        if action == "check":
            check(kind, file)
        else:
            for page in preview(kind, file, folder):
                say(page)
        say({"done": True})
    except Unfit as unfit:
        say({"unfit": unfit.code, "figures": unfit.figures})
    except (MemoryError, RecursionError):
        say({"unfit": "too_much", "figures": {}})


def say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "")
