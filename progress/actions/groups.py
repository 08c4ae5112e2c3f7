"""Saying what changed for a group at risk."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from office import trail
from office.actors import acting
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.models import Evidence, GroupResult

from .changed import check_texts


@transaction.atomic
def record_group_result(
    *,
    city: City,
    group: str,
    by: User,
    version: int,
    change: str,
    agreed: str,
    evidence: Evidence | None = None,
    locator: str = "",
) -> GroupResult:
    """Keep what changed for one group, how that was agreed with them, and what shows it.

    ``version`` is the one seen, 0 for none. Raises ChangedMeanwhile with what stands now, and
    Refused for a group the catalogue does not know or evidence of another city (design §4).
    """
    texts = {"change": change.strip(), "agreed": agreed.strip(), "locator": locator.strip()}
    check_texts(texts)
    if not CatalogueEntry.objects.of(Catalogue.GROUPS_AT_RISK).filter(code=group).exists():
        raise Refused(_("The catalogue knows no such group."))
    if evidence and evidence.city_id != city.pk:
        raise Refused(_("Only evidence of your own record can be cited."))
    rows = GroupResult.objects.filter(city=city, group=group)
    values = {**texts, "evidence": evidence, "version": version + 1}
    if version == 0 and not rows.exists():
        try:
            with transaction.atomic():
                rows.create(city=city, group=group, **values)
        except IntegrityError:
            raise ChangedMeanwhile(rows.get()) from None
    elif not rows.filter(version=version).update(**values):
        raise ChangedMeanwhile(rows.first() or GroupResult(city=city, group=group))
    result = rows.get()
    trail.record(result, "record_group_result", by=acting(by), note=group)
    return result
