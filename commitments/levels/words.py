"""What a demand asks, as a sentence anyone can read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.choices import DemandKind
from commitments.words import Words, said_with

K = DemandKind


def asked(demand: Mapping[str, Any], labels: Mapping[int, str]) -> str:
    """The demand in words; ``labels`` names the steps of the edition's scale by value.

    A step that says its language says it in the sentence too.
    """
    step = labels.get(demand.get("value", -1), str(demand.get("value", "")))
    words = {"step": step, "commitments": ", ".join(demand.get("commitments", []))}
    match demand["kind"]:
        case K.EVERY_REQUIREMENT_ANSWERED:
            return _("Every requirement is answered.")
        case K.CORE_AT_LEAST if "commitments" in demand:
            text = _("Each core requirement of %(commitments)s is at least “%(step)s”.")
        case K.CORE_AT_LEAST:
            text = _("Each core requirement is at least “%(step)s”.")
        case K.EVERY_AT_LEAST if "commitments" in demand:
            text = _("Every requirement of %(commitments)s is at least “%(step)s”.")
        case K.EVERY_AT_LEAST:
            text = _("Every requirement is at least “%(step)s”.")
        case K.EACH_PILLAR_HAS:
            text = _("In each pillar at least one requirement is “%(step)s”.")
        case K.GROUPS_WITH_RESULTS:
            return _groups(demand)
        case K.EARLIER_RECOMMENDATIONS_ANSWERED:
            return _("Every recommendation of an earlier cycle is answered.")
        case K.NO_GRAVE_CONCERN:
            return _("No grave concern is open.")
        case _other:
            return _("The panel gives its reasons for the level.")
    return said_with(text, **words) if isinstance(step, Words) else text % words


def _groups(demand: Mapping[str, Any]) -> str:
    if "by_size" not in demand:
        text = ngettext(
            "Results can be shown for %(count)d group at risk.",
            "Results can be shown for %(count)d groups at risk.",
            demand["value"],
        )
        return text % {"count": demand["value"]}
    sizes = ", ".join(f"{size}: {number}" for size, number in demand["by_size"].items())
    text = _("Results can be shown for groups at risk, as many as the size class asks (%(sizes)s).")
    return text % {"sizes": sizes}
