"""What is said of a deadline that can be given more time, and of the kind of subject it is of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from office.clocks import first_later_day
from office.models import Clock
from office.workflow import Workflow

Bound = tuple[date, str]  # a day that the new one must come before, and which day that is


@dataclass(frozen=True)
class Deadline:
    """A deadline that runs, or is over and still waited for, as its page shows it."""

    clock: Clock
    last_day: date
    rule: str
    extended_because: str
    bound: Bound | None = None
    closed: str = ""  # why it cannot be moved to any day

    @property
    def first(self) -> date:
        """The first day it can be moved to."""
        return max(first_later_day(self.clock), self.last_day + timedelta(days=1))

    @property
    def why_no_more(self) -> str:
        """Why no day is left that it could be moved to; empty where there is one."""
        if self.closed or self.bound is None or self.first < self.bound[0]:
            return self.closed
        last, what = self.bound
        sentence = _(
            "No more time can be given: the new day would have to come before %(day)s, %(what)s."
        )
        return sentence % {"day": date_format(last), "what": what}

    def why_not(self, to: date) -> str:
        """Why it cannot be moved to this day; empty where it can."""
        if self.why_no_more:
            return self.why_no_more
        if to < self.first:
            day = date_format(self.first - timedelta(days=1))
            return _("The new day must be later than %(day)s.") % {"day": day}
        if self.bound and to >= self.bound[0]:
            last, what = self.bound
            return _("The new day must come before %(day)s, %(what)s.") % {
                "day": date_format(last), "what": what,
            }  # fmt: skip
        return ""


@dataclass(frozen=True)
class Kind:
    """How the deadlines of one kind of subject are given more time."""

    workflow: Workflow
    ends: Mapping[str, str | Promise]  # by step: what can follow when it is over
    standing: Callable[[Any], Iterable[Clock]]
    shown: Callable[[Any, Clock], Deadline]
    move: Callable[[Any, Clock], None]  # whatever else says the day
    people: Callable[[Any], Iterable[User]]  # who is told
    write: Callable[..., None]  # their letter


def as_its_clock_says(clock: Clock, bound: Bound | None = None) -> Deadline:
    return Deadline(clock, clock.last_day, clock.rule, clock.extended_because, bound)
