from .chosen_document import ChosenDocument
from .city import City
from .confirmation import ConfirmationLetter
from .council import MemberCouncil
from .department import Department
from .hand_over import HandOver
from .people import Invitation, Membership

__all__ = [
    "ChosenDocument",
    "City",
    "ConfirmationLetter",
    "Department",
    "HandOver",
    "Invitation",
    "MemberCouncil",
    "Membership",
]
