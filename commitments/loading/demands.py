"""Whether the demands of a document's levels are of known kinds, with the terms they take."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commitments.choices import DemandKind
from commitments.levels.demands import DEMANDS, Demand, Term

from .nodes import Table
from .problems import Problems
from .tables import parts, scale_of


def check_demands(table: Table, problems: Problems) -> None:
    """Adds a problem for each demand that ``commitments.levels`` could not work out."""
    for level in parts(table, "levels"):
        for demand in parts(level, "demands"):
            kind = demand.get("kind")
            if kind is None:
                continue
            if kind not in DemandKind.values:
                sentence = _("There is no kind of demand “%(kind)s”.")
                problems.add(demand.lines["kind"], sentence % {"kind": kind})
            elif _fits(demand, DEMANDS[kind]):
                _check_terms(demand, table, problems)
            else:
                sentence = _("“%(kind)s” takes %(terms)s.")
                words = {"kind": kind, "terms": _said(DEMANDS[kind])}
                problems.add(demand.lines["kind"], sentence % words)


def _fits(demand: Table, kind: Demand) -> bool:
    given = {key for key in demand if key != "kind"} - set(kind.optional)
    return any(given == set(terms) for terms in kind.terms)


def _said(kind: Demand) -> str:
    ways = [", ".join(f"“{name}”" for name in terms) for terms in kind.terms]
    said = _(" or ").join(way for way in ways if way) or _("no terms")
    for name in kind.optional:
        said = _("%(said)s, and “%(name)s” if wished") % {"said": said, "name": name}
    return said


def _terms(demand: Table) -> Iterator[tuple[str, Term]]:
    kind = DEMANDS[demand["kind"]]
    shapes: dict[str, Term] = dict(kind.optional)
    for terms in kind.terms:
        shapes.update(terms)
    for name in demand:
        if name in shapes:
            yield name, shapes[name]


def _check_terms(demand: Table, table: Table, problems: Problems) -> None:
    for name, term in _terms(demand):
        if term is Term.STEP:
            _check_step(demand, table, problems)
        elif term is Term.COMMITMENTS:
            known = {one.get("code") for one in parts(table, "commitments")}
            items = parts(demand, name)
            for code, line in zip(items, items.lines, strict=True):
                if code not in known:
                    problems.add(line, _("There is no commitment “%(code)s”.") % {"code": code})
        elif term is Term.BY_SIZE:
            _check_sizes(demand[name], table, problems)
        elif term is Term.NUMBER and demand[name] < 1:
            problems.add(demand.lines[name], _("“%(name)s” must be 1 or more.") % {"name": name})


def _check_sizes(by_size: Table, table: Table, problems: Problems) -> None:
    known = [size.get("code") for size in parts(table, "size_classes")]
    for code in by_size:
        if code not in known:
            sentence = _("There is no size class “%(code)s”.")
            problems.add(by_size.lines[code], sentence % {"code": code})
    for code in known:
        if code is not None and code not in by_size:
            sentence = _("“by_size” says nothing of the size class “%(code)s”.")
            problems.add(by_size.line, sentence % {"code": code})
    if not by_size:
        problems.add(by_size.line, _("“by_size” is empty."))


def _check_step(demand: Table, table: Table, problems: Problems) -> None:
    """The step asked for must stand on the scale of each requirement the demand looks at.

    A demand on pillars looks for one requirement in each, so one with the step is enough.
    """
    line, words = demand.lines["value"], {"value": demand["value"]}
    if demand["kind"] == DemandKind.EACH_PILLAR_HAS:
        there = {
            pillar for pillar, _requirement, values in _scales(table) if words["value"] in values
        }
        for pillar in parts(table, "pillars"):
            if pillar.get("code") not in there:
                sentence = _("No requirement of the pillar “%(code)s” has a step %(value)d.")
                problems.add(line, sentence % {**words, "code": pillar.get("code")})
        return
    core = demand["kind"] == DemandKind.CORE_AT_LEAST
    named = demand.get("commitments")
    for _pillar, requirement, values in _scales(table, named):
        if words["value"] not in values and (requirement.get("core") or not core):
            sentence = _("The scale of the requirement “%(code)s” has no step %(value)d.")
            problems.add(line, sentence % {**words, "code": requirement.get("code")})


def _scales(
    table: Table, named: list[str] | None = None
) -> Iterator[tuple[str | None, Table, list[int | None]]]:
    """Pillar, requirement and the values of its steps, of the commitments named or of all."""
    for commitment in parts(table, "commitments"):
        if named is None or commitment.get("code") in named:
            for requirement in parts(commitment, "requirements"):
                if (scale := scale_of(requirement, table)) is not None:
                    values = [step.get("value") for step in parts(scale, "steps")]
                    yield commitment.get("pillar"), requirement, values
