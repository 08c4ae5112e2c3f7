from .beat import Beat
from .clock import Clock
from .installation import Installation
from .letter import Letter
from .proposal import Proposal
from .report import Report
from .submission import Submission
from .trail import TrailCheckpoint, TrailEntry, TrailHead, TrailNote

__all__ = [
    "Beat",
    "Clock",
    "Installation",
    "Letter",
    "Proposal",
    "Report",
    "Submission",
    "TrailCheckpoint",
    "TrailEntry",
    "TrailHead",
    "TrailNote",
]
