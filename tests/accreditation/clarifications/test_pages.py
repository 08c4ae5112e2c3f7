"""The way of a question by its pages: asked, read on a desk, passed on, answered, read by all."""

import pytest

from accreditation.models import Clarification
from cities.choices import Role
from tests.factories.accreditation_panels import at_reviewing, cost_of

from .asking import (
    ANSWER,
    ASKED,
    NAME,
    SENT,
    WHY,
    answer,
    ask,
    asker_of,
    decline,
    page_of,
    pass_on,
    url,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/"


@pytest.fixture
def case():
    return at_reviewing()


def test_what_the_edition_does_not_ask_cannot_be_asked_about(client, sign_in, case):
    sign_in(client, asker_of(case).user)

    assert client.get(url(case, "ask_the_city", "X9.9")).status_code == 404


def test_too_late_the_form_is_gone_and_a_sentence_says_why(client, sign_in, case):
    member = asker_of(case)
    address = url(case, "ask_the_city", "R1.1")
    case.complete()
    sign_in(client, member.user)

    assert "Questions can be asked while your review is open" in client.get(address).text
    refused = client.post(address, {"asked": "Since when?"})
    assert refused.status_code == 409
    assert "Since when?" in refused.text
    assert "Ask the city about" not in client.get(url(case, "review_commitment", "R1")).text


def test_a_step_that_is_not_theirs_is_refused_in_words(client, sign_in, case):
    sent = pass_on(case, ask(case))
    sign_in(client, case.lead)

    for step in ("pass_on", "decline", "end"):
        page = client.post(page_of(sent, step), {"sent": "x", "because": "x"})
        assert page.status_code == 403
    assert client.get(page_of(sent, "no_such_step")).status_code == 404


def test_what_two_type_at_once_is_not_lost_and_does_not_overwrite(client, sign_in, case):
    answered = answer(pass_on(case, ask(case)), case.lead)
    sign_in(client, case.lead)

    page = client.post(page_of(answered, "answer"), {"answer": "Typed meanwhile."})

    assert page.status_code == 409
    assert "Typed meanwhile." in page.text
    assert Clarification.objects.get().answer == ANSWER


@pytest.mark.parametrize("role", list(Role))
def test_those_who_may_answer_find_it_on_their_desk_and_no_one_else(
    client, sign_in, case, member_of, role
):
    asked = pass_on(case, ask(case))
    person = case.lead if role == Role.LEAD else member_of(case.city, role)
    sign_in(client, person)

    may = person.has_perm("accreditation.answer_clarification", asked)

    assert (page_of(asked) in client.get(DESK).text) == may
    assert may == (role != Role.OBSERVER)


def test_the_letter_names_all_who_may_answer(case):
    pass_on(case, ask(case))

    letter = case.lead.letters.get(subject__contains="the panel asks about")

    assert "You, an editor or a coordinator of your team can answer here" in letter.body


def test_the_way_of_a_question(client, sign_in, case, member_of):
    member, editor = asker_of(case), member_of(case.city, Role.EDITOR)

    sign_in(client, member.user)
    beside = url(case, "review_commitment", "R1")
    assert url(case, "ask_the_city", "R1.1") in client.get(beside).text
    client.post(url(case, "ask_the_city", "R1.1"), {"asked": ASKED})
    asked = Clarification.objects.get()
    assert ASKED in client.get(beside).text

    sign_in(client, case.secretariat[0])
    assert url(case, "clarifications") in client.get(DESK).text
    assert page_of(asked) in client.get(url(case, "clarifications")).text
    assert NAME in client.get(page_of(asked)).text
    assert ASKED in client.get(page_of(asked, "pass_on")).text
    client.post(page_of(asked, "pass_on"), {"sent": SENT})
    assert url(case, "clarifications") not in client.get(DESK).text

    sign_in(client, editor)
    assert page_of(asked) in client.get(DESK).text
    assert SENT in client.get(page_of(asked, "answer")).text
    done = client.post(page_of(asked, "answer"), {"answer": ANSWER}, follow=True)
    assert "Done: Answer the question." in done.text
    assert "What you can do" not in done.text
    assert page_of(asked) not in client.get(DESK).text

    for each in case.members:
        sign_in(client, each.user)
        text = client.get(beside).text
        assert SENT in text
        assert ANSWER in text
        assert "This is no part of what was filed." in text


def test_a_reason_reaches_whoever_asked(client, sign_in, case):
    asked = ask(case)
    sign_in(client, case.secretariat[1])

    client.post(page_of(asked, "decline"), {"because": WHY})

    sign_in(client, asked.member.user)
    assert WHY in client.get(page_of(asked)).text


def test_an_empty_list_says_so(client, sign_in, case):
    sign_in(client, case.lead)

    assert "No question to read here" in client.get(url(case, "clarifications")).text


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("secretariat", "clarifications"),
        ("lead", "clarifications"),
        ("member", "clarifications"),
        ("secretariat", "desk"),
        ("lead", "desk"),
        ("coordinator", "desk"),
        ("member", "review_commitment"),
    ],
)
def test_three_cost_no_more_than_one(client, sign_in, case, member_of, who, name):
    member = asker_of(case)
    people = {
        "secretariat": case.secretariat[0],
        "lead": case.lead,
        "coordinator": member_of(case.city, Role.COORDINATOR),
    }
    sign_in(client, people.get(who, member.user))
    address = {
        "desk": DESK,
        "clarifications": url(case, "clarifications"),
        "review_commitment": url(case, "review_commitment", "R1"),
    }[name]

    def another():
        ask(case, member)
        decline(case, ask(case, member))
        answer(pass_on(case, ask(case, member)), case.lead)
        pass_on(case, ask(case, member))

    another()
    with_one = cost_of(client, address)
    another()
    another()

    assert cost_of(client, address) == with_one
    assert name != "desk" or with_one <= 12
