"""What a team of the demonstration has brought back from working offline, and not looked at yet."""

from accounts.models import User
from cities.models import City
from commitments.models import Framework
from progress.actions import Proposed, propose_answers
from progress.edition import edition_of
from progress.models import Answer

SOURCE = "Answers of the social services, written down at their meeting in autumn"


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
