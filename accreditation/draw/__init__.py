"""Drawing panels: plain values in, plain values out; ``docs/draw.md`` says how, for outsiders."""

from .drawing import broken_rules, draw, may_replace, references, replace, why_impossible
from .freezing import canonical, freeze
from .table import shuffled
from .values import Candidate, Case, Drawn, Impossible, Rules, Seats

__all__ = [
    "Candidate",
    "Case",
    "Drawn",
    "Impossible",
    "Rules",
    "Seats",
    "broken_rules",
    "canonical",
    "draw",
    "freeze",
    "may_replace",
    "references",
    "replace",
    "shuffled",
    "why_impossible",
]
