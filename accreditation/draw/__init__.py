"""Drawing panels: plain values in, plain values out; ``docs/draw.md`` says how, for outsiders."""

from .drawing import broken_rules, draw, references, replace, why_impossible
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
    "references",
    "replace",
    "shuffled",
    "why_impossible",
]
