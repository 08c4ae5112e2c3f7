"""Who is written to, whose turn it is, and what letters about the procedure say."""

from .people import (
    board,
    city_leads,
    city_team,
    committee,
    holders,
    panel_chair,
    panel_members,
    secretariat,
)
from .sessions import (
    tell_city_who_attends,
    tell_who_attends,
    write_of_session,
    write_to_all_of_session,
)
from .turns import WAITS_FOR_WORDS, is_turn_of, now_with, who_has_the_ball
from .writing import (
    rendered,
    write,
    write_of_condition,
    write_of_label,
    write_of_objection,
)

__all__ = [
    "WAITS_FOR_WORDS",
    "board",
    "city_leads",
    "city_team",
    "committee",
    "holders",
    "is_turn_of",
    "now_with",
    "panel_chair",
    "panel_members",
    "rendered",
    "secretariat",
    "tell_city_who_attends",
    "tell_who_attends",
    "who_has_the_ball",
    "write",
    "write_of_condition",
    "write_of_label",
    "write_of_objection",
    "write_of_session",
    "write_to_all_of_session",
]
