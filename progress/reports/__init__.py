"""The city's own documents, from its record as it stands."""

from .asking import ask_council_summary, council_summaries

__all__ = ["ask_council_summary", "council_summaries"]
