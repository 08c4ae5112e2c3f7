"""Reads a mapping between two editions, checks it against both, and writes it."""

from collections.abc import Mapping as Values

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.choices import MapsTo
from commitments.models import Framework, Mapping, MappingPair, Requirement

from .nodes import Table
from .problems import Problems
from .schema import MAPPING
from .tables import parts

SIDES = ("from", "to")


def holds_mapping(document: Table) -> bool:
    """Whether a document holds a mapping rather than an edition."""
    return "pillars" not in document and "pairs" in document


@transaction.atomic
def load_mapping(document: Table, name: str) -> bool:
    """Write the mapping; returns whether anything changed. Its editions must be loaded before it.

    Raises DocumentRefused with every problem found; the database is then as it was.
    """
    problems = Problems(name)
    table = MAPPING.read(document, 1, "mapping", problems)
    editions = _editions(table, problems)
    known = {side: _requirements(editions.get(side)) for side in SIDES}
    _check_pairs(table, known, problems)
    problems.refuse()
    source, target = editions["from"], editions["to"]
    mapping, is_new = Mapping.objects.get_or_create(source=source, target=target)
    wanted = [
        (known["from"][pair["from"]].pk, known["to"][pair["to"]].pk, pair["how"])
        for pair in parts(table, "pairs")
    ]
    held = list(mapping.pairs.values_list("source_id", "target_id", "how"))
    note = table.get("note", "")
    if not is_new and held == wanted and mapping.note == note:
        return False
    mapping.note = note
    mapping.save(update_fields=["note"])
    mapping.pairs.all().delete()
    MappingPair.objects.bulk_create(
        MappingPair(mapping=mapping, source_id=one, target_id=other, how=how, position=position)
        for position, (one, other, how) in enumerate(wanted)
    )
    return True


def _editions(table: Table, problems: Problems) -> dict[str, Framework]:
    found: dict[str, Framework] = {}
    for side in SIDES:
        named = table.get(side, {})
        if "code" not in named or "edition" not in named:
            continue
        rows = Framework.objects.filter(code=named["code"], edition=named["edition"])
        if (framework := rows.first()) is None:
            sentence = _("There is no edition “%(code)s %(edition)s”; load it first.")
            problems.add(named.line, sentence % dict(named))
        elif framework in found.values():
            problems.add(named.line, _("An edition is not mapped to itself."))
        else:
            found[side] = framework
    return found


def _requirements(framework: Framework | None) -> dict[str, Requirement]:
    return {one.code: one for one in framework.requirements.all()} if framework else {}


def _check_pairs(
    table: Table, known: Values[str, Values[str, Requirement]], problems: Problems
) -> None:
    seen: dict[tuple[str, str], int] = {}
    for pair in parts(table, "pairs"):
        for side in SIDES:
            if known[side] and side in pair and pair[side] not in known[side]:
                sentence = _("There is no requirement “%(code)s” in the edition of “%(side)s”.")
                problems.add(pair.lines[side], sentence % {"code": pair[side], "side": side})
        both = (pair.get("from", ""), pair.get("to", ""))
        if both in seen:
            sentence = _("The same two stand in line %(line)d already.")
            problems.add(pair.line, sentence % {"line": seen[both]})
        seen.setdefault(both, pair.line)
        if pair.get("how") == MapsTo.EQUAL and sum(b[0] == both[0] for b in seen) > 1:
            sentence = _("“%(code)s” cannot equal one requirement and be paired with another.")
            problems.add(pair.line, sentence % {"code": both[0]})
