from .answer import Answer, AnswerVersion
from .aside import Aside
from .brought import BroughtTable, ProposedReading
from .chosen import ChosenFile
from .comment import TeamComment
from .competence import Competence
from .edition import Carried, RecordEdition
from .evidence import Citation, Evidence, EvidencePage, EvidenceVersion
from .group import GroupResult
from .hand_over_file import HandOverFile
from .link_check import LinkCheck
from .manner import Manner
from .measure import Measure, ServedRequirement
from .practice import Practice, PracticeLink
from .proposed import ProposedAnswer
from .question import Question
from .returned import ReturnedSheet
from .scan import QuickScan
from .series import Reading, ReadingVersion, Series
from .sharing import Assignment, Reminder

__all__ = [
    "Answer",
    "AnswerVersion",
    "Aside",
    "Assignment",
    "BroughtTable",
    "Carried",
    "ChosenFile",
    "Citation",
    "Competence",
    "Evidence",
    "EvidencePage",
    "EvidenceVersion",
    "GroupResult",
    "HandOverFile",
    "LinkCheck",
    "Manner",
    "Measure",
    "Practice",
    "PracticeLink",
    "ProposedAnswer",
    "ProposedReading",
    "Question",
    "QuickScan",
    "Reading",
    "ReadingVersion",
    "RecordEdition",
    "Reminder",
    "ReturnedSheet",
    "Series",
    "ServedRequirement",
    "TeamComment",
]
