from .answer import Answer, AnswerVersion
from .evidence import Citation, Evidence, EvidencePage, EvidenceVersion
from .group import GroupResult
from .measure import Measure
from .proposed import ProposedAnswer
from .returned import ReturnedSheet

__all__ = [
    "Answer",
    "AnswerVersion",
    "Citation",
    "Evidence",
    "EvidencePage",
    "EvidenceVersion",
    "GroupResult",
    "Measure",
    "ProposedAnswer",
    "ReturnedSheet",
]
