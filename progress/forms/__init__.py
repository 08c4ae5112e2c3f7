from .answer import AnswerForm, CitationForm
from .evidence import EvidenceForm, VersionForm
from .group import GroupForm
from .measure import MeasureForm, NewMeasureForm
from .sheet import SheetForm

__all__ = [
    "AnswerForm",
    "CitationForm",
    "EvidenceForm",
    "GroupForm",
    "MeasureForm",
    "NewMeasureForm",
    "SheetForm",
    "VersionForm",
]
