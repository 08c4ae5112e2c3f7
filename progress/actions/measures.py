"""Keeping the plan: what the city does about it, who sees to it, by when."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import Framework, Requirement
from office.saving import ChangedMeanwhile
from progress.choices import OVER, MeasureState
from progress.models import Measure, ServedRequirement

from .changed import Incomplete, check_texts


@transaction.atomic
def add_measure(
    *, city: City, by: User, title: str, requirements: Iterable[Requirement] = (), **facts
) -> Measure:
    """A measure of the city's own. ``facts``: owner, due_on, budget, state, account."""
    check_texts({"title": title, **facts})
    _check_account(facts.get("state", MeasureState.PLANNED), facts.get("account", ""))
    measure = Measure.objects.create(city=city, title=title.strip(), version=1, **facts)
    _serve(measure, requirements)
    return measure


@transaction.atomic
def add_measures_from(
    *, city: City, recommendations: Iterable[tuple[str, str, Requirement | None]]
) -> list[Measure]:
    """What a review recommends becomes measures: (reference, text, requirement) each.

    A reference that has a measure already is left as it is.
    """
    held = set(city.measures.exclude(origin="").values_list("origin", flat=True))
    made = []
    for origin, text, requirement in recommendations:
        if origin not in held:
            title = Truncator(" ".join(text.split())).chars(300)
            measure = Measure.objects.create(city=city, origin=origin, title=title, version=1)
            _serve(measure, [requirement] if requirement else [])
            made.append(measure)
    return made


@transaction.atomic
def update_measure(
    *,
    measure: Measure,
    by: User,
    version: int,
    owner: str = "",
    due_on: date | None = None,
    budget: str = "",
    state: str = MeasureState.PLANNED,
    account: str = "",
    requirements: Collection[Requirement] | None = None,
    edition: Framework | None = None,
) -> Measure:
    """Keep who sees to it, by when, and what has been done.

    ``requirements`` of this ``edition`` take the place of those it was for; None leaves them.
    Raises ChangedMeanwhile with what stands now; Incomplete when it is done or dropped and
    the account does not say how or why.
    """
    texts = {"owner": owner.strip(), "budget": budget.strip(), "account": account.strip()}
    check_texts(texts)
    _check_account(state, account)
    rows = Measure.objects.filter(pk=measure.pk)
    changed = rows.filter(version=version).update(
        **texts, due_on=due_on, state=state, version=version + 1
    )
    current = rows.get()
    if not changed:
        raise ChangedMeanwhile(current)
    if requirements is not None:
        served = ServedRequirement.objects.filter(measure=current)
        served.filter(requirement__framework=edition).delete()
        _serve(current, requirements)
    return current


def _serve(measure: Measure, requirements: Iterable[Requirement]) -> None:
    ServedRequirement.objects.bulk_create(
        [ServedRequirement(measure=measure, requirement=each) for each in requirements]
    )


def _check_account(state: str, account: str) -> None:
    if state in OVER and not account.strip():
        raise Incomplete({"account": _("Say what has been done, or why it was dropped.")})
