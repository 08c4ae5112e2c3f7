"""Draw again from what is published, on any computer: the same panels?

    python -m accreditation.draw file.json draw.json

``file.json`` is the frozen file, ``draw.json`` the facts of the draw (seed, hash and seats).
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from accreditation.draw import Impossible, draw


def differences(file: bytes, record: dict[str, Any]) -> list[str]:
    """What does not agree with what was published; nothing when all does."""
    found = []
    if hashlib.sha256(file).hexdigest() != record["frozen_sha256"]:
        found.append("The file is not the one whose hash was published.")
    if not record["drawn_on"]:
        return [*found, "These panels have not been drawn yet."]
    try:
        seats = draw(file.decode(), record["seed"]).seats
    except Impossible as impossible:
        return [*found, *impossible.reasons]
    if seats != record["seats"]:
        found.append("Drawing again gives other panels.")
    return found


def main(file: str, record: str) -> int:
    found = differences(Path(file).read_bytes(), json.loads(Path(record).read_text("utf-8")))
    said = found or ["The file is the one that was published, and gives the same panels."]
    sys.stdout.write("\n".join([*said, ""]))
    return 1 if found else 0


def run() -> None:
    """From the command line: two names of files, and an answer in words."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    settings.configure(USE_I18N=False)
    sys.exit(main(sys.argv[1], sys.argv[2]))


if __name__ == "__main__":
    run()
