"""Nobody but the secretariat ever learns who asked, nor what they asked in their own words."""

import pytest

from accounts.choices import PostKind
from accreditation.demonstration import walk_panel
from accreditation.models import Clarification
from accreditation.reports.panel_report import panel_report
from cities.choices import Role
from office.models import Letter, Report, TrailNote
from tests.factories.accreditation_panels import at_reviewing

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


@pytest.fixture
def case():
    return at_reviewing()


@pytest.fixture
def asked(case):
    return ask(case)


@pytest.fixture
def others(case, asked, holder_of, member_of):
    """Everybody about the case but whoever asked and the secretariat."""
    members = [one.user for one in case.members if one.pk != asked.member_id]
    return {
        "another member": members[0],
        "the chair": case.chair,
        "lead": case.lead,
        "editor": member_of(case.city, Role.EDITOR),
        "observer of the team": member_of(case.city, Role.OBSERVER),
        "auditor": holder_of(PostKind.AUDITOR),
        "committee": holder_of(PostKind.COMMITTEE),
        "board": holder_of(PostKind.BOARD),
    }


def pages_about(case, clarification):
    return [
        page_of(clarification),
        *(page_of(clarification, step) for step in ("pass_on", "decline", "answer", "end")),
        *(url(case, name) for name in ("clarifications", "application", "filing", "review")),
        *(url(case, name, "R1") for name in ("review_commitment",)),
        url(case, "difference", "R1.1"),
        "/desk/",
    ]


def read(client, sign_in, person, addresses):
    sign_in(client, person)
    return {address: client.get(address) for address in addresses}


def assert_blind(client, sign_in, others, case, clarification):
    named_anyway = {url(case, "difference", "R1.1")}  # where the panel reads who found what
    for who, person in others.items():
        pages = read(client, sign_in, person, pages_about(case, clarification))
        for address, page in pages.items():
            for canary in (ASKED, WHY, "CANARY"):
                assert canary not in page.text, f"{who} reads {canary} on {address}"
            if address not in named_anyway:
                assert NAME not in page.text, f"{who} reads who asked on {address}"


def test_a_question_that_is_not_sent_is_there_for_nobody_else(client, sign_in, case, asked, others):
    for person in others.values():
        sign_in(client, person)
        assert client.get(page_of(asked)).status_code in (403, 404)
    assert_blind(client, sign_in, others, case, asked)


def test_a_declined_one_is_read_by_whoever_asked_alone(client, sign_in, case, asked, others):
    decline(case, asked)

    assert_blind(client, sign_in, others, case, asked)
    page = read(client, sign_in, asked.member.user, [page_of(asked)])[page_of(asked)].text
    assert ASKED in page
    assert WHY in page


def test_while_the_city_has_not_answered_no_other_member_knows_of_it(
    client, sign_in, case, asked, others
):
    pass_on(case, asked)

    sign_in(client, others["another member"])

    assert client.get(page_of(asked)).status_code == 404
    assert SENT not in client.get(url(case, "review_commitment", "R1")).text
    assert_blind(client, sign_in, others, case, asked)


@pytest.mark.parametrize("complete", [False, True], ids=["before completion", "after completion"])
def test_the_city_and_the_others_read_question_and_answer_and_not_who_asked(
    client, sign_in, case, asked, others, complete
):
    answer(pass_on(case, asked), case.lead)
    if complete:
        case.complete()

    assert_blind(client, sign_in, others, case, asked)
    for who in ("another member", "the chair", "lead", "editor", "auditor"):
        page = read(client, sign_in, others[who], [page_of(asked)])[page_of(asked)].text
        assert SENT in page, who
        assert ANSWER in page, who


def test_two_members_get_the_same_page_but_for_their_own_question(client, sign_in, case, asked):
    answer(pass_on(case, asked), case.lead)
    second, third = [one.user for one in case.members if one.pk != asked.member_id][:2]

    def body(person):
        text = read(client, sign_in, person, [page_of(asked)])[page_of(asked)].text
        return text.partition("<h1")[2].partition("</main>")[0]

    assert body(second) == body(third)


@pytest.mark.parametrize("assessing", [1, 2])
def test_where_few_assess_a_requirement_each_of_the_panel_can_have_asked(
    client, sign_in, case, assessing
):
    requirement = case.framework.requirements.get(code="R1.1")
    for member in case.members[assessing:]:
        member.assigned.remove(requirement)
    address = url(case, "ask_the_city", "R1.1")

    for member in case.members:
        sign_in(client, member.user)
        assert address in client.get(url(case, "review")).text
        sent = client.post(address, {"asked": ASKED}, follow=True)
        assert "Sent to the secretariat" in sent.text

    asked = Clarification.objects.filter(requirement=requirement)
    assert {one.member for one in asked} == set(case.members)
    assert len(case.members) > assessing


def test_no_letter_but_those_to_whoever_asked_tells_who_it_was(case):
    member = asker_of(case)
    answer(pass_on(case, ask(case, member)), case.lead)
    decline(case, ask(case, member))

    theirs = Letter.objects.exclude(to=member.user)
    for letter in theirs:
        assert NAME not in letter.body + letter.subject
        assert "CANARY" not in letter.body + letter.subject
    answers = Letter.objects.filter(body__contains=ANSWER)
    assert {letter.to for letter in answers} == {one.user for one in case.members}
    assert len({letter.body for letter in answers}) == 1


def test_the_trail_names_nobody_who_asked_and_keeps_no_words(case, asked):
    decline(case, asked)

    notes = TrailNote.objects.filter(entry__subject_label=Clarification._meta.label_lower)
    assert [note.actor for note in notes.order_by("entry__number")] == [None, case.secretariat[0]]
    assert not any(note.note for note in notes)


def test_no_report_of_the_panel_holds_a_question_or_what_the_city_said(case, asked):
    answer(pass_on(case, asked), case.lead)
    case.complete()
    walk_panel.settle_all(case.application)
    walk_panel.settle(case.application)

    facts = str(panel_report(case.application, final=False))

    assert Report.objects.of(case.application).exists()
    assert not any(word in facts for word in ("CANARY", SENT, ANSWER))
