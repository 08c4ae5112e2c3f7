from . import following
from .application import APPLICATION
from .label import LABEL
from .review import REVIEW
from .session import SESSION

__all__ = ["APPLICATION", "LABEL", "REVIEW", "SESSION", "following"]
