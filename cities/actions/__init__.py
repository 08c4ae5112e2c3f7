from .authorities import register_city, start_record
from .confirming import ask_for_letter, enter_code, make_letter
from .councils import add_council, remove_council
from .departments import (
    add_department,
    change_department,
    remove_department,
    rename_department,
)
from .handing_over import ask_to_hand_over, drop_hand_over, hand_over_lead
from .helping import end_offer, offer_help
from .invitations import (
    accept,
    invitation_for,
    invite,
    invite_authority,
    revoke_invitation,
    send_again,
    undelivered,
)
from .profile import change_profile, profile_of
from .team import change_role, end_membership

__all__ = [
    "accept",
    "add_council",
    "add_department",
    "ask_for_letter",
    "ask_to_hand_over",
    "change_department",
    "change_profile",
    "change_role",
    "drop_hand_over",
    "end_membership",
    "end_offer",
    "enter_code",
    "hand_over_lead",
    "invitation_for",
    "invite",
    "invite_authority",
    "make_letter",
    "offer_help",
    "profile_of",
    "register_city",
    "remove_council",
    "remove_department",
    "rename_department",
    "revoke_invitation",
    "send_again",
    "start_record",
    "undelivered",
]
