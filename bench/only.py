"""Which rows are asked for? All, or those whose names hold one of the words in ONLY."""

import os

ONLY = [word.strip() for word in os.environ.get("ONLY", "").split("|") if word.strip()]


def wanted(*names: str) -> bool:
    """Whether one of these rows is asked for."""
    return not ONLY or any(word in name for word in ONLY for name in names)
