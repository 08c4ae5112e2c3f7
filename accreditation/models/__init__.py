from .application import Application, Reply, SignOff
from .calendar_address import CalendarAddress
from .challenge import BoardVote, Challenge
from .clarification import Clarification
from .condition import Condition
from .decision import Decision
from .draw import Draw
from .filing import FiledAnswer, FiledCitation, FiledGroup, FiledMeasure, Filing
from .hearing import Considered, ThemeReply
from .label import Label, LabelChange
from .member_objection import MemberObjection
from .notice_answer import NoticeAnswer
from .panel import Objection, Panel, PanelMember, Replacement
from .recommendation import Recommendation, Recusal, Vote
from .review import Assessment, Finding, Review
from .reviewer import Conflict, Reviewer
from .session import Attendance, Session
from .settling import (
    FactCorrection,
    GroupView,
    MeasureView,
    PanelStatement,
    ReasonedFinding,
    Settlement,
)
from .talk import MidtermTalk
from .yearly_update import YearlyUpdate

__all__ = [
    "Application",
    "Assessment",
    "Attendance",
    "BoardVote",
    "CalendarAddress",
    "Challenge",
    "Clarification",
    "Condition",
    "Conflict",
    "Considered",
    "Decision",
    "Draw",
    "FactCorrection",
    "FiledAnswer",
    "FiledCitation",
    "FiledGroup",
    "FiledMeasure",
    "Filing",
    "Finding",
    "GroupView",
    "Label",
    "LabelChange",
    "MeasureView",
    "MemberObjection",
    "MidtermTalk",
    "NoticeAnswer",
    "Objection",
    "Panel",
    "PanelMember",
    "PanelStatement",
    "ReasonedFinding",
    "Recommendation",
    "Recusal",
    "Replacement",
    "Reply",
    "Review",
    "Reviewer",
    "Session",
    "Settlement",
    "SignOff",
    "ThemeReply",
    "Vote",
    "YearlyUpdate",
]
