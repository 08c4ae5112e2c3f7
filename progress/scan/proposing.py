"""How does a quick scan become a draft? Its steps are proposed to the team, one by one.

What residents wrote is theirs: it is quoted in comments of the team, and never becomes what the
authority says of itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Framework, Requirement
from office import trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from progress.actions import Proposed, comment_on, propose_answers
from progress.edition import edition_of
from progress.models import Answer, TeamComment

from .keeping import Opened, Said


@dataclass(frozen=True)
class Brought:
    """How many steps were proposed, where they are said to come from, and what was left out."""

    source: str
    count: int
    quoted: int  # how many comments now hold residents' words
    left: tuple[str, ...]  # a sentence each


@transaction.atomic
def propose_scan(*, city: City, framework: Framework, opened: Opened, by: User) -> Brought:
    """Lay what residents answered before the team; no answer changes by it.

    A question nobody could answer proposes nothing. Under another edition than the record's a
    step is taken over where its scale has one of the same name.
    """
    left: list[str] = []
    source = _("Quick scan with residents, brought here on %(day)s") % {"day": date_format(today())}
    with trail.gathered():
        trail.record(city, "bring_scan", by=acting(by))
        heard = list(_heard(framework, opened, left))
        proposed = propose_answers(
            city=city, source=source, proposals=list(_proposals(city, heard)), by=by
        )
        quoted = _quote(city, heard, left, by)
    return Brought(source, len(proposed), quoted, tuple(left))


@dataclass(frozen=True)
class _Heard:
    """What residents said of one requirement of today's edition."""

    requirement: Requirement
    step: int | None
    words: str


def _heard(framework: Framework, opened: Opened, left: list[str]) -> Iterator[_Heard]:
    then, now = edition_of(opened.scan.framework), edition_of(framework)
    for code, said in opened.said.items():
        asked, requirement = then.requirements.get(code), now.requirements.get(code)
        if requirement is None:
            left.append(_("Today’s edition has no requirement %(code)s.") % {"code": code})
        else:
            yield _Heard(requirement, _step(said, asked, requirement), said.words)


def _proposals(city: City, heard: list[_Heard]) -> Iterator[Proposed]:
    """The steps alone; what the authority says in its own words stays as it is."""
    requirements = [each.requirement for each in heard]
    answers = Answer.objects.filter(city=city, requirement__in=requirements)
    own = dict(answers.values_list("requirement", "text"))
    for each in heard:
        if each.step is not None:
            words = {"step": each.step, "text": own.get(each.requirement.pk, "")}
            yield Proposed(each.requirement, words)


def _quote(city: City, heard: list[_Heard], left: list[str], by: User) -> int:
    """Residents' words as comments of the team, each once. How many comments are new."""
    quotes = [
        (each, _("Residents wrote in a quick scan: “%(words)s”") % {"words": each.words})
        for each in heard
        if each.words
    ]
    known = set(TeamComment.objects.filter(city=city).values_list("code", "text"))
    new = [(each, text) for each, text in quotes if (each.requirement.code, text) not in known]
    for count, (each, text) in enumerate(new):
        try:
            comment_on(city=city, requirement=each.requirement, text=text, by=by)
        except Refused as refused:
            left.extend(refused.reasons)
            return count
    return len(new)


def _step(said: Said, asked: Requirement | None, requirement: Requirement) -> int | None:
    if said.step is None or asked is None:
        return None
    name = asked.labels.get(said.step, "").casefold()
    return next((value for value, label in requirement.labels.items() if label.casefold() == name),
                None)  # fmt: skip
