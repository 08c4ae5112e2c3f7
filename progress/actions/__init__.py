from office.saving import ChangedMeanwhile

from .answers import agree, answer_requirement
from .brought import (
    accept_readings,
    bring_readings,
    decline_readings,
    forget_old_tables,
    put_table_away,
)
from .changed import Incomplete
from .chosen import choose_file, drop_chosen, refuse_unfit
from .comments import comment_on, reopen_comment, resolve_comment
from .competences import record_competences
from .evidence import (
    add_version,
    attach_evidence,
    cite,
    describe_evidence,
    retire_evidence,
    uncite,
    use_evidence_again,
)
from .groups import record_group_result
from .hand_over import ask_hand_over_file
from .measures import add_measure, add_measures_from, update_measure
from .practices import rewrite_practice, write_practice
from .proposals import (
    Proposed,
    accept_proposal,
    accept_proposals,
    decline_proposals,
    propose_answers,
)
from .questions import answer_question, ask, publish_question
from .readings import begin_series, describe_series, end_series, record_reading
from .rebase import Rebased, rebase
from .sharing import assign, remind
from .sheets import bring_sheet, put_sheet_away
from .taking_back import take_back_question, withdraw_help
from .typed import Kept, Typed, autosave, decide, save_typed
from .versions import restoring, words_of

__all__ = [
    "ChangedMeanwhile",
    "Incomplete",
    "Kept",
    "Proposed",
    "Rebased",
    "Typed",
    "accept_proposal",
    "accept_proposals",
    "accept_readings",
    "add_measure",
    "add_measures_from",
    "add_version",
    "agree",
    "answer_question",
    "answer_requirement",
    "ask",
    "ask_hand_over_file",
    "assign",
    "attach_evidence",
    "autosave",
    "begin_series",
    "bring_readings",
    "bring_sheet",
    "choose_file",
    "cite",
    "comment_on",
    "decide",
    "decline_proposals",
    "decline_readings",
    "describe_evidence",
    "describe_series",
    "drop_chosen",
    "end_series",
    "forget_old_tables",
    "propose_answers",
    "publish_question",
    "put_sheet_away",
    "put_table_away",
    "rebase",
    "record_competences",
    "record_group_result",
    "record_reading",
    "refuse_unfit",
    "remind",
    "reopen_comment",
    "resolve_comment",
    "restoring",
    "retire_evidence",
    "rewrite_practice",
    "save_typed",
    "take_back_question",
    "uncite",
    "update_measure",
    "use_evidence_again",
    "withdraw_help",
    "words_of",
    "write_practice",
]
