"""Why a file was not taken, and what to do about it, in a sentence for the person who sent it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES = {
    "other_kind": gettext_lazy(
        "The content of this file is not what its name says (%(extension)s). Save it anew in that "
        "format, or give it the name of the format it is in."
    ),
    "damaged": gettext_lazy(
        "This file is damaged or not complete. Open it in the program it was made with, save it "
        "anew, and upload that."
    ),
    "password": gettext_lazy(
        "This file asks for a password, so reviewers could not open it. Save it without one and "
        "upload that."
    ),
    "macros": gettext_lazy(
        "This file holds macros or other instructions that run when it is opened. Save it without "
        "them, or as PDF, and upload that."
    ),
    "fetched": gettext_lazy(
        "This document fetches a picture, a template or another part from elsewhere when it is "
        "opened. Put that part into the document, or save it as PDF, and upload that."
    ),
    "reaching": gettext_lazy(
        "This table has a formula that fetches something from elsewhere, or starts a program. Keep "
        "the result instead of the formula, and upload that."
    ),
    "declared": gettext_lazy(
        "This document holds declarations that today's office programs do not write. Open it in "
        "one, save it anew, and upload that."
    ),
    "embedded": gettext_lazy(
        "Other files are packed into this one. Take them out, and upload each by itself."
    ),
    "pdf_script": gettext_lazy(
        "This PDF holds scripts or starts other programs. Print it into a new PDF, which leaves "
        "them out, and upload that."
    ),
    "pdf_opens": gettext_lazy(
        "This PDF opens an address or another file by itself. Print it into a new PDF, which "
        "leaves that out, and upload that."
    ),
    "pdf_form": gettext_lazy(
        "This PDF is a form that runs by itself or sends what is typed. Print it into a new PDF, "
        "which keeps what was typed, and upload that."
    ),
    "pdf_media": gettext_lazy(
        "This PDF holds sound, film or a model in three dimensions. Print it into a new PDF, which "
        "leaves them out, and upload that; a film can be given as a link."
    ),
    "two_kinds": gettext_lazy(
        "Something hangs before or behind this file that does not belong to it, or it could be "
        "taken for two kinds of file at once. Save it anew, and upload that."
    ),
    "paths": gettext_lazy(
        "Names inside this file point out of it. Open it in an office program, save it anew, and "
        "upload that."
    ),
    "pixels": gettext_lazy(
        "This picture has %(width)d × %(height)d points; it may have %(most)d million in all. Make "
        "it smaller, and upload that."
    ),
    "too_much": gettext_lazy(
        "Unpacked, this file is far larger than it looks, or too complicated to be read safely. "
        "Save it in a simpler way, for example as PDF, or divide it, and upload that."
    ),
    "formula": gettext_lazy(
        "Row %(row)d of this table has a cell that spreadsheet programs would run: “%(cell)s”. "
        "Keep the result instead of the formula, and upload that."
    ),
    "virus": gettext_lazy(
        "The virus scanner found “%(found)s” in this file. It has been removed here. Have your "
        "computer looked at, make the document anew, and upload that."
    ),
}


def refusal(code: str, figures: Mapping[str, Any]) -> str:
    """Raises KeyError for a word the reader does not say."""
    return str(SENTENCES[code] % figures)


def scanner_is_down() -> str:
    return _(
        "The virus scanner does not answer now. The file is safe and kept apart; it is tried again "
        "every few minutes, and nothing has to be sent again."
    )


def lost() -> str:
    return _("This file was lost here; please send it again.")


def too_slow() -> str:
    return _(
        "Reading this file took too long, each time it was tried. Save it in a simpler way, for "
        "example as PDF, or divide it, and upload that."
    )


def not_read_yet() -> str:
    return _(
        "It could not be read at the first try, for a reason of our own. The file is safe and kept "
        "apart; it is tried again in a few minutes, and nothing has to be sent again."
    )
