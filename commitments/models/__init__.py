from .catalogue import CatalogueEntry
from .comment import Comment
from .framework import EditionText, Framework, GraveConcern, SizeClass, SpecialAnswer
from .help import HelpWithdrawal, PublicHelp
from .indicator import EvidenceExample, Indicator
from .level import Level
from .mapping import Mapping, MappingPair
from .scale import Scale, Step
from .structure import Commitment, Pillar, Requirement
from .translation import Translation

__all__ = [
    "CatalogueEntry",
    "Comment",
    "Commitment",
    "EditionText",
    "EvidenceExample",
    "Framework",
    "GraveConcern",
    "HelpWithdrawal",
    "Indicator",
    "Level",
    "Mapping",
    "MappingPair",
    "Pillar",
    "PublicHelp",
    "Requirement",
    "Scale",
    "SizeClass",
    "SpecialAnswer",
    "Step",
    "Translation",
]
