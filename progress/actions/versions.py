"""Keeping every state of an answer, without a version for each pause in typing."""

from datetime import datetime, timedelta
from itertools import takewhile
from operator import eq
from typing import Any

from django.db.models import (
    BigAutoField,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Left, Length, Right

from accounts.models import User
from accounts.worded import Hole
from office.updating import columns, updated_once
from progress.choices import AnswerState
from progress.completeness import is_complete
from progress.edition import edition_of
from progress.models import Answer, AnswerVersion

WORDS = ("step", "special", "text", "law", "body", "how", "until", "confidence")
LONG = ("text", "how")
GOES_ON = timedelta(minutes=10)  # then autosave begins another version
FEW = 80  # characters that may go without another version
Same = tuple[int, int]


def words_of(said: Any) -> dict[str, Any]:
    """What an answer, a version or something like them says."""
    return {name: getattr(said, name) for name in WORDS}


def keep_version(answer: Answer, *, autosaved: bool = False, same: Same = (0, 0)) -> None:
    """Keep this state of the answer, which has just been written.

    What one person types in one go becomes one version, as long as autosave only adds to it: once
    more than a few words are taken out, or ten minutes are over, another begins. ``same`` says how
    many characters of its text stand as before, at the beginning and at the end.
    """
    at: datetime = answer.changed_at
    facts = {"version": answer.version, "state": answer.state, "at": at, **words_of(answer)}
    if answer.sitting and _went_on(answer, facts, same, autosaved=autosaved):
        return
    AnswerVersion.objects.create(
        answer_id=answer.pk,
        by=answer.changed_by,
        autosaved_since=at if autosaved else None,
        **facts,
    )


def goes_on(old: str, new: str) -> bool:
    """Whether ``new`` keeps what ``old`` holds but for a few words."""
    return len(old) - sum(same_in(old, new)) <= FEW


def same_in(old: str, new: str) -> Same:
    """How many characters two texts share at the beginning, and beyond those at the end."""
    start = _shared(old, new)
    return start, _shared(old[start:][::-1], new[start:][::-1])


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _same in takewhile(bool, map(eq, one, other)))


def state_for(version: AnswerVersion, answer: Answer) -> str:
    """How far an answer is that is brought back: what had been agreed must be agreed anew."""
    special = edition_of(answer.requirement.framework).specials.get(version.special)
    if version.state == AnswerState.DRAFT or not is_complete(version, special):
        return AnswerState.DRAFT
    return AnswerState.READY


def restoring(version: AnswerVersion, answer: Answer, *, by: User, seen: int) -> dict[str, Any]:
    """What ``answer_requirement`` takes to make this earlier version the newest."""
    return {
        "city": answer.city,
        "requirement": answer.requirement,
        "by": by,
        "version": seen,
        "state": state_for(version, answer),
        **words_of(version),
    }


def _went_on(answer: Answer, facts: dict[str, Any], same: Same, *, autosaved: bool) -> bool:
    """Whether the version before goes on in this one: autosave began it a moment ago, and it holds
    little else. One statement: the database compares the texts itself.
    """
    text, how = answer.text, answer.how
    start = min(same[0], len(text))
    end = min(same[1], len(text) - start)
    ends = {"start": start, "begins": text[:start]} if start else {}
    ends |= {"end": end, "closes": text[-end:]} if end else {}
    return bool(
        _go_on(
            bool(start),
            bool(end),
            autosaved,
            **facts,
            **ends,
            answer=answer.pk,
            before=answer.version - 1,
            by=answer.changed_by_id,
            since=answer.changed_at - GOES_ON,
            most=start + end + FEW,
            how_now=how,
        )
    )


@updated_once(
    **columns(AnswerVersion, *WORDS, "version", "state", "at"),
    answer=BigAutoField(), before=IntegerField(), by=BigAutoField(), since=DateTimeField(),
    start=IntegerField(), begins=TextField(), end=IntegerField(), closes=TextField(),
    most=IntegerField(), how_now=TextField(),
)  # fmt: skip
def _go_on(
    has_start: bool, has_end: bool, autosaved: bool, *, answer: Any, before: Any, by: Any,
    since: Any, most: Any, how_now: Any, start: Any = None, begins: Any = None, end: Any = None,
    closes: Any = None, **facts: Any,
) -> tuple[QuerySet[AnswerVersion], dict[str, Any]]:  # fmt: skip
    rows = AnswerVersion.objects.filter(
        answer=answer, version=before, by=by, autosaved_since__gt=since
    )
    now = how_now if isinstance(how_now, Hole) else Value(how_now, output_field=TextField())
    rows = rows.alias(how_now=now, size=Length("text"), how_size=Length("how"))
    rows = rows.filter(Q(how_size__lte=FEW) | Q(how_now__startswith=F("how")))
    if has_start:
        rows = rows.alias(start=Left("text", start)).filter(start=begins)
    if has_end:
        rows = rows.alias(end=Right("text", end)).filter(end=closes)
    return rows.filter(size__lte=most), facts if autosaved else {**facts, "autosaved_since": None}
