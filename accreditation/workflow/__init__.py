from . import following
from .application import APPLICATION
from .clarification import CLARIFICATION
from .condition import CONDITION
from .label import LABEL
from .objection import OBJECTION
from .panel_objection import PANEL_OBJECTION
from .review import REVIEW
from .session import SESSION

__all__ = [
    "APPLICATION",
    "CLARIFICATION",
    "CONDITION",
    "LABEL",
    "OBJECTION",
    "PANEL_OBJECTION",
    "REVIEW",
    "SESSION",
    "following",
]
