"""Moving a record to a newer edition, so that nothing anybody wrote is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Framework
from office import trail
from office.actors import acting
from office.days import now, today
from office.workflow import Refused
from progress.choices import AnswerState
from progress.edition import edition_of
from progress.kept import FOLLOWERS, Move, kept_for, objections
from progress.models import (
    Answer,
    AnswerVersion,
    Aside,
    Carried,
    Citation,
    ProposedAnswer,
    RecordEdition,
    ServedRequirement,
)
from progress.rebasing import Carrying, plan_for

from .answers import WORDS


@dataclass(frozen=True)
class Rebased:
    """What became of the answers: how many went on, were marked, and stay in the archive only."""

    unchanged: int
    changed: int
    archived: int


@transaction.atomic
def rebase(*, city: City, older: Framework, newer: Framework, by: User) -> Rebased:
    """Keep this city's record under ``newer`` from now on, as ``by`` saw it proposed.

    Answers to unchanged questions go on as they are. Where the question has changed the answer
    goes on as a draft and is marked. What was written under ``older`` stays where it is, with
    every version: it is the record's archive. Raises Refused when the record has moved already,
    when there is no such newer edition, or when something else must be done first.
    """
    records = RecordEdition.objects.select_for_update(no_key=True).filter(city=city)
    record = records.first()
    if record is None or record.framework_id != older.pk:
        raise Refused(_("The record has moved to another edition already. Please look again."))
    kept = kept_for(city)
    if kept is None or newer.code != older.code or kept.newer != newer.edition:
        raise Refused(_("There is no such newer edition to move to. Please look again."))
    if reasons := list(objections(city)):
        raise Refused(*reasons)
    with trail.gathered():
        done = _carry_over(city, older, newer)
        record.framework, record.since = newer, today()
        record.save(update_fields=["framework", "since"])
        for follower in FOLLOWERS:
            follower.follow(Move(city, older, newer, by))
        note = f"{older.code} {older.edition} → {newer.edition}"
        trail.record(record, "rebase", by=acting(by), note=note)
    return done


def _carry_over(city: City, older: Framework, newer: Framework) -> Rebased:
    earlier = Answer.objects.of(city, older)
    # Held, and one version on: whoever saves under the older edition now is told.
    list(earlier.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
    plan = plan_for(city, older, newer)
    earlier.update(version=F("version") + 1, sitting="", turn=0)
    answers = Answer.objects.bulk_create(_answer(carrying) for carrying in plan.carried)
    AnswerVersion.objects.bulk_create(_version(answer) for answer in answers)
    carried = dict(zip((each.earlier.pk for each in plan.carried), answers, strict=True))
    Carried.objects.bulk_create(
        Carried(
            answer=carried[each.earlier.pk],
            earlier=each.earlier,
            is_changed=each.is_changed,
            version=carried[each.earlier.pk].version,
        )
        for each in plan.carried
    )
    Citation.objects.bulk_create(
        Citation(
            answer=carried[cited.answer_id],
            evidence_id=cited.evidence_id,
            locator=cited.locator,
            shows=cited.shows,
        )
        for cited in Citation.objects.filter(answer__in=list(carried)).order_by("pk")
    )
    _take_along(city, older, newer, carried)
    return Rebased(len(plan.unchanged), len(plan.changed), len(plan.archived))


def _answer(carrying: Carrying) -> Answer:
    earlier = carrying.earlier
    words = {name: getattr(earlier, name) for name in WORDS}
    words |= {name: None if name == "step" else "" for name in carrying.dropped}
    return Answer(
        city_id=earlier.city_id,
        requirement=carrying.requirement,
        state=AnswerState.DRAFT if carrying.is_changed else earlier.state,
        version=earlier.version + 1,
        changed_by_id=earlier.changed_by_id,
        **words,
    )


def _version(answer: Answer) -> AnswerVersion:
    words = {name: getattr(answer, name) for name in WORDS}
    return AnswerVersion(
        answer=answer,
        version=answer.version,
        state=answer.state,
        by_id=answer.changed_by_id,
        at=now(),
        **words,
    )


def _take_along(
    city: City, older: Framework, newer: Framework, carried: Mapping[int, Answer]
) -> None:
    """Measures, open proposals and words set aside on what is still asked go with it.

    Others stay where they are.
    """
    there = edition_of(newer).requirements
    served = ServedRequirement.objects.filter(
        measure__city=city, requirement__framework__in=[older, newer]
    )
    links = list(served.select_related("requirement"))
    linked = {(each.measure_id, each.requirement_id) for each in links}
    for each in links:
        now = there.get(each.requirement.code)
        if now and (each.measure_id, now.pk) not in linked:
            served.filter(pk=each.pk).update(requirement=now)
    asides = Aside.objects.filter(city=city, requirement__framework=older)
    for aside in asides.select_related("requirement"):
        if now := there.get(aside.requirement.code):
            Aside.objects.filter(pk=aside.pk).update(requirement=now)
    proposals = ProposedAnswer.objects.of(city, older).open().select_related("requirement")
    seen = {answer.requirement_id: answer.version for answer in carried.values()}
    waiting = ProposedAnswer.objects.of(city, newer).open()
    taken = set(waiting.values_list("requirement_id", "source"))
    for proposal in proposals:
        now = there.get(proposal.requirement.code)
        if now is None or (now.pk, proposal.source) in taken:
            continue
        was_current = proposal.seen is not None and seen.get(now.pk) == proposal.seen + 1
        ProposedAnswer.objects.filter(pk=proposal.pk).update(
            requirement=now, seen=F("seen") + 1 if was_current else F("seen")
        )
