"""Changing what this room keeps, on somebody's behalf."""

from .alerts import report_reprisal, see_to_alert, was_taken
from .contributing import Words, add_words, contribute, withdraw
from .forgetting import forget
from .screening import hold, let_pass, raise_alert, record_decisions
from .windows import close_and_release, close_unreleased, keep_open, open_window

__all__ = [
    "Words",
    "add_words",
    "close_and_release",
    "close_unreleased",
    "contribute",
    "forget",
    "hold",
    "keep_open",
    "let_pass",
    "open_window",
    "raise_alert",
    "record_decisions",
    "report_reprisal",
    "see_to_alert",
    "was_taken",
    "withdraw",
]
