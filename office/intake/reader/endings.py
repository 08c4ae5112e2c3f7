"""Is a file of one kind only? What else it could be taken for, and what hangs behind its end."""

import re
import zipfile
from typing import BinaryIO

from office.intake.reader.unfit import Unfit

PAGE = re.compile(rb"<!doctype html|<html[\s>]|<script[\s>]|<svg[\s>]|<\?php", re.IGNORECASE)


def refuse_archives(file: BinaryIO) -> None:
    """Raises Unfit for what an unpacking program would unpack as well."""
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise Unfit("two_kinds")
    file.seek(0)


def refuse_pages(content: bytes) -> None:
    """Raises Unfit for parts no picture needs and a browser would show as a page."""
    if PAGE.search(content):
        raise Unfit("two_kinds")
