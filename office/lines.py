"""A line over time as the numbers an SVG is drawn from, the same on screens and in documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 240.0, 84.0
LEFT, RIGHT, TOP, BOTTOM = 6.0, 6.0, 18.0, 20.0  # room for points at the edge, and for words


@dataclass
class Line:
    """Points, the lines that join neighbours, and gaps: what stands in place of a value.

    All are texts as an SVG takes them, since a language may write numbers with a comma.
    """

    width: str = f"{WIDTH:g}"
    height: str = f"{HEIGHT:g}"
    left: str = f"{LEFT:g}"
    right: str = f"{WIDTH - RIGHT:g}"
    base: str = ""  # where nought lies
    points: list[tuple[str, str]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def line(points: Sequence[Sequence[float | None]]) -> Line:
    """``points`` are (when, value or None), in order. Nought is always in the picture."""
    values = [value for _at, value in points if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    first, last = points[0][0] or 0.0, points[-1][0] or 0.0

    def x(at: float) -> float:
        room = WIDTH - LEFT - RIGHT
        return LEFT + (room * (at - first) / (last - first) if last > first else room / 2)

    def y(value: float) -> float:
        room = HEIGHT - TOP - BOTTOM
        return TOP + (room * (high - value) / (high - low) if high > low else room)

    drawn = Line(base=f"{y(0.0):.1f}")
    together: list[str] = []
    for at, value in points:
        place = x(at or 0.0)
        if value is None:
            drawn.gaps.append(f"{place:.1f}")
            _join(drawn, together)
            together = []
            continue
        drawn.points.append((f"{place:.1f}", f"{y(value):.1f}"))
        together.append(f"{place:.1f},{y(value):.1f}")
    _join(drawn, together)
    return drawn


def _join(drawn: Line, together: list[str]) -> None:
    if len(together) > 1:
        drawn.paths.append(" ".join(together))
