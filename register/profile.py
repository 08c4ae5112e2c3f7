"""How far has each pillar become practice? Requirements counted by step, never added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 1000  # bars: the same counts are drawn once


@dataclass(frozen=True)
class PillarProfile:
    title: str
    bar: SafeString


@dataclass(frozen=True)
class Profile:
    """One for each scale of the edition."""

    scale: str
    pillars: Sequence[PillarProfile]


def profiles(facts: Sequence[Mapping[str, Any]]) -> list[Profile]:
    """The profiles as they stand in the facts of a published report."""
    return [
        Profile(
            profile["scale"]["title"],
            [_pillar(profile["scale"], row) for row in profile["rows"]],
        )
        for profile in facts
    ]


def _pillar(scale: Mapping[str, Any], row: Mapping[str, Any]) -> PillarProfile:
    steps = tuple(
        (step["place"], step["label"], count)
        for step, count in zip(scale["steps"], row["counts"], strict=True)
    )
    others = tuple(
        (label, count) for label, count in zip(scale["others"], row["others"], strict=True) if count
    )
    return PillarProfile(row["title"], _bar(row["title"], steps, others, get_language() or ""))


@lru_cache(maxsize=KEPT)
def _bar(
    title: str,
    steps: tuple[tuple[int, str, int], ...],
    others: tuple[tuple[str, int], ...],
    language: str,
) -> SafeString:
    asked = {
        "caption": title,
        "items": [
            {"value": place, "label": label, "count": count} for place, label, count in steps
        ],
        "steps": len(steps),
        "open": sum(count for _label, count in others),
        "open_label": " · ".join(label for label, _count in others),
    }
    return render_to_string("components/distribution.html", asked)
