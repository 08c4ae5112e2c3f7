"""Does a list cost more when there is more to list?"""

import re
from collections.abc import Iterator

from bench.only import wanted
from bench.pages import Measured, Pages, read, statements_of
from bench.reading import rows_read
from bench.table import Row
from bench.visitors import Page, desk, directory, public_pages
from bench.world import World

FEW_LISTED, LISTED = 100, (10_000, 100_000)
FEW_OPEN, OPEN = 50, 1_000
SLOWER_LISTED, SLOWER_OPEN = 1.25, 1.5  # goals, at most
AMONG = ("home", "city page", "verification page")  # must cost the same among any number of cities
READ = 200  # rows of tables and indexes for one page of twenty; goal, at most
READ_OPEN = 3 * OPEN  # for the desk of the office, which looks at what is open
SKIPPING = re.compile(r"\bCOUNT\(|\bOFFSET\b", re.IGNORECASE)


class Growth:
    """What was measured while there was little, to be set beside what is measured later."""

    def __init__(self, world: World, pages: Pages):
        self.world, self.pages = world, pages
        world.crowd.grow(FEW_LISTED, FEW_OPEN)
        self.directory, self.desk = (
            [pages.measure(page) for page in few if wanted(*(each.name for each in few))]
            for few in (directory(FEW_LISTED), [desk(world, FEW_OPEN)])
        )

    def rows(self) -> Iterator[Row]:
        """Have the crowd grow, and measure the same pages again."""
        for before in (*self.directory, *self.desk):
            yield from before.rows()
        for listed in LISTED if self.directory else LISTED[: len(self.desk)]:
            self.world.crowd.grow(listed, OPEN)
            for page, before in zip(directory(listed), self.directory, strict=bool(self.directory)):
                now = self.pages.measure(page)
                yield from now.rows()
                yield _beside(now, before, f"beside {FEW_LISTED}", SLOWER_LISTED)
                yield from _read(page)
            if self.directory:
                when = f" among {listed:,}"
                pages = [page for page in public_pages(self.world) if page.name in AMONG]
                yield from (read(page, when) for page in pages)
        for before in self.desk:
            now = self.pages.measure(desk(self.world, OPEN, ratio=0.15, statements=12))
            yield from now.rows()
            yield _beside(now, before, f"beside {FEW_OPEN}", SLOWER_OPEN)
            looked_at = rows_read(statements_of(now.page))
            yield Row(f"{now.page.name}: rows read", looked_at, "", goal=READ_OPEN)


def _beside(now: Measured, before: Measured, words: str, goal: float) -> Row:
    """The time of a page against its time with little, each in times of the reference page."""
    ratio = before.ratio / now.ratio
    return Row(f"{now.page.name}: {words}", 1000 / now.rate, "ms a page", ratio, goal)


def _read(page: Page) -> Iterator[Row]:
    """Whether a page of the directory costs the database what it shows, and no more."""
    statements = statements_of(page)
    skipping = sum(bool(SKIPPING.search(statement)) for statement in statements)
    yield Row(f"{page.name}: counts, skips", skipping, "", goal=0)
    yield Row(f"{page.name}: rows read", rows_read(statements), "", goal=READ)
