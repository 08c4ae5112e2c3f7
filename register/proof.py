"""What can be said of a label by its number? Read once, for people and for programs alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.worded import worded_once
from accreditation.choices import LabelState
from accreditation.models import Label
from office.days import today
from register import published
from register.choices import country_name
from register.conditions import Asked, asked, rows_of
from register.labels import LABEL, LabelToday, label_on

READ = (
    *LABEL, "city__slug", "city__name", "city__country", "city__invented",
    "level__framework__code", "level__framework__edition", "level__framework__title",
    "decision__application__reference", "decision__application__is_pilot", "has_conditions",
)  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """A label, and the others its city holds or held, as they stand on ``day``."""

    day: date
    label: LabelToday
    others: tuple[LabelToday, ...]
    slug: str
    city: str
    country: str
    country_code: str
    is_invented: bool
    edition: str
    edition_url: str
    reference: str
    address: str
    conditions: tuple[Asked, ...]


@dataclass(frozen=True)
class Turn:
    """One turn in the life of a label, as it was told in public."""

    when: date
    title: str
    text: str


def history_of(number: str) -> list[Turn]:
    """Every turn of one label, the latest first; one statement."""
    changes = published.label_changes().filter(label__number=number).order_by("-pk")
    return [
        Turn(
            since,
            _("%(state)s · %(level)s") % {"state": LabelState(state).label, "level": level},
            reason,
        )
        for since, state, level, reason in changes.values_list(
            "since", "state", "level__title", "reason"
        )
    ]


def proof_of(number: str) -> Proof | None:
    """By the number in its kept form; two statements, three where conditions go with the label.

    None where no label has it.
    """
    day = today()
    rows = {row["number"]: row for row in _granted_to_the_same(number=number)}
    if number not in rows:
        return None
    row = rows.pop(number)
    edition = [row["level__framework__code"], row["level__framework__edition"]]
    return Proof(
        day=day,
        label=_as_it_stands(row, day),
        others=tuple(_as_it_stands(other, day) for other in rows.values()),
        slug=row["city__slug"],
        city=row["city__name"],
        country=country_name(row["city__country"]),
        country_code=str(row["city__country"]),
        is_invented=row["city__invented"],
        edition=_("%(title)s, %(edition)s")
        % {"title": row["level__framework__title"], "edition": edition[1]},
        edition_url=reverse("commitments:edition", args=edition),
        reference=row["decision__application__reference"],
        address=settings.PUBLIC_ADDRESS + reverse("register:label", args=[number]),
        conditions=asked(rows_of(number)) if row["has_conditions"] else (),
    )


def as_data(proof: Proof) -> dict[str, object]:
    """The same for programs; the page says what each key means."""
    label = proof.label
    return {
        "found": True,
        "number": label.number,
        "valid": label.is_valid,
        "state": label.state,
        "since": label.since,
        "reason": label.reason,
        "sentence": label.sentence,
        "level": {"code": label.level, "title": label.level_title},
        "authority": label.authority,
        "city": {
            "name": proof.city,
            "country": proof.country_code,
            "invented": proof.is_invented,
        },
        "edition": proof.edition,
        "granted_on": label.granted_on,
        "valid_until": label.valid_until,
        "renewal_filed": label.is_being_renewed,
        "lowered_from": label.lowered_from or None,
        "replaced_by": label.replaced_by or None,
        "demonstration": label.is_demonstration,
        "pilot": label.is_pilot,
        "conditions": [
            {
                "text": each.text,
                "due_on": each.due_on,
                "extended_to": each.extended_to,
                "state": each.state,
                "reason": each.reasons,
                "reported_late": each.is_reported_late,
                "more_asked_by": each.more_by,
            }
            for each in proof.conditions
        ],
        "certifies": certifies(label),
        "checked_on": proof.day,
        "page": proof.address,
    }


def certifies(label: LabelToday) -> str:
    """What may be concluded from the label today, in a sentence."""
    if label.is_demonstration:
        return _("Nothing: this label was made in a demonstration.")
    if not label.is_valid:
        return _("Nothing: this label is not valid.")
    return _("The authority %(authority)s, not the city or region as a whole.") % {
        "authority": label.authority
    }


@worded_once(number=CharField())
def _granted_to_the_same(number: str) -> QuerySet[Label, dict[str, Any]]:
    """Every label of the city that this one was granted to, the latest first.

    The city is asked for within, so that the database finds it first and joins its labels only.
    Joined, it would come last of ten tables, and the others be joined for every label there is.
    """
    with_conditions = Exists(published.conditions().filter(label=OuterRef("pk")).order_by())
    city = Label.objects.filter(number=number).values("city")[:1]
    granted = published.labels().annotate(has_conditions=with_conditions).filter(city=city)
    return granted.order_by("-granted_on", "-pk").values(*READ)


def _as_it_stands(row: Mapping[str, Any], day: date) -> LabelToday:
    return label_on(day, row, is_pilot=row["decision__application__is_pilot"])
