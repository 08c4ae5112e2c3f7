from .answers import agree, answer_requirement
from .changed import ChangedMeanwhile, Incomplete
from .comments import comment_on, reopen_comment, resolve_comment
from .competences import record_competences
from .evidence import (
    add_version,
    attach_evidence,
    cite,
    retire_evidence,
    uncite,
    use_evidence_again,
)
from .groups import record_group_result
from .hand_over import ask_hand_over_file
from .measures import add_measure, add_measures_from, update_measure
from .proposals import (
    Proposed,
    accept_proposal,
    accept_proposals,
    decline_proposals,
    propose_answers,
)
from .rebase import Rebased, rebase
from .sharing import assign, remind
from .sheets import bring_sheet, put_sheet_away

__all__ = [
    "ChangedMeanwhile",
    "Incomplete",
    "Proposed",
    "Rebased",
    "accept_proposal",
    "accept_proposals",
    "add_measure",
    "add_measures_from",
    "add_version",
    "agree",
    "answer_requirement",
    "ask_hand_over_file",
    "assign",
    "attach_evidence",
    "bring_sheet",
    "cite",
    "comment_on",
    "decline_proposals",
    "propose_answers",
    "put_sheet_away",
    "rebase",
    "record_competences",
    "record_group_result",
    "remind",
    "reopen_comment",
    "resolve_comment",
    "retire_evidence",
    "uncite",
    "update_measure",
    "use_evidence_again",
]
