"""Two people at once: one moves the record, another moves it too, or types meanwhile."""

import pytest

from progress.actions import answer_requirement
from progress.models import Answer
from tests.at_once import at_once
from tests.factories.progress import answered, lead_for


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_record_at_once_one_does(city, six, newer, move):
    answered(city, six, evidence=False)

    outcomes = at_once(2, lambda _number: move())

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Rebased", "Refused"]
    assert Answer.objects.of(city, newer).count() == 5


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_what_is_typed_while_the_record_moves_is_in_the_record_or_refused(city, six, newer, move):
    lead = lead_for(city)
    answered(city, six, evidence=False, except_for=("H1.1",))
    seen = Answer.objects.of(city, six).get(requirement__code="R1.1")
    first = six.requirements.get(code="H1.1")

    def act(number):
        if number == 0:
            return move()
        requirement, version = (seen.requirement, seen.version) if number == 1 else (first, 0)
        return answer_requirement(
            city=city, requirement=requirement, by=lead, version=version, text="Typed meanwhile."
        )

    outcomes = at_once(3, act)

    saved = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
    kept = Answer.objects.of(city, newer).filter(text="Typed meanwhile.")
    assert kept.count() == len(saved)
    others = {type(outcome).__name__ for outcome in outcomes} - {"Answer", "Rebased"}
    assert others <= {"ChangedMeanwhile", "Refused"}
