from .alert import Alert
from .contribution import Contribution
from .window import Window

__all__ = ["Alert", "Contribution", "Window"]
