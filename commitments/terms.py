"""What an edition says of panel, committee, board and clocks; defaults where it is silent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

SEATS: Mapping[str, int] = {"peer": 3, "expert": 1, "community": 1}
DAYS: Mapping[str, int] = {
    "community_window_min": 56,
    "city_reply_to_contributions": 21,
    "completeness_check": 14,
    "completeness_fix": 30,
    "panel_objection_after_draw": 10,
    "panel_objection_decision": 7,
    "kickoff_after_draw": 30,
    "desk_review": 45,
    "visit_after_draw_max": 112,
    "draft_report_after_visit": 21,
    "fact_check_by_city": 14,
    "panel_report_final": 7,
    "panel_report_before_session": 28,
    "committee_published_before_session": 28,
    "committee_objection_before_session": 21,
    "committee_objection_decision_before_session": 7,
    "recommendation_sent_after_session": 14,
    "challenge": 28,
    "publish_report_and_response_plan": 90,
    "response_plan_latest": 150,
    "progress_check": 300,
    "on_hold_notice": 30,
}
MONTHS: Mapping[str, int] = {
    "documents_before_session": 11,
    "documents_before_session_desk_only": 9,
    "midterm": 30,
    "validity": 60,
    "deferral": 12,
    "special_review_max": 18,
    "downgrade_evidence": 12,
    "suspended_before_lapse": 12,
}

# What an edition may say and nothing follows from. One day for filing holds for all cities of a
# session, whose panels are drawn at once, and no case goes without a dialogue (design §5): there
# is nobody who could file later because of it.
NOTHING_FOLLOWS = frozenset({"documents_before_session_desk_only"})


@dataclass(frozen=True)
class PanelTerms:
    """Who sits on a panel and how much each of them assesses.

    ``seats`` maps a role to a number. ``assess_core`` and ``assess_other`` say how many
    members assess each requirement: a number, or "all".
    """

    seats: Mapping[str, int] = field(default_factory=lambda: dict(SEATS))
    chair: str = "expert"
    peer_countries_min: int = 2
    similar_peer_min: int = 1
    load_max: int = 2
    redraws_max: int = 2
    assess_core: int | Literal["all"] = "all"
    assess_other: int | Literal["all"] = 3

    @property
    def size(self) -> int:
        return sum(self.seats.values())

    @classmethod
    def of(cls, terms: Mapping[str, Any]) -> Self:
        """The terms of an edition's ``panel`` (design §5); what it leaves out has its default."""
        assess = {f"assess_{whom}": number for whom, number in terms.get("assess", {}).items()}
        return cls(**{name: value for name, value in terms.items() if name != "assess"}, **assess)


@dataclass(frozen=True)
class BodyTerms:
    """How many sit on a body, and how many must be there to decide."""

    seats: int
    quorum: int

    @classmethod
    def of(cls, terms: Mapping[str, Any], *, seats: int, quorum: int) -> Self:
        """The terms of an edition's ``committee`` or ``board``; all of it stands, or none."""
        return cls(**{"seats": seats, "quorum": quorum, **terms})


@dataclass(frozen=True)
class Clocks:
    """How long each thing may take, by the key used in editions."""

    by_days: Mapping[str, int]
    by_months: Mapping[str, int]

    def days(self, key: str) -> int:
        """Days for this clock. Raises KeyError for a key no edition can have."""
        return self.by_days[key]

    def months(self, key: str) -> int:
        """Months for this clock. Raises KeyError for a key no edition can have."""
        return self.by_months[key]

    @classmethod
    def of(cls, days: Mapping[str, int], months: Mapping[str, int]) -> Self:
        return cls({**DAYS, **days}, {**MONTHS, **months})
