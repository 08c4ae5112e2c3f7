"""Facts of decision letters: with a level, with none, for feedback only."""

from datetime import date

from accreditation.reports.decision_letter import (
    Challenged,
    DecisionLetter,
    Follows,
    LabelGranted,
    Level,
    Met,
    Recommended,
)
from tests.accreditation.reports import samples

DECIDED, PUBLISHED = date(2027, 11, 30), date(2027, 12, 1)


def letter_facts(outcome="level", *, challenged=False, public=True):
    """A letter to the city of the samples."""
    document = samples.edition()
    level = document["levels"][0]
    has_level = outcome == "level"
    return DecisionLetter(
        marks=samples.MARKS,
        authority=samples.AUTHORITY,
        edition=samples.edition_facts(document),
        reference="HRC-2027-0001",
        filed_on=date(2027, 3, 5),
        dated=PUBLISHED,
        decided_on=DECIDED,
        outcome=outcome,
        purpose="feedback" if outcome == "feedback" else "level",
        level=Level(level["code"], level["title"], level["meaning"], True) if has_level else None,
        label=LabelGranted(
            "HRC-7KQM-2W9D", date(2032, 11, 30), "https://cities.example.org/verify/HRC-7KQM-2W9D/"
        )
        if has_level
        else None,
        by_board=challenged,
        public=public,
        reasons=f"{samples.STORY}\n\n{samples.STORY} {samples.ALPHABETS}",
        conditions=[Follows(samples.STORY, date(2029, 5, 3))] if has_level else [],
        recommended=[
            Recommended(f"HRC-2027-0001/F{number}", "S7.2", samples.STORY) for number in range(5)
        ],
        met=[Met("Session 2027-b", date(2027, 10, 20), "Level B", samples.STORY, "Level A")],
        challenged=[Challenged(date(2027, 11, 3), DECIDED, "Upheld: Level B")]
        if challenged
        else [],
        follows=[
            Follows("Say of each recommendation who sees to it.", date(2028, 3, 1)),
            Follows("File the first yearly update of the label.", date(2028, 12, 1)),
        ],
    )
