"""Asking the city, passing it on, declining, answering, ending: who may, when, and what follows."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions import clarifications as actions
from accreditation.choices import ClarificationState as S
from accreditation.models import Clarification, FiledAnswer
from accreditation.workflow import APPLICATION, CLARIFICATION, REVIEW
from cities.choices import Role
from commitments.loading import load
from office.models import Letter, TrailEntry
from office.workflow import Refused
from tests.documents import SIX_2
from tests.factories.accreditation_panels import at_objecting, at_reviewing, at_settling

from .asking import ANSWER, ASKED, SENT, WHY, answer, ask, asker_of, decline, pass_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return at_reviewing()


def again(clarification):
    return Clarification.objects.get(pk=clarification.pk)


def letters_to(person, words):
    return Letter.objects.filter(to=person, body__contains=words).count()


def test_nobody_asks_in_the_name_of_another(case):
    first, second = case.members[:2]
    requirement = case.framework.requirements.get(code="R1.1")

    with pytest.raises(PermissionDenied):
        actions.ask_the_city(
            review=first.review, requirement=requirement, asked=ASKED, by=second.user
        )


def test_a_member_who_has_a_conflict_asks_nothing(case):
    member = case.members[0]
    case.lose(member)
    member.user = User.objects.get(pk=member.user_id)

    with pytest.raises(PermissionDenied):
        ask(case, member)


def test_nobody_asks_about_another_edition(case):
    member = case.members[0]
    other = load(SIX_2).framework.requirements.get(code="R1.1")

    with pytest.raises(Refused, match="not part of what was filed"):
        actions.ask_the_city(review=member.review, requirement=other, asked=ASKED, by=member.user)


def test_nothing_is_asked_without_words(case):
    with pytest.raises(Refused, match="Please say what you ask"):
        ask(case, asked="  ")


def test_whoever_has_filed_asks_no_more(case):
    member = case.members[0]
    case.assess(member)
    REVIEW.perform("file", member.review, by=member.user)

    with pytest.raises(Refused, match="while your review is open"):
        ask(case, member)


def test_whoever_comes_while_the_others_settle_does_not_ask_since_all_would_know_who_it_is():
    case = at_settling()
    leaving = next(one for one in case.members if one.user != case.chair)
    case.lose(leaving)
    coming = case.replace(leaving)

    with pytest.raises(Refused, match="while your review is open"):
        ask(case, coming)


def test_before_the_panel_reviews_nobody_has_a_review_to_ask_from():
    case = at_objecting()

    assert not any(hasattr(member, "review") for member in case.members)


@pytest.mark.parametrize("role", [Role.OBSERVER, None])
def test_who_does_not_write_for_the_city_does_not_answer(case, member_of, role):
    person = member_of(case.city, role) if role else case.secretariat[0]
    asked = pass_on(case, ask(case))

    with pytest.raises(PermissionDenied):
        answer(asked, person)
    assert again(asked).answer == ""


def test_only_the_secretariat_passes_on_or_declines(case, holder_of):
    asked = ask(case)

    for person in (asked.member.user, case.lead, case.chair, holder_of(PostKind.AUDITOR)):
        with pytest.raises(PermissionDenied):
            actions.pass_on(clarification=asked, sent=SENT, by=person)
        with pytest.raises(PermissionDenied):
            actions.decline(clarification=asked, because=WHY, by=person)
    assert again(asked).state == S.ASKED


def test_the_city_does_not_answer_what_it_was_not_asked(case):
    asked = ask(case)

    with pytest.raises(Refused, match="not possible from “With the secretariat”"):
        answer(asked, case.lead)


@pytest.mark.parametrize(
    ("act", "missing"),
    [
        (lambda case, asked: pass_on(case, asked, sent=" "), "what the city is asked"),
        (lambda case, asked: answer(pass_on(case, asked), case.lead, " "), "write the answer"),
    ],
)
def test_each_step_needs_its_words(case, act, missing):
    with pytest.raises(Refused, match=missing):
        act(case, ask(case))


def test_of_two_of_the_secretariat_the_first_counts_and_the_second_reads_what_stands(case):
    asked = ask(case)
    as_the_second_saw_it = again(asked)
    pass_on(case, asked)

    with pytest.raises(Refused, match="not possible from “With the city or region”"):
        decline(case, as_the_second_saw_it)

    assert (again(asked).state, again(asked).declined_because) == (S.PASSED_ON, "")


def test_of_two_who_answer_at_once_the_words_of_the_first_stand(case, member_of):
    editor = member_of(case.city, Role.EDITOR)
    asked = pass_on(case, ask(case))
    as_the_second_saw_it = again(asked)
    answer(asked, editor)

    with pytest.raises(Refused, match="not possible from “Answered”"):
        answer(as_the_second_saw_it, case.lead, "Otherwise.")

    assert (again(asked).answer, again(asked).answered_by) == (ANSWER, editor)
    assert as_the_second_saw_it.answer == ANSWER


def test_what_is_open_when_reviewing_ends_ends_and_those_who_waited_are_told(case):
    member = asker_of(case)
    unsent, sent = ask(case, member), pass_on(case, ask(case, member, "H1.2"))
    answered = answer(pass_on(case, ask(case, member, "R1.2")), case.lead)

    case.complete()

    assert [again(each).state for each in (unsent, sent, answered)] == [
        S.ENDED,
        S.ENDED,
        S.ANSWERED,
    ]
    assert letters_to(member.user, "ended without an answer") == 2
    assert letters_to(case.lead, "ended without an answer") == 1
    with pytest.raises(Refused, match="Ended without an answer"):
        answer(again(sent), case.lead)


def test_with_the_application_its_open_questions_end(case):
    sent = pass_on(case, ask(case))

    APPLICATION.perform("withdraw", case.application, by=case.lead, note="Not now.")

    assert again(sent).state == S.ENDED
    assert letters_to(sent.member.user, "ended without an answer") == 1


def test_both_wordings_are_kept_and_whoever_asked_reads_what_was_sent(case):
    sent = pass_on(case, ask(case))

    assert (again(sent).asked, again(sent).sent) == (ASKED, SENT)
    assert letters_to(sent.member.user, SENT) == 1
    assert letters_to(case.lead, SENT) == 1


def test_an_answer_changes_nothing_of_what_was_filed(case):
    filed = list(FiledAnswer.objects.values())

    answered = answer(pass_on(case, ask(case)), case.lead)

    assert again(answered).state == S.ANSWERED
    assert list(FiledAnswer.objects.values()) == filed


def test_each_step_stands_in_the_trail(case):
    answered = answer(pass_on(case, ask(case)), case.lead)

    entries = TrailEntry.objects.of(answered).order_by("number")
    assert [(entry.step, entry.target) for entry in entries] == [
        ("ask", "asked"),
        ("pass_on", "passed_on"),
        ("answer", "answered"),
    ]


def test_the_life_of_a_question():
    rows = {
        (source, step.name, step.target, step.permission.removeprefix("accreditation."))
        for step in CLARIFICATION.transitions.values()
        for source in step.source
    }

    assert rows == {
        ("asked", "pass_on", "passed_on", "pass_on_clarification"),
        ("asked", "decline", "declined", "pass_on_clarification"),
        ("passed_on", "answer", "answered", "answer_clarification"),
        ("asked", "end", "ended", ""),
        ("passed_on", "end", "ended", ""),
    }
