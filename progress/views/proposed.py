"""What the pages of proposals share: what was ticked on them, and what is said afterwards."""

from collections.abc import Iterable

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import SignedInRequest
from office.refusing import say_why

LEFT_SHOWN = 10  # sentences on what could not be saved


def picked(values: Iterable[str]) -> dict[int, int]:
    """``proposal.version`` as the page wrote them: the version of what stood there when read."""
    found = {}
    for value in values:
        key, _dot, version = value.partition(".")
        if key.isdecimal() and version.isdecimal() and len(value) < 20:
            found[int(key)] = int(version)
    return found


def say_left(request: SignedInRequest, sentences: list[str]) -> None:
    """A sentence for each that stays open, and how many more there are."""
    for sentence in sentences[:LEFT_SHOWN]:
        say_why(request, sentence)
    if (more := len(sentences) - LEFT_SHOWN) > 0:
        say_why(
            request,
            ngettext("%(count)d more waits below.", "%(count)d more wait below.", more)
            % {"count": more},
        )


def say_nothing_chosen(request: SignedInRequest) -> None:
    messages.info(request, _("Nothing was changed: no proposal was chosen that still waits."))
