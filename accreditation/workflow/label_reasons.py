"""Why did a label change by itself? In a sentence for everybody; the trail keeps the rule."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accreditation.models import Label

REASONS: Mapping[str, Promise] = {
    "hold": _(
        "The yearly update was due on %(due)s. It had not been filed when the time that the "
        "written notice of %(noticed)s gave for it was over."
    ),
    "return_from_hold": _("The yearly update has been filed."),
    "review_condition": _(
        "The day of a condition that goes with the label is over, and it was not met. The page of "
        "the city or region says which condition, and why it counts as not met."
    ),
    "end_special_review": _(
        "The time for the special review that was opened on %(since)s is over. Nothing was decided "
        "in it that changes the label."
    ),
    "suspend_unrenewed": _(
        "The time of the label ended on %(until)s, and no renewal that was filed in time is under "
        "way."
    ),
    "expire": _(
        "The time of the label ended on %(until)s, and its renewal was decided without a level."
    ),
    "lapse": _(
        "The label had been suspended since %(since)s, and the time in which that could have "
        "changed is over."
    ),
}


def public_reason(label: Label, step: str) -> str:
    """In the language of the installation, as it is kept; to be asked before the day changes.

    Empty for a label that is replaced: the new one, which its page links, says it all.
    """
    sentence = REASONS.get(step)
    if sentence is None:
        return ""
    update = label.due_update
    with translation.override(settings.LANGUAGE_CODE):
        return str(sentence) % {
            "due": _day(update and update.due_on),
            "noticed": _day(update and update.noticed_on),
            "since": _day(label.state_since),
            "until": _day(label.valid_until),
        }


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
