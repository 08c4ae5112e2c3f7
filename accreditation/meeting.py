"""Is the committee to meet, has it met, or was it to: as it is said on a day."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accreditation.choices import SessionState


class Meeting(NamedTuple):
    """How a meeting is spoken of."""

    title: str  # above the day
    words: str  # after the name of a session
    sentence: str


def meeting_of(state: str, meets_on: date, day: date) -> Meeting:
    """In words, for a session in this ``state`` that meets on this day, as seen on ``day``."""
    said = {"day": date_format(meets_on)}
    if state != SessionState.RELEASED and meets_on >= day:
        return Meeting(
            _("The committee meets"),
            _("meets on %(day)s") % said,
            _("The committee meets on %(day)s.") % said,
        )
    if state in (SessionState.SITTING, SessionState.RELEASED):
        return Meeting(
            _("The committee met"),
            _("met on %(day)s") % said,
            _("The committee met on %(day)s.") % said,
        )
    return Meeting(
        _("The committee was to meet"),
        _("was to meet on %(day)s") % said,
        _("The committee was to meet on %(day)s.") % said,
    )
