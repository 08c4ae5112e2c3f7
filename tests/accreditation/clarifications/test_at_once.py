"""What two do about a question at the same moment: one outcome, no deadlock."""

import pytest

from accreditation.choices import ClarificationState as S
from accreditation.models import Clarification, Review
from accreditation.workflow import REVIEW
from office.workflow import Refused
from tests.at_once import at_once
from tests.factories.accreditation_panels import at_reviewing

from .asking import ANSWER, answer, ask, decline, pass_on

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.django_db(transaction=True)]


def again(clarification):
    return Clarification.objects.get(pk=clarification.pk)


def test_one_of_two_of_the_secretariat_is_told_what_the_other_did():
    case = at_reviewing()
    asked = ask(case)

    def decide(number):
        return (decline if number else pass_on)(case, again(asked))

    outcomes = at_once(2, decide)

    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    one = again(asked)
    assert bool(one.sent) != bool(one.declined_because)


def test_an_answer_that_meets_the_last_review_counts_or_comes_too_late():
    case = at_reviewing()
    asked = pass_on(case, ask(case))
    *others, last = case.members
    for member in case.members:
        case.assess(member)
    for member in others:
        REVIEW.perform("file", member.review, by=member.user)

    def act(number):
        if number:
            return answer(again(asked), case.lead)
        return REVIEW.perform("file", Review.objects.get(member=last), by=last.user)

    outcomes = at_once(2, act)

    one = again(asked)
    assert (one.state, one.answer) in [(S.ANSWERED, ANSWER), (S.ENDED, "")]
    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert [type(each) for each in refused] == ([Refused] if one.state == S.ENDED else [])
