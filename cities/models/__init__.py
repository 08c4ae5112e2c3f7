from .city import City
from .hand_over import HandOver
from .people import Invitation, Membership

__all__ = ["City", "HandOver", "Invitation", "Membership"]
