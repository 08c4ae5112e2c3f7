"""What the drill found, as a table."""

from collections import Counter
from dataclasses import dataclass

HEAD = ("fault", "what users saw", "lost", "twice", "letters twice", "seconds to recover")


@dataclass(frozen=True)
class Row:
    """One fault. ``seconds``: from the end of the fault until all that was asked for is done."""

    fault: str
    saw: str
    lost: int
    twice: int
    letters_twice: int
    seconds: float

    @property
    def figures(self) -> str:
        return f"{self.lost} lost, {self.twice} done twice, well after {self.seconds:.1f} s"

    @property
    def is_well(self) -> bool:
        return not self.lost and not self.twice


def seen(counts: Counter) -> str:
    """“41 × saved, 2 × error page”."""
    return ", ".join(f"{count} × {what}" for what, count in counts.most_common())


def show(rows: list[Row]) -> None:
    lines = [HEAD, *([row.fault, row.saw, str(row.lost), str(row.twice), str(row.letters_twice),
                      f"{row.seconds:.1f}"] for row in rows)]  # fmt: skip
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    for line in lines:
        cells = zip(line, widths, (str.ljust, str.ljust, *[str.rjust] * 4), strict=True)
        print("  ".join(place(cell, width) for cell, width, place in cells).rstrip())
