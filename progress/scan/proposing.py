"""How does a quick scan become a draft? Its answers are proposed to the team, one by one."""

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
from progress.actions import Proposed, propose_answers
from progress.edition import edition_of

from .keeping import Opened, Said


@dataclass(frozen=True)
class Brought:
    """How many answers were proposed, where they are said to come from, and what was left out."""

    source: str
    count: int
    left: tuple[str, ...]  # a sentence each


@transaction.atomic
def propose_scan(*, city: City, framework: Framework, opened: Opened, by: User) -> Brought:
    """Lay what residents answered before the team; no answer changes by it.

    A question nobody could answer proposes nothing. Under another edition than the record's a
    step is taken over where its scale has one of the same name.
    """
    left: list[str] = []
    source = _("Quick scan with residents, brought here on %(day)s") % {"day": date_format(today())}
    proposed = propose_answers(
        city=city, source=source, proposals=list(_proposals(framework, opened, left)), by=by
    )
    trail.record(city, "bring_scan", by=acting(by))
    return Brought(source, len(proposed), tuple(left))


def _proposals(framework: Framework, opened: Opened, left: list[str]) -> Iterator[Proposed]:
    then, now = edition_of(opened.scan.framework), edition_of(framework)
    for code, said in opened.said.items():
        asked, requirement = then.requirements.get(code), now.requirements.get(code)
        if requirement is None:
            left.append(_("Today’s edition has no requirement %(code)s.") % {"code": code})
            continue
        step = _step(said, asked, requirement)
        if step is None and not said.words:
            continue
        yield Proposed(requirement, {"step": step, "text": said.words})


def _step(said: Said, asked: Requirement | None, requirement: Requirement) -> int | None:
    if said.step is None or asked is None:
        return None
    name = asked.labels.get(said.step, "").casefold()
    return next((value for value, label in requirement.labels.items() if label.casefold() == name),
                None)  # fmt: skip
