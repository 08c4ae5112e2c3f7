"""The levels worked out from the panel's values: an annex for the committee, which decides."""

from dataclasses import dataclass

from accreditation.models import Application
from accreditation.standing import standing_of


@dataclass(frozen=True)
class RungLacks:
    """One level, and in sentences what the settled record lacks for it."""

    title: str
    lacks: list[str]


@dataclass(frozen=True)
class WorkedOut:
    """``low`` and ``high``: with the lower and the higher of what was passed on; empty is none."""

    low: str
    high: str
    differs: bool
    levels: list[RungLacks]


def worked_out(application: Application) -> WorkedOut:
    standing = standing_of(application)
    titles = {rung.code: rung.title for rung in application.framework.rungs()}
    return WorkedOut(
        low=standing.low.title if standing.low else "",
        high=standing.high.title if standing.high else "",
        differs=standing.differs,
        levels=[
            RungLacks(titles[code], [lack.text for lack in lacks])
            for code, lacks in standing.lacking.items()
        ],
    )
