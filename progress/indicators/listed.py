"""What is measured, by commitment, beside what the edition suggests and nobody measures yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commitments.models import Commitment, Indicator
from progress.edition import Edition

from .laid import Laid


@dataclass
class Part:
    """A commitment with what is measured of it; None for what belongs to no commitment."""

    commitment: Commitment | None
    laid: list[Laid] = field(default_factory=list)
    suggested: list[Indicator] = field(default_factory=list)


def of_edition(edition: Edition) -> Mapping[str, Indicator]:
    """The edition's indicators by code, in order. No statement."""
    found = {}
    for commitment in edition.commitments.values():
        for each in commitment.indicators.all():
            each.commitment = commitment
            found[each.code] = each
    return found


def by_commitment(
    edition: Edition, laid: Sequence[Laid], only: Commitment | None = None
) -> list[Part]:
    """What is measured under each commitment of its requirements, in the edition's order.

    What belongs to several stands under the first, and where ``only`` one is asked for, under it.
    """
    suggestions = of_edition(edition)
    begun = {each.series.code for each in laid}
    parts = {code: Part(one) for code, one in edition.commitments.items()}
    elsewhere = Part(None)
    for each in laid:
        codes = _commitments(edition, each, suggestions)
        if only is not None and only.code in codes:
            parts[only.code].laid.append(each)
        elif only is None:
            (parts[codes[0]] if codes else elsewhere).laid.append(each)
    for code, indicator in suggestions.items():
        if code not in begun:
            parts[indicator.commitment.code].suggested.append(indicator)
    if only is not None:
        return [parts[only.code]]
    return [*parts.values(), elsewhere]


def _commitments(edition: Edition, laid: Laid, suggestions: Mapping[str, Indicator]) -> list[str]:
    """Codes of the commitments it belongs to, in the order they were named."""
    known = edition.requirements
    codes = [known[code].commitment.code for code in laid.series.requirements if code in known]
    if not codes and laid.series.code in suggestions:
        codes = [suggestions[laid.series.code].commitment.code]
    return list(dict.fromkeys(codes))
