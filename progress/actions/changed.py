"""What can stand between a person and saving what they wrote."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from office.workflow import Refused


class Incomplete(Refused):
    """What was typed cannot be kept like this; ``errors`` has a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]):
        super().__init__(*errors.values())
        self.errors = dict(errors)


def check_texts(texts: Mapping[str, Any]) -> None:
    """Raises Incomplete for a character no database keeps."""
    bad = {name: _("This text holds a character that cannot be kept (NUL).")
           for name, text in texts.items() if isinstance(text, str) and "\x00" in text}  # fmt: skip
    if bad:
        raise Incomplete(bad)
