"""What breaks, one fault after another; each ends when all that was asked for is done."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from redis import Redis

from drill.disk import full
from drill.stage import Stage
from drill.table import Row, seen
from drill.visitors import Crowd
from drill.work import Work, World

PAUSE = 0.2  # seconds between two answers of one person
LONG = 240  # seconds until we give up
KILLS, RESTARTS = 20, 3
REPORTS, LETTERS = 100, 1000
APART = 7, 9  # seconds between two deaths in one web server


@dataclass
class Drill:
    """The stage, who plays on it, and the dice."""

    stage: Stage
    world: World
    dice: random.Random

    def work(self, reports: int, letters: int) -> Work:
        return Work(self.world).ask(reports_=reports, letters_=letters)

    def row(self, fault: str, work: Work, seconds: float, saw: str = "") -> Row:
        """Count what is lost and what was done twice, and begin anew."""
        received = self.stage.received()
        people = self.world.visitors
        row = Row(
            fault,
            saw or seen(sum((each.saw for each in people), Counter())),
            work.lost(received) + sum(each.lost() for each in people),
            work.twice() + sum(each.twice() for each in people),
            work.letters_twice(received),
            seconds,
        )
        for each in people:
            each.saw.clear()
        return row

    def crowd(self) -> Crowd:
        return Crowd(self.world.visitors, PAUSE)


def share(total: int, number: int, parts: int) -> int:
    """How many of ``total`` fall to this part, so that all parts together make it up."""
    return total * (number + 1) // parts - total * number // parts


def worker_and_database_killed(drill: Drill) -> Row:
    """While reports are made and letters sent; the database three times, without a word."""
    stage = drill.stage
    blows: list[Callable] = [stage.worker.kill] * KILLS + [stage.restart_postgres] * RESTARTS
    drill.dice.shuffle(blows)
    work = Work(drill.world)
    with drill.crowd():
        for number, blow in enumerate(blows):
            work.ask(
                reports_=share(REPORTS, number, len(blows)),
                letters_=share(LETTERS, number, len(blows)),
            )
            time.sleep(drill.dice.uniform(0.2, 3))
            blow()
            if stage.worker.process is None:
                stage.worker.start()
        seconds = work.until_done(LONG)
    return drill.row(f"worker killed × {KILLS}, database restarted × {RESTARTS}", work, seconds)


def queue_wiped(drill: Drill) -> Row:
    """Everything in Redis is gone, with work waiting."""
    work = drill.work(20, 100)
    with drill.crowd():
        Redis.from_url(settings.REDIS_URL).flushall()
        later = drill.work(10, 10)
        seconds = max(work.until_done(LONG), later.until_done(LONG))
    work.reports += later.reports
    work.letters += later.letters
    return drill.row("Redis wiped", work, seconds)


def queue_stopped(drill: Drill) -> Row:
    """Redis is away for a while; people go on writing, and somebody signs in."""
    stage = drill.stage
    stage.redis.end()
    with drill.crowd():
        work = drill.work(10, 50)
        status, _page = drill.world.visitors[0].sign_in()
        time.sleep(5)
        stage.redis.start()
        stage.redis.until_ready()
        seconds = work.until_done(LONG)
    saw = seen(sum((each.saw for each in drill.world.visitors), Counter()))
    return drill.row("Redis stopped", work, seconds, f"{saw}; sign-in answered {status}")


def mail_down(drill: Drill) -> Row:
    """No letter leaves for a while; people go on writing, and somebody asks for a code."""
    stage, visitor = drill.stage, drill.world.visitors[0]
    stage.mail.end()
    said: Counter = Counter()
    with drill.crowd():
        work = drill.work(10, 100)
        status, page = visitor.ask_for_a_code()
        said["“no letter can be sent”" if "No letter can be sent" in page else str(status)] += 1
        time.sleep(10)
        stage.mail.start()
        stage.mail.until_ready()
        status, _page = visitor.ask_for_a_code()
        seconds = work.until_done(LONG)
    saw = seen(sum((each.saw for each in drill.world.visitors), Counter()))
    return drill.row("mail down", work, seconds, f"{saw}; a code: {seen(said)}, later {status}")


def disk_full(drill: Drill) -> Row:
    """There is no room for files; then there is."""
    visitor = drill.world.visitors[0]
    files = Path(settings.MEDIA_ROOT)
    said: Counter = Counter()
    with full(files, [*drill.stage.webs, drill.stage.worker]), drill.crowd():
        status, page = visitor.attach(b"Evidence.\n" * 1000, "On a full disk")
        said["“there is no room”" if "no room" in page else str(status)] += 1
        work = drill.work(10, 20)
        time.sleep(5)
    seconds = work.until_done(LONG)
    status, _page = visitor.attach(b"Evidence.\n" * 1000, "With room again")
    left = [path.name for path in files.rglob("*") if path.name.startswith((".new-", "tmp"))]
    saw = seen(sum((each.saw for each in drill.world.visitors), Counter()))
    row = drill.row("disk full", work, seconds, f"{saw}; evidence: {seen(said)}, later {status}")
    return row if not left else Row(**{**vars(row), "lost": row.lost + len(left)})


def web_killed(drill: Drill) -> Row:
    """A process of a web server dies while it saves; then the server with all of its processes."""
    stage = drill.stage
    work = drill.work(10, 20)
    with drill.crowd():
        for _blow in range(3):
            # Sooner, and the server would take it for a crash that repeats, and end.
            time.sleep(drill.dice.uniform(*APART))
            os.kill(drill.dice.choice(stage.webs[0].children()), signal.SIGKILL)
        time.sleep(1)
        stage.webs[1].kill()
        time.sleep(0.5)
        began = time.monotonic()
        stage.webs[1].start()
        for each in stage.webs:
            each.until_ready()
        seconds = time.monotonic() - began
        work.until_done(LONG)
    return drill.row("web processes killed while they save", work, seconds)


ALL = [worker_and_database_killed, queue_wiped, queue_stopped, mail_down, disk_full, web_killed]
