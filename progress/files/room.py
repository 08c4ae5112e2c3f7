"""Has the record room for another file?"""

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from cities.models import City
from office.intake.kinds import MEGABYTE
from office.workflow import Refused
from progress.models import ChosenFile, EvidenceVersion


def refuse_overflow(city: City, *, more: int | None = None) -> None:
    """Raises Refused where the record cannot hold what it holds, and a file of ``more`` bytes.

    In a transaction one file after the other is counted, so that two at once do not both find the
    last room.
    """
    City.objects.select_for_update(no_key=True).get(pk=city.pk)
    files, size = 0, 0
    for held in (EvidenceVersion.objects.held(city), ChosenFile.objects.open().filter(city=city)):
        found = held.aggregate(files=Count("pk"), size=Sum("size"))
        files, size = files + found["files"], size + (found["size"] or 0)
    coming = files + (more is not None)
    if coming > settings.EVIDENCE_MAX_FILES:
        raise Refused(
            _(
                "The record holds %(files)d files, and can hold %(most)d. Take evidence that is no "
                "longer used out of use, then try again."
            )
            % {"files": files, "most": settings.EVIDENCE_MAX_FILES}
        )
    size += more or 0
    if size > settings.EVIDENCE_MAX_TOTAL_BYTES:
        raise Refused(
            _(
                "With this, the record would hold %(size)d MB; it can hold %(most)d MB. Take "
                "evidence that is no longer used out of use, or make the file smaller."
            )
            % {
                "size": -(-size // MEGABYTE),
                "most": settings.EVIDENCE_MAX_TOTAL_BYTES // MEGABYTE,
            }
        )
