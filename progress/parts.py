"""Which parts has a record, in which groups, and in which of them does somebody stand?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One part. Parts of rooms above are named by their address; nothing of them is imported."""

    address: str
    label: Promise
    below: str = ""  # names of the pages that belong to it, in the room of its address
    permission: str = ""  # who has it not is not shown the part


@dataclass(frozen=True)
class Group:
    title: Promise
    parts: Sequence[Part]


GROUPS = (
    Group(_("Answer"), (
        Part("progress:record", _("The record at a glance"),
             "commitment whole requirement versions worksheet"),
        Part("progress:proposals", _("Proposed answers")),
        Part("progress:scan", _("Bring a quick scan")),
        Part("progress:competences", _("Competences")),
        Part("progress:agree", _("Agree answers"), permission="progress.agree_answers"),
    )),
    Group(_("Prove"), (
        Part("progress:evidence", _("Evidence"),
             "evidence_new evidence_several evidence_missing evidence_detail evidence_describe "
             "evidence_read"),
        Part("progress:indicators", _("Indicators and readings"),
             "indicator indicator_new indicator_words indicator_reading bring_readings "
             "brought_readings"),
        Part("progress:groups", _("Results for groups at risk"), "group"),
    )),
    Group(_("Plan"), (
        Part("progress:measures", _("Measures and recommendations"), "measure measure_new"),
        Part("progress:goals", _("Sustainable Development Goals")),
        Part("accreditation:dates", _("Dates and calendar"), "calendar_address"),
    )),
    Group(_("Share the work"), (
        Part("progress:work", _("Who has what"), "assign"),
        Part("progress:comments", _("Open comments"), "comments_on"),
        Part("cities:team", _("Team"),
             "profile departments councils confirmation change_role hand_over"),
    )),
    Group(_("Learn from others"), (
        Part("progress:questions", _("Questions"), "ask question asked_of_us"),
        Part("accreditation:comparison", _("Comparison with others")),
        Part("progress:practices", _("Practices for others"),
             "practice practice_new practice_step"),
    )),
    Group(_("Take away"), (
        Part("progress:council_summary", _("Summary for the council")),
        Part("progress:sheet", _("Work offline with a spreadsheet"), "returned"),
        Part("progress:hand_over", _("Hand-over file"),
             permission="progress.take_hand_over_file"),
    )),
    Group(_("Apply and report"), (
        Part("accreditation:city_application", _("Application"),
             "open application prepare filing since_filing reply"),
        Part("accreditation:year", _("Label and yearly update"),
             "update label updates notice_answer talk"),
        Part("progress:edition", _("Edition and archive"), "archive archived_answer mapped"),
    )),
)  # fmt: skip

PARTS = tuple(part for group in GROUPS for part in group.parts)
PERMISSIONS = tuple(part.permission for part in PARTS if part.permission)
BELOW = {
    f"{part.address.partition(':')[0]}:{name}": part
    for part in PARTS
    for name in part.below.split()
}  # fmt: skip
BY_ADDRESS = {part.address: part for part in PARTS}


def part_at(address: str) -> Part | None:
    """The part that a page is, or belongs to."""
    return BY_ADDRESS.get(address) or BELOW.get(address)
