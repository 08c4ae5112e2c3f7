from .city import City
from .department import Department
from .hand_over import HandOver
from .people import Invitation, Membership

__all__ = ["City", "Department", "HandOver", "Invitation", "Membership"]
