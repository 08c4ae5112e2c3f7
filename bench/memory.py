"""How much memory do processes take? Asked of Linux."""

from pathlib import Path

from bench.table import Row

SERVER = 250  # MiB of the web workers and the process that keeps them, together; goal


def of_the_server(process: int) -> Row:
    """What its two web workers take together, and the process that keeps them with them."""
    together = sum(share(each) for each in (process, *children(process)))
    return Row("memory of two web workers", together, "MiB", goal=SERVER)


def children(process: int) -> list[int]:
    """The processes this one has started."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for task in tasks for each in task.read_text().split()]


def resident(process: int) -> float:
    """MiB that are in memory; what is shared with others counts whole."""
    return _kilobytes(process, "Rss") / 1024


def share(process: int) -> float:
    """MiB that are in memory; what is shared counts in equal parts, so that sums are right."""
    return _kilobytes(process, "Pss") / 1024


def _kilobytes(process: int, of: str) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{of}:")).split()[1])
