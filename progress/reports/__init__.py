"""The city's own documents, from its record as it stands."""

from .asking import (
    ask_council_summary,
    ask_goals_annex,
    ask_worksheet,
    council_summaries,
    goals_annexes,
    worksheets,
)

__all__ = [
    "ask_council_summary",
    "ask_goals_annex",
    "ask_worksheet",
    "council_summaries",
    "goals_annexes",
    "worksheets",
]
