"""How the figures are shown, and written where BENCH_JSON says."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.client import Sample


@dataclass(frozen=True)
class Row:
    """One figure. The goal is about the ratio where there is one, else about the value."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    goal: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged >= self.goal if self.at_least else judged <= self.goal

    @property
    def goal_said(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return "" if self.goal is None else f"{sign} {self.goal:g}"

    def as_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "goal": self.goal_said or None,
            "ok": self.ok,
        }


@dataclass(frozen=True)
class Latency:
    """How long answers took, over all rounds."""

    name: str
    samples: Sequence[Sample]

    def milliseconds(self, share: float) -> float:
        """The time within which this share of the answers came."""
        ordered = sorted(one for sample in self.samples for one in sample.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def show(rows: Sequence[Row], latencies: Sequence[Latency]) -> None:
    print(f"\n{'name':<42}{'value':>10} {'unit':<12}{'ratio':>7}  {'goal':<8}ok")
    for row in rows:
        value = f"{row.value:.0f}" if row.value >= 20 or not row.value % 1 else f"{row.value:.2f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        ok = {True: "yes", False: "NO", None: ""}[row.ok]
        print(f"{row.name:<42}{value:>10} {row.unit:<12}{ratio:>7}  {row.goal_said:<8}{ok}")
    print(f"\n{'time of an answer, in ms':<42}{'p50':>10}{'p99':>10}")
    for each in latencies:
        print(f"{each.name:<42}{each.milliseconds(0.5):>10.1f}{each.milliseconds(0.99):>10.1f}")


def write(rows: Sequence[Row], path: str) -> None:
    data = [row.as_data() for row in rows]
    Path(path).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
