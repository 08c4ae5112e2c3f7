from .city import City
from .people import Invitation, Membership

__all__ = ["City", "Invitation", "Membership"]
