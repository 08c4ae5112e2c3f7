"""What the secretariat reads before it gives more time: what moves along, and who is told."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accreditation.models import (
    Application,
    Condition,
    Label,
    MemberObjection,
    Objection,
    Review,
    Session,
)

Words = Mapping[str, str | Promise]

FIXED: Words = {  # by step, what is read in place of the way to more
    "end_special_review": gettext_lazy("A special review takes no longer than this."),
    "suspend_unrenewed": gettext_lazy("The label itself says this day; a renewal alone moves it."),
}

MOVES: Mapping[type, Words] = {  # by step; where nothing stands here the deadline moves alone
    Application: {
        "close_hearing": gettext_lazy(
            "The deadline moves, and people can speak in the hearing until the same day."
        ),
    },
    Label: {
        "give_notice": gettext_lazy("The deadline moves, and the yearly update is due that day."),
        "remind_to_decide": gettext_lazy(
            "The deadline moves, and the notice can be answered until the same day."
        ),
    },
    Condition: {
        "remind": gettext_lazy(
            "The condition is then to be met by the new day, which stands in public beside the one "
            "the committee named."
        ),
    },
}
ALONE = gettext_lazy("The deadline moves, and no other day with it.")

TOLD: Mapping[type, str | Promise] = {
    Application: gettext_lazy(
        "Whoever has the next step and the lead of the city or region get a letter with the "
        "reason; it stands beside the deadline from then on."
    ),
    Label: gettext_lazy(
        "The lead of the city or region and the secretariat get a letter with the reason; it "
        "stands beside the deadline from then on."
    ),
    Condition: gettext_lazy(
        "The lead of the city or region and the secretariat get a letter with the reason; it "
        "stands on the page of the condition from then on."
    ),
    Review: gettext_lazy(
        "The member and the secretariat get a letter with the reason; the city or region is not "
        "told. It stands beside the deadline from then on."
    ),
    Objection: gettext_lazy(
        "The lead of the city or region and the secretariat get a letter with the reason; it "
        "stands beside the objection from then on."
    ),
    Session: gettext_lazy(
        "All cities of the session, the committee and the secretariat get a letter with the "
        "reason; it stands beside the deadline from then on."
    ),
    MemberObjection: gettext_lazy(
        "Those who decide, the secretariat, the lead of the city or region and the member get a "
        "letter with the reason; it stands beside the deadline from then on."
    ),
}


def what_follows(subject: Any, step: str) -> str:
    """Two sentences: what moves, and who is told."""
    kind = type(subject)
    return f"{MOVES.get(kind, {}).get(step, ALONE)} {TOLD[kind]}"
