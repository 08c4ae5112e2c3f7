from .authorities import register_city, start_record
from .invitations import (
    accept,
    invitation_for,
    invite,
    invite_authority,
    revoke_invitation,
    send_again,
)
from .team import change_role, end_membership, hand_over_lead

__all__ = [
    "accept",
    "change_role",
    "end_membership",
    "hand_over_lead",
    "invitation_for",
    "invite",
    "invite_authority",
    "register_city",
    "revoke_invitation",
    "send_again",
    "start_record",
]
