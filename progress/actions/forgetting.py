"""Forgetting totals that turn out to be numbers of few people."""

from django.db.models import Q

from progress.indicators.figures import FEW
from progress.indicators.small import COUNTS, SMALL
from progress.models import ProposedReading, Reading, ReadingVersion, Series
from progress.models.series import folded

# Plain numbers that are small once they are known to be of people; see is_small.
OF_FEW = Q(people=None, value__gt=0, value__lt=SMALL)


def forget_totals_of_few(series: Series) -> None:
    """Keep of each what is kept of others like it: that there is one.

    For a series of plain numbers of which a group has a reading: what it says of everybody is a
    number of people from then on, in what stands, in what stood, and in what a table proposes.
    """
    totals = Reading.objects.filter(series=series).of_all()
    small = totals.filter(OF_FEW)
    versions = ReadingVersion.objects.filter(reading__in=totals)
    versions.filter(OF_FEW | Q(reading__in=small)).update(**FEW)
    small.update(**FEW)
    rows = ProposedReading.objects.filter(OF_FEW, table__city=series.city_id, unit=COUNTS, group="")
    proposed = [each.pk for each in rows if _is_of(each, series)]
    ProposedReading.objects.filter(pk__in=proposed).update(**FEW)


def _is_of(proposal: ProposedReading, series: Series) -> bool:
    if proposal.series_id is not None:
        return proposal.series_id == series.pk
    return (proposal.code or folded(proposal.name)) == series.key
