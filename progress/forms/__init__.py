from .answer import AnswerForm, CitationForm
from .comment import TeamCommentForm
from .evidence import EvidenceForm, VersionForm
from .group import GroupForm
from .measure import MeasureForm, NewMeasureForm
from .sharing import AssignForm
from .sheet import SheetForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CitationForm",
    "EvidenceForm",
    "GroupForm",
    "MeasureForm",
    "NewMeasureForm",
    "SheetForm",
    "TeamCommentForm",
    "VersionForm",
]
