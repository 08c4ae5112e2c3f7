"""Pictures for documents: drawn here as SVG, each with a table beside it in the template."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

# A step by how far along its scale it stands, in hundredths; the same as on screens.
COLOURS = {
    0: "#ece8dc", 17: "#d2d7e3", 20: "#cdd4e4", 25: "#c6cfe5", 33: "#b9c6e8", 40: "#aab9e3",
    50: "#93a6dc", 60: "#7d93d4", 67: "#6f86cf", 75: "#5d73be", 80: "#5267b4", 83: "#4b60ad",
    100: "#2b3a8c",
}  # fmt: skip
EDGE, INK, PAPER = "#6c7191", "#1b1f3b", "#ffffff"
WIDTH, HEIGHT, GAP, APART = 1000.0, 44.0, 2.0, 8.0
WIDEST = 60.0  # a cell of a short edition


def along(place: int, of: int) -> int:
    """How far along a scale of ``of`` steps the step at ``place`` stands, in hundredths."""
    return round(100 * place / (of - 1)) if of > 1 else 100


def distribution(counts: Sequence[int], others: Sequence[int], longest: int) -> str:
    """One bar as SVG: a cell for each requirement, steps first, open cells after them.

    ``longest`` is how many requirements the longest bar of the chart has, so that cells of all
    bars are of one size. The bar says how many, by step; it adds nothing up.
    """
    groups = [count for count in (*counts, *others) if count]
    apart = APART * max(0, len(counts) + len(others) - 1)
    cell = min(WIDEST, (WIDTH - apart) / max(1, longest))
    gap = min(GAP, cell / 4)
    parts: list[str] = []
    x = 0.0
    for place, count in enumerate(counts):
        colour = COLOURS[along(place, len(counts))]
        x = _cells(parts, x, count, cell, gap, f'fill="{colour}" stroke="{EDGE}"')
    for count in others:
        open_cell = f'fill="{PAPER}" stroke="{EDGE}" stroke-dasharray="4 3"'
        x = _cells(parts, x, count, cell, gap, open_cell)
    title = escape(", ".join(str(count) for count in groups))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'width="{WIDTH:g}" height="{HEIGHT:g}"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _cells(parts: list[str], x: float, count: int, cell: float, gap: float, look: str) -> float:
    for number in range(count):
        left = x + number * cell
        parts.append(
            f'<rect x="{left:.2f}" y="2" width="{cell - gap:.2f}" height="{HEIGHT - 4:g}" '
            f'stroke-width="1.2" {look}/>'
        )
    return x + count * cell + (APART if count else 0)
