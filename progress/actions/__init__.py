from .answers import agree, answer_requirement
from .changed import ChangedMeanwhile, Incomplete
from .evidence import (
    add_version,
    attach_evidence,
    cite,
    retire_evidence,
    uncite,
    use_evidence_again,
)
from .groups import record_group_result
from .measures import add_measure, add_measures_from, update_measure

__all__ = [
    "ChangedMeanwhile",
    "Incomplete",
    "add_measure",
    "add_measures_from",
    "add_version",
    "agree",
    "answer_requirement",
    "attach_evidence",
    "cite",
    "record_group_result",
    "retire_evidence",
    "uncite",
    "update_measure",
    "use_evidence_again",
]
