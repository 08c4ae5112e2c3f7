"""The life of a label (design §6)."""

from office.workflow import Workflow

from .label_rows import ENDING_ROWS, KEEPING_ROWS
from .label_yearly import YEARLY_ROWS

LABEL = Workflow("label", *YEARLY_ROWS, *KEEPING_ROWS, *ENDING_ROWS)
