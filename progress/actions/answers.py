"""Saying where the city stands, so that nobody ever overwrites anybody unawares."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import BigAutoField, IntegerField
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Requirement
from office import trail
from office.actors import acting
from office.days import now
from office.saving import ChangedMeanwhile
from office.updating import columns, updated_once
from office.workflow import Refused
from progress.choices import AnswerState
from progress.completeness import contradictions, is_complete, missing
from progress.edition import Edition, edition_of
from progress.kept import settle
from progress.models import Answer
from progress.models.answer import AnswerQuerySet

from .changed import Incomplete, check_texts
from .versions import WORDS, keep_version, same_in, words_of


def answer_requirement(
    *,
    city: City,
    requirement: Requirement,
    by: User,
    version: int,
    step: int | None = None,
    special: str = "",
    text: str = "",
    law: str = "",
    body: str = "",
    how: str = "",
    until: date | None = None,
    confidence: str = "",
    state: str = AnswerState.DRAFT,
    sitting: str = "",
    turn: int = 0,
) -> Answer:
    """Save an answer as a draft or as ready, and keep it as a version for ever.

    ``version`` is that of the answer ``by`` saw, 0 for none; or the answer was last saved from the
    same ``sitting``, in an earlier ``turn``. Raises ChangedMeanwhile with what stands now when
    somebody saved in between, and Incomplete with a sentence for each field that contradicts
    another or, in a ready answer, is still missing (design §3 and §4).
    """
    answer = built(
        city=city, requirement=requirement, by=by, version=version, step=step, special=special,
        text=text, law=law, body=body, how=how, until=until, confidence=confidence, state=state,
        sitting=sitting, turn=turn,
    )  # fmt: skip
    try:
        with transaction.atomic():
            _keep(answer, seen=version)
    except ChangedMeanwhile as changed:
        if _says_the_same(changed.current, answer):
            return changed.current  # the same form sent twice
        raise
    return answer


def built(*, by: User, version: int, **said: Any) -> Answer:
    """The answer that follows on ``version``, not saved yet; raises Incomplete where it cannot be.

    Takes what ``answer_requirement`` takes.
    """
    for name in ("text", "how"):
        said[name] = _kept(said.get(name, ""))
    for name in ("law", "body"):
        said[name] = said.get(name, "").strip()
    answer = Answer(version=version + 1, changed_at=now(), changed_by=by, **said)
    _check(answer, edition_of(answer.requirement.framework))
    return answer


@transaction.atomic
def agree(*, answers: Iterable[Answer], by: User) -> list[Answer]:
    """The lead stands behind these answers as they are.

    Raises Refused for one that is not complete, ChangedMeanwhile for one changed since it was
    read; then none is agreed.
    """
    agreed = []
    with trail.gathered():
        for answer in answers:
            edition = edition_of(answer.requirement.framework)
            if not is_complete(answer, edition.specials.get(answer.special)):
                raise Refused(
                    _("%(code)s is not answered in full yet.") % {"code": answer.requirement.code}
                )
            if answer.state == AnswerState.AGREED:
                continue
            seen = answer.version
            answer.state, answer.version = AnswerState.AGREED, seen + 1
            answer.changed_at, answer.changed_by = now(), by
            answer.sitting, answer.turn = "", 0
            _keep(answer, seen=seen)
            trail.record(answer, "agree", by=acting(by), note=answer.requirement.code)
            agreed.append(answer)
    return agreed


def _says_the_same(current: Answer, answer: Answer) -> bool:
    names = (*WORDS, "state", "version", "changed_by_id")
    return all(getattr(current, name) == getattr(answer, name) for name in names)


def _kept(text: str) -> str:
    """A text as typed, with line ends of one kind; nothing but blanks is nothing."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else ""


def _check(answer: Answer, edition: Edition) -> None:
    check_texts({name: getattr(answer, name) for name in WORDS})
    if answer.state not in (AnswerState.DRAFT, AnswerState.READY):
        raise Refused(_("An answer is agreed by the lead, once it has been saved."))
    if answer.special and answer.special not in edition.specials:
        raise Incomplete({"special": _("This edition has no such answer.")})
    if answer.step is not None and answer.step not in answer.requirement.labels:
        raise Incomplete({"step": _("The scale of this requirement has no such step.")})
    special = edition.specials.get(answer.special)
    errors = dict(contradictions(answer, special))
    if answer.state == AnswerState.READY:
        errors |= dict(missing(answer, special))
    if errors:
        raise Incomplete(errors)


def _keep(answer: Answer, *, seen: int) -> None:
    """Write the answer if it still is as it was seen, and the version it now has."""
    if seen and not answer.sitting and write_over(answer, seen=seen):
        keep_version(answer)  # from a form without autosave: nothing that was begun goes on in it
    else:
        _keep_beside(answer, seen)


def _keep_beside(answer: Answer, seen: int) -> None:
    """Look first at what stands there: nothing, what the same form has saved, or another's."""
    rows = Answer.objects.filter(city_id=answer.city_id, requirement_id=answer.requirement_id)
    seen_of = ("version", "sitting", "turn", "changed_by", "text", "state")
    held = rows.order_by("pk").only(*seen_of).first()
    if held is None and seen == 0:
        insert(answer)
        return
    same = (0, 0)  # from another form: a version of its own, however little differs
    if held is not None and (follows(answer, held) or _is_sent_by_hand(answer, held)):
        seen, same = held.version, same_in(held.text, answer.text)
        answer.version = seen + 1
    if held is None or not write_over(answer, seen=seen):
        raise ChangedMeanwhile(current_of(answer))
    keep_version(answer, same=same)


def insert(answer: Answer, *, autosaved: bool = False) -> None:
    """Write the first answer to a requirement, unless somebody has just done so."""
    _hold_edition(answer)
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        raise ChangedMeanwhile(current_of(answer)) from None
    keep_version(answer, autosaved=autosaved)


def write_over(answer: Answer, *, seen: int, draft: bool = False) -> bool:
    """Whether the answer that was ``seen`` still stood, and still was a draft where that is asked.

    Then it has been changed into ``answer``, which is that row.
    """
    changed = _over(
        draft,
        city=answer.city_id,
        requirement=answer.requirement_id,
        seen=seen,
        **words_of(answer),
        state=answer.state,
        version=answer.version,
        changed_at=answer.changed_at,
        changed_by=answer.changed_by_id,
        sitting=answer.sitting,
        turn=answer.turn,
    )
    for answer.pk in changed:
        answer._state.adding = False
    return bool(changed)


@updated_once(
    **columns(Answer, *WORDS, "state", "version", "changed_at", "sitting", "turn"),
    city=BigAutoField(), requirement=BigAutoField(), seen=IntegerField(), changed_by=BigAutoField(),
)  # fmt: skip
def _over(
    draft: bool, *, city: Any, requirement: Any, seen: Any, **facts: Any
) -> tuple[AnswerQuerySet, dict[str, Any]]:
    rows = Answer.objects.filter(city=city, requirement=requirement, version=seen)
    return rows.filter(state=AnswerState.DRAFT) if draft else rows, facts


def _hold_edition(answer: Answer) -> None:
    """Refuse a first answer under an edition that the record has left a moment ago."""
    asked = answer.requirement.framework
    kept = settle(answer.city, asked)
    if kept.pk != asked.pk and kept.code == asked.code:
        raise Refused(
            _("This record is kept under edition %(edition)s now. Open the question again, and "
              "answer it as it stands there.") % {"edition": kept.edition}
        )  # fmt: skip


def follows(answer: Answer, held: Answer) -> bool:
    """Whether ``answer`` was typed on in the very form that ``held`` was last saved from."""
    return (
        bool(answer.sitting)
        and (answer.sitting, answer.changed_by_id) == (held.sitting, held.changed_by_id)
        and answer.turn > held.turn
    )


def _is_sent_by_hand(answer: Answer, held: Answer) -> bool:
    """Whether ``held`` is a draft of just this, which was saved by itself and went unheard."""
    same_form = (answer.sitting, answer.changed_by_id) == (held.sitting, held.changed_by_id)
    is_the_same = bool(answer.sitting) and same_form and answer.turn == held.turn
    return is_the_same and held.state == AnswerState.DRAFT


def current_of(answer: Answer) -> Answer:
    """What stands now where ``answer`` would stand."""
    rows = Answer.objects.select_related("changed_by", "requirement")
    held = rows.filter(city_id=answer.city_id, requirement_id=answer.requirement_id).first()
    return held or Answer(city_id=answer.city_id, requirement_id=answer.requirement_id)
