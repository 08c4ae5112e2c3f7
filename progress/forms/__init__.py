from .answer import AnswerForm, CitationForm
from .comment import TeamCommentForm
from .competence import CompetencesForm
from .evidence import EvidenceForm, VersionForm
from .group import GroupForm
from .measure import MeasureForm, NewMeasureForm
from .question import AnswerQuestionForm, AskForm, OfferForm, PublishForm
from .sharing import AssignForm
from .sheet import SheetForm

__all__ = [
    "AnswerForm",
    "AnswerQuestionForm",
    "AskForm",
    "AssignForm",
    "CitationForm",
    "CompetencesForm",
    "EvidenceForm",
    "GroupForm",
    "MeasureForm",
    "NewMeasureForm",
    "OfferForm",
    "PublishForm",
    "SheetForm",
    "TeamCommentForm",
    "VersionForm",
]
