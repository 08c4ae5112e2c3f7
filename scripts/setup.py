"""Set up what one of make's targets needs: `python3 scripts/setup.py base | dev | bench`."""

import sys

from environment import Unready, install, pdf_packages, prepare, say, test_packages


def main(asked: str) -> int:
    try:
        prepare("base" if asked == "base" else "dev")
        if asked == "bench":
            install(pdf_packages() + test_packages())
    except Unready as unready:
        say(str(unready))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
