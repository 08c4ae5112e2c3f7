"""What does a label say today? Valid or not, in words and as data: one truth for every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accreditation.choices import LABEL_VALID, LabelState
from accreditation.models import Label

SENTENCES: Mapping[str, Promise] = {
    LabelState.VALID: gettext_lazy("This label is valid until the end of %(until)s."),
    LabelState.ON_HOLD: gettext_lazy(
        "This label is valid until the end of %(until)s. Report late: the authority has not filed "
        "its yearly update, and was told so in writing; the page has said so since %(since)s."
    ),
    LabelState.SPECIAL_REVIEW: gettext_lazy(
        "This label is valid until the end of %(until)s. It has been under special review since "
        "%(opened)s: circumstances have changed, and are being looked into."
    ),
    LabelState.DOWNGRADE_NOTICE: gettext_lazy(
        "This label is valid until the end of %(until)s, at its level. On %(opened)s the authority "
        "was told that the level may be lowered; it can answer with evidence."
    ),
    LabelState.SUSPENDED: gettext_lazy(
        "This label has been suspended since %(since)s. It certifies nothing until it is restored."
    ),
    LabelState.EXPIRED: gettext_lazy("The time of this label ended on %(until)s."),
    LabelState.LAPSED: gettext_lazy(
        "This label lapsed on %(since)s: it had been suspended for too long."
    ),
    LabelState.WITHDRAWN: gettext_lazy(
        "This label ended on %(since)s: the authority gave it back at its own wish."
    ),
    LabelState.REMOVED: gettext_lazy("This label was removed on %(since)s, with reasons."),
    LabelState.REPLACED: gettext_lazy("A new label took the place of this one on %(since)s."),
}
RAN_OUT = gettext_lazy(
    "This label has been suspended since %(since)s, and its time ended on %(until)s. It certifies "
    "nothing; only a new label can take its place."
)
RENEWAL_FILED = gettext_lazy(
    "Its renewal was filed in time: it stays valid until that application is decided."
)
LOWERED = gettext_lazy("It was granted at “%(granted)s”; its level has been lowered since.")
LABEL = (
    "number", "authority", "state", "state_since", "reason", "opened_on", "opened_because",
    "granted_on", "valid_until", "is_demonstration", "renewal", "lowered_from__title",
    "replaced_by__number", "level__code", "level__title", "level__meaning", "level__rank",
)  # fmt: skip
LANGUAGES, LEVELS = 30, 20  # how many seals are kept drawn


@dataclass(frozen=True)
class LabelToday:
    """A label as it stands on one day."""

    number: str
    authority: str
    level: str
    level_title: str
    level_meaning: str
    seal: SafeString
    is_valid: bool
    state: str
    word: str
    sentence: str
    since: date
    reason: str
    opened_on: date | None  # the review or notice it is under, where something else was said since
    opened_because: str
    granted_on: date
    valid_until: date
    is_demonstration: bool
    is_pilot: bool
    is_being_renewed: bool
    lowered_from: str
    replaced_by: str

    @property
    def tone(self) -> str:
        return "good" if self.is_valid else "bad"

    @property
    def more(self) -> list[str]:
        """What else its page says, in sentences."""
        said = [str(RENEWAL_FILED)] if self.is_being_renewed else []
        if self.lowered_from:
            said.append(LOWERED % {"granted": self.lowered_from})
        return said


def state_on(day: date, state: str, valid_until: date, *, is_being_renewed: bool = False) -> str:
    """The state on ``day``: past its time a valid label has expired, whether its clock rang or not.

    One whose renewal was filed in time has time until that is decided; a suspended one is suspended
    until it lapses (design §6).
    """
    over = day > valid_until and not is_being_renewed
    return LabelState.EXPIRED if state in LABEL_VALID and over else state


def is_valid_on(day: date, label: Label) -> bool:
    renewed = label.renewal_id is not None
    return state_on(day, label.state, label.valid_until, is_being_renewed=renewed) in LABEL_VALID


def label_on(day: date, label: Mapping[str, Any], *, is_pilot: bool) -> LabelToday:
    """A label as it stands on ``day``, from its values by the names in ``LABEL``."""
    kept, valid_until = label["state"], label["valid_until"]
    renewed = bool(label["renewal"]) and kept in LABEL_VALID
    state = state_on(day, kept, valid_until, is_being_renewed=renewed)
    over = state != kept
    since = valid_until + timedelta(days=1) if over else label["state_since"]
    opened_on = label["opened_on"] or since
    days = {
        "until": date_format(valid_until),
        "since": date_format(since),
        "opened": date_format(opened_on),
    }
    is_looked_into = state in (LabelState.SPECIAL_REVIEW, LabelState.DOWNGRADE_NOTICE)
    went_on = is_looked_into and opened_on < since
    sentence = str(SENTENCES[state]) % days if state in SENTENCES else LabelState(state).label
    if state == LabelState.SUSPENDED and day > valid_until and not label["renewal"]:
        sentence = str(RAN_OUT) % days
    code, title = label["level__code"], label["level__title"]
    return LabelToday(
        number=label["number"],
        authority=label["authority"],
        level=code,
        level_title=title,
        level_meaning=label["level__meaning"],
        seal=seal(code, title, is_lowest=label["level__rank"] == 1, size="l"),
        is_valid=state in LABEL_VALID,
        state=state,
        word=str(LabelState(state).label) if state in LABEL_VALID else _("Not valid"),
        sentence=str(sentence),
        since=since,
        # What replaced it is a link of its own; what was said of an earlier state no longer holds.
        reason="" if over or state == LabelState.REPLACED else label["reason"],
        opened_on=opened_on if went_on else None,
        opened_because=label["opened_because"] if went_on else "",
        granted_on=label["granted_on"],
        valid_until=valid_until,
        is_demonstration=label["is_demonstration"],
        is_pilot=is_pilot,
        is_being_renewed=renewed,
        lowered_from=label["lowered_from__title"] or "",
        replaced_by=label["replaced_by__number"] or "",
    )


def seal(code: str, title: str, *, is_lowest: bool, size: str = "s") -> SafeString:
    """The seal of a level as it stands in a page; the words stand beside it."""
    return _drawn(code, title, is_lowest, size, get_language() or "")


@lru_cache(maxsize=LANGUAGES * LEVELS)
def _drawn(code: str, title: str, is_lowest: bool, size: str, language: str) -> SafeString:
    asked = {
        "code": code, "title": title, "is_lowest": is_lowest, "size": size, "decorative": True
    }  # fmt: skip
    return render_to_string("components/level_seal.html", asked)
