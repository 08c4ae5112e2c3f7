"""Writing down what worked, for others."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Requirement
from office import trail
from office.actors import acting
from office.saving import ChangedMeanwhile
from office.workflow import Refused
from progress.choices import PracticeState
from progress.models import Practice, PracticeLink

from .changed import check_texts

MOST = 100  # of one city


@transaction.atomic
def write_practice(
    *, city: City, by: User, requirements: Iterable[Requirement], **texts: Any
) -> Practice:
    """Begin a draft. ``texts``: language, title, problem, done, cost, result, office, email."""
    check_texts(texts)
    City.objects.select_for_update(no_key=True).get(pk=city.pk)
    held = city.practices.aggregate(last=Max("number"))["last"] or 0
    if held >= MOST:
        raise Refused(
            _("There are %(most)d practices already. Please work on one of them again.")
            % {"most": MOST}
        )
    practice = Practice.objects.create(city=city, number=held + 1, **_stripped(texts))
    _link(practice, requirements)
    trail.record(practice, "write", by=acting(by))
    return practice


@transaction.atomic
def rewrite_practice(
    *, practice: Practice, by: User, version: int, requirements: Iterable[Requirement], **texts: Any
) -> Practice:
    """Change a draft.

    Raises ChangedMeanwhile with what stands now, or Refused where it is no draft (any more).
    """
    check_texts(texts)
    rows = Practice.objects.filter(pk=practice.pk)
    drafts = rows.filter(state=PracticeState.DRAFT, version=version)
    changed = drafts.update(**_stripped(texts), version=version + 1)
    current = rows.select_related("city").get()
    if not changed and current.is_draft:
        raise ChangedMeanwhile(current)
    if not changed:
        raise Refused(_("It is no draft any more. Its lead can have it worked on again."))
    _link(current, requirements)
    return current


def _stripped(texts: dict[str, Any]) -> dict[str, str]:
    return {name: str(text).strip() for name, text in texts.items()}


def _link(practice: Practice, requirements: Iterable[Requirement]) -> None:
    """Name these requirements, and no others."""
    practice.links.all().delete()
    PracticeLink.objects.bulk_create(
        PracticeLink(
            practice=practice,
            framework=each.framework.code,
            commitment=each.commitment.code,
            requirement=each.code,
        )
        for each in dict.fromkeys(requirements)
    )
