from .answer import AnswerForm, CitationForm
from .comment import TeamCommentForm
from .competence import CompetencesForm
from .evidence import EvidenceForm, VersionForm
from .group import GroupForm
from .measure import MeasureForm, NewMeasureForm
from .sharing import AssignForm
from .sheet import SheetForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CitationForm",
    "CompetencesForm",
    "EvidenceForm",
    "GroupForm",
    "MeasureForm",
    "NewMeasureForm",
    "SheetForm",
    "TeamCommentForm",
    "VersionForm",
]
