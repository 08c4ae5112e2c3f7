from .answer import AnswerForm, CitationForm
from .comment import TeamCommentForm
from .competence import CompetencesForm
from .evidence import DescribeForm, EvidenceForm, VersionForm
from .group import GroupForm
from .measure import MeasureForm, NewMeasureForm
from .practice import PracticeForm, TakeOutForm
from .question import (
    AnswerQuestionForm,
    AskForm,
    OfferForm,
    PublishForm,
    TakeBackForm,
    WithdrawForm,
)
from .reading import FigureForm, ReadingForm, ReadingsFileForm, SeriesForm
from .several import ChosenForm, SeveralForm
from .sharing import AssignForm
from .sheet import SheetForm

__all__ = [
    "AnswerForm",
    "AnswerQuestionForm",
    "AskForm",
    "AssignForm",
    "ChosenForm",
    "CitationForm",
    "CompetencesForm",
    "DescribeForm",
    "EvidenceForm",
    "FigureForm",
    "GroupForm",
    "MeasureForm",
    "NewMeasureForm",
    "OfferForm",
    "PracticeForm",
    "PublishForm",
    "ReadingForm",
    "ReadingsFileForm",
    "SeriesForm",
    "SeveralForm",
    "SheetForm",
    "TakeBackForm",
    "TakeOutForm",
    "TeamCommentForm",
    "VersionForm",
    "WithdrawForm",
]
