"""What a team of the demonstration has brought back from elsewhere, and not looked at yet."""

from accounts.models import User
from accounts.words import new_token
from cities.models import City
from commitments.models import Framework
from progress.actions import Proposed, propose_answers
from progress.edition import edition_of
from progress.models import Answer
from progress.scan import keeping
from progress.scan.keeping import Said
from progress.scan.proposing import propose_scan

SOURCE = "Answers of the social services, written down at their meeting in autumn"
SCANNED = {
    "S1.3": Said(step=1, words="At the counter it depends on who sits there."),
    "S4.1": Said(step=2, words="The advice centre in the old school answers within a day."),
    "P2.2": Said(step=0, words="Asked about the market square, we never heard of it again."),
    "P3.1": Said(unknown=True),
    "I3.1": Said(step=2),
}


def bring_back(city: City, framework: Framework, by: User) -> None:
    """A first answer to two requirements that have none, and another text for one that has."""
    edition = edition_of(framework)
    answers = {each.requirement_id: each for each in Answer.objects.of(city, framework)}
    empty = [one for one in edition.requirements.values() if one.pk not in answers]
    answered = next(one for one in edition.requirements.values() if one.pk in answers)
    proposals = [
        Proposed(
            one,
            {"step": 1, "text": f"Begun this autumn. {one.steps()[1].meaning}"},
            seen=0,
        )
        for one in empty[:2]
    ]
    words = {
        "step": answers[answered.pk].step,
        "text": "The council adopted the decision in March; it hangs in every public building.",
    }
    propose_answers(
        city=city, source=SOURCE, proposals=[*proposals, Proposed(answered, words)], by=by
    )


def scan_with_residents(city: City, framework: Framework, by: User) -> None:
    """What was said at a table in the parish hall, proposed by its six words."""
    if not edition_of(framework).scan:
        return
    opened = keeping.save(keeping.begin(new_token(), framework), SCANNED)
    propose_scan(city=city, framework=framework, opened=opened, by=by)
