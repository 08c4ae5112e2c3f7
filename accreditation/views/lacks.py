"""What a level lacks in the settled record: a line each, with what is asked and a way there."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from accreditation.models import Application
from accreditation.standing import settlements_of, standing_of
from commitments.levels import Lack
from commitments.models import Requirement
from progress.edition import Edition
from progress.lacking import LackLine, told_once


def lacking_by_level(
    application: Application, address: Callable[[str], str], worded: Edition | None = None
) -> list[tuple[Any, list[LackLine]]]:
    """Each level with its lines; ``address`` says where a requirement's code leads.

    ``worded`` is the edition as its reader reads it.
    """
    standing = standing_of(application)
    asked = {one.requirement.code: one.requirement for one in settlements_of(application)}
    if worded is not None:
        asked = {code: worded.requirements[code] for code in asked}
    return [
        (level, list(_lines(standing.lacking[level.code], asked, address)))
        for level in application.framework.levels.all()
    ]


def _lines(
    lacks: Iterable[Lack], asked: Mapping[str, Requirement], address: Callable[[str], str]
) -> Iterable[LackLine]:
    for lack in told_once(lacks):
        requirement = asked.get(lack.requirement)
        if requirement is None:
            yield LackLine(lack.text, "", lack.by_review)
        else:
            yield LackLine(lack.text, address(requirement.code), lack.by_review, requirement.text)
