"""Saying where the city stands, so that nobody ever overwrites anybody unawares."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Requirement
from office import trail
from office.actors import acting
from office.workflow import Refused
from progress.choices import AnswerState
from progress.completeness import contradictions, is_complete, missing
from progress.edition import Edition, edition_of
from progress.kept import settle
from progress.models import Answer, AnswerVersion

from .changed import ChangedMeanwhile, Incomplete, check_texts

WORDS = ("step", "special", "text", "law", "body", "how", "until", "confidence")


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
) -> Answer:
    """Save an answer as a draft or as ready, and keep it as a version for ever.

    ``version`` is that of the answer ``by`` saw, 0 for none. Raises ChangedMeanwhile with what
    stands now when somebody saved in between, and Incomplete with a sentence for each field
    that contradicts another or, in a ready answer, is still missing (design §3 and §4).
    """
    answer = Answer(
        city=city,
        requirement=requirement,
        step=step,
        special=special,
        text=_kept(text),
        law=law.strip(),
        body=body.strip(),
        how=_kept(how),
        until=until,
        confidence=confidence,
        state=state,
        version=version + 1,
        changed_at=timezone.now(),
        changed_by=by,
    )
    _check(answer, edition_of(requirement.framework))
    try:
        with transaction.atomic():
            _keep(answer, seen=version)
    except ChangedMeanwhile as changed:
        if _says_the_same(changed.current, answer):
            return changed.current  # the same form sent twice
        raise
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
            answer.changed_at, answer.changed_by = timezone.now(), by
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
    rows = Answer.objects.filter(city_id=answer.city_id, requirement_id=answer.requirement_id)
    held = rows.order_by("pk").values_list("pk", "version").first()
    if held is None and seen == 0:
        _hold_edition(answer)
        try:
            with transaction.atomic():
                answer.save(force_insert=True)
        except IntegrityError:
            raise ChangedMeanwhile(_current(answer)) from None
    else:
        values = {name: getattr(answer, name) for name in WORDS}
        changed = rows.filter(version=seen).update(
            **values,
            state=answer.state,
            version=answer.version,
            changed_at=answer.changed_at,
            changed_by=answer.changed_by,
        )
        if not changed or held is None:
            raise ChangedMeanwhile(_current(answer))
        answer.pk = held[0]
        answer._state.adding = False
    AnswerVersion.objects.create(
        answer_id=answer.pk,
        version=answer.version,
        state=answer.state,
        by=answer.changed_by,
        **{name: getattr(answer, name) for name in WORDS},
    )


def _hold_edition(answer: Answer) -> None:
    """Refuse a first answer under an edition that the record has left a moment ago."""
    asked = answer.requirement.framework
    kept = settle(answer.city, asked)
    if kept.pk != asked.pk and kept.code == asked.code:
        raise Refused(
            _("This record is kept under edition %(edition)s now. Open the question again, and "
              "answer it as it stands there.") % {"edition": kept.edition}
        )  # fmt: skip


def _current(answer: Answer) -> Answer:
    rows = Answer.objects.select_related("changed_by", "requirement")
    held = rows.filter(city_id=answer.city_id, requirement_id=answer.requirement_id).first()
    return held or Answer(city_id=answer.city_id, requirement_id=answer.requirement_id)
