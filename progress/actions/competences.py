"""Saying what the law leaves to the authority, area by area."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry
from office import trail
from office.actors import acting
from office.workflow import Refused
from progress.choices import CompetenceKind
from progress.models import Competence

from .changed import check_texts


@transaction.atomic
def record_competences(
    *, city: City, changed: Mapping[str, tuple[str, str]], by: User
) -> list[str]:
    """Keep kind and legal basis of each area that is named; others stay as they are.

    An empty kind takes the area back. Raises Refused for an area the catalogue does not know, a
    kind there is not, and a law without a kind.
    """
    known = CatalogueEntry.objects.of(Catalogue.MUNICIPAL_AREAS)
    labels = dict(known.values_list("code", "label"))
    for area, (kind, law) in changed.items():
        check_texts({"law": law})
        if area not in labels or kind not in ("", *CompetenceKind.values):
            raise Refused(_("The catalogue knows no such area, or no such answer."))
        if law.strip() and not kind:
            raise Refused(
                _("%(area)s: say whose task it is, beside the law.") % {"area": labels[area]}
            )
    for area, (kind, law) in changed.items():
        rows = Competence.objects.filter(city=city, area=area)
        if kind:
            rows.update_or_create(
                city=city, area=area, defaults={"kind": kind, "law": " ".join(law.split())}
            )
        else:
            rows.delete()
    if changed:
        trail.record(city, "record_competences", by=acting(by), note=", ".join(sorted(changed)))
    return sorted(changed)
