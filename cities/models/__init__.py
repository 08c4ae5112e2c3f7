from .city import City
from .confirmation import ConfirmationLetter
from .council import MemberCouncil
from .department import Department
from .hand_over import HandOver
from .people import Invitation, Membership

__all__ = [
    "City",
    "ConfirmationLetter",
    "Department",
    "HandOver",
    "Invitation",
    "MemberCouncil",
    "Membership",
]
