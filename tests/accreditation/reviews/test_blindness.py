"""Until every member has filed, nobody learns anything of another's review, by any page of ours."""

import pytest
from django.urls import get_resolver, reverse

from accounts.choices import PostKind
from accreditation.actions import reviews as actions
from accreditation.models import FiledCitation, FiledGroup, Finding
from accreditation.workflow import REVIEW
from cities.choices import Role
from tests.factories.accreditation_panels import at_reviewing

pytestmark = pytest.mark.django_db

SECRET = "CANARY-of-the-first-reviewer"  # in every text the first reviewer writes

# Every address of the panel's rooms with one application, and what else it takes.
ADDRESSES = {
    "application": [],
    "filing": [],
    "panel": [],
    "late_conflict": [],
    "object": [],
    "objection": [1],
    "objection_deadline": [1],
    "replacement": [],
    "review_deadline": ["newcomer"],
    "evidence": ["citation"],
    "evidence_read": ["citation"],
    "evidence_page": ["citation", 1],
    "group_evidence": ["group"],
    "group_evidence_read": ["group"],
    "group_evidence_page": ["group", 1],
    "review": [],
    "file_review": [],
    "review_commitment": ["R1"],
    "ask_the_city": ["R1.1"],
    "clarifications": [],
    "own_finding": [1],
    "new_own_finding": ["R1.1"],
    "settling": [],
    "difference": ["R1.1"],
    "findings": [],
    "panel_finding": ["finding"],
    "new_panel_finding": ["R1.1"],
    "results": [],
    "statement": [],
    "reasoned": ["A"],
    "facts": [],
}
ONLY_POSTED = {
    "declare", "drop_replacement", "remove_finding", "view_finding", "remove_correction",
}  # fmt: skip
PATHS = ("panel/", "review/", "settling/", "facts/", "evidence/")  # of the panel's rooms


@pytest.fixture
def case():
    """The first member has written and filed; nobody else has."""
    made = at_reviewing()
    first = made.members[0]
    actions.write_finding(
        review=first.review,
        requirement=made.framework.requirements.get(code="R1.1"),
        kind="concern",
        seen=SECRET,
        asked=SECRET,
        recommended=SECRET,
        grave=made.framework.grave_concerns.first(),
        by=first.user,
    )
    made.assess(first, found="1", reason=SECRET)
    REVIEW.perform("file", first.review, by=first.user)
    return made


@pytest.fixture
def people(case, holder_of, member_of):
    others = [member.user for member in case.members[1:]]
    return {
        "another member": next(user for user in others if user != case.chair),
        "the chair or another": case.chair if case.chair in others else others[-1],
        "secretariat": case.secretariat[0],
        "auditor": holder_of(PostKind.AUDITOR),
        "committee": holder_of(PostKind.COMMITTEE),
        "committee chair": holder_of(PostKind.COMMITTEE_CHAIR),
        "board": holder_of(PostKind.BOARD),
        "institutional observer": holder_of(PostKind.OBSERVER),
        "city lead": case.lead,
        "city editor": member_of(case.city, Role.EDITOR),
    }


def addresses(case):
    named = {
        "citation": FiledCitation.objects.first().pk,
        "group": FiledGroup.objects.first().pk,
        "newcomer": case.members[-1].review.pk,
        "finding": Finding.objects.earliest("pk").key,
    }
    return {
        name: reverse(
            f"accreditation:{name}",
            args=[case.application.reference, *(named.get(one, one) for one in more)],
        )
        for name, more in ADDRESSES.items()
    }


def seen_by(client, sign_in, person, case):
    """The pages as this person gets them, by name; without the token that differs each time."""
    sign_in(client, person)
    pages = {}
    for name, address in addresses(case).items():
        page = client.get(address)
        if page.streaming:
            b"".join(page.streaming_content)  # read to its end, so that the file is closed
        elif page.status_code == 200:
            text = "\n".join(line for line in page.text.splitlines() if "csrf" not in line)
            headers = {key: page[key] for key in page.headers if key != "X-Request-ID"}
            pages[name] = f"{text}\n{headers}"
    return pages


def test_nobody_reads_what_the_first_has_written(client, sign_in, case, people):
    for who, person in people.items():
        for name, page in seen_by(client, sign_in, person, case).items():
            assert SECRET not in page, f"{who} reads it on {name}"


def test_the_first_reads_their_own(client, sign_in, case):
    pages = seen_by(client, sign_in, case.members[0].user, case)

    assert SECRET in pages["review"]
    assert SECRET in pages["review_commitment"]


def test_filing_changes_no_page_of_anybody_but_the_secretariat(client, sign_in, case, people):
    before = {who: seen_by(client, sign_in, person, case) for who, person in people.items()}

    second = next(member for member in case.members[1:] if member.user not in people.values())
    case.assess(second, found="3", reason="ANOTHER-CANARY")
    REVIEW.perform("file", second.review, by=second.user)
    after = {who: seen_by(client, sign_in, person, case) for who, person in people.items()}

    changed = {
        (who, name) for who, pages in after.items() for name in pages
        if pages[name] != before[who][name]
    }  # fmt: skip
    assert changed == {("secretariat", "panel")}


def test_the_number_of_a_finding_tells_nothing_of_those_of_others(client, sign_in, case):
    second = next(member for member in case.members[1:])
    words = {"requirement": case.framework.requirements.get(code="R1.1"), "kind": "concern",
             "seen": "s", "asked": "a", "recommended": "r", "grave": None}  # fmt: skip
    for _time in range(2):
        actions.write_finding(review=second.review, by=second.user, **words)
    sign_in(client, second.user)
    page = client.get(addresses(case)["review"]).text

    links = [f"/review/findings/{number}/" in page for number in (1, 2, 3)]
    globally = {finding.pk for finding in Finding.objects.all()}

    assert links == [True, True, False]
    assert globally != {1, 2}
    assert client.get(addresses(case)["own_finding"]).status_code == 200


def test_a_finding_taken_back_leaves_the_numbers_of_the_others(case):
    second = case.members[1]
    words = {"requirement": case.framework.requirements.get(code="R1.1"), "kind": "concern",
             "seen": "s", "asked": "a", "recommended": "r", "grave": None}  # fmt: skip
    first, other = [
        actions.write_finding(review=second.review, by=second.user, **words) for _time in range(2)
    ]

    actions.remove_finding(review=second.review, finding=first, by=second.user)
    third = actions.write_finding(review=second.review, by=second.user, **words)

    assert (other.number, third.number) == (2, 3)


def test_settling_is_closed_to_all_until_the_panel_is_complete(client, sign_in, case, people):
    for person in people.values():
        sign_in(client, person)
        for name in ("settling", "findings", "difference", "results", "statement", "reasoned"):
            assert client.get(addresses(case)[name]).status_code in (403, 404)


def test_every_address_of_the_panels_rooms_is_tried_here():
    patterns = get_resolver().namespace_dict["accreditation"][1].reverse_dict
    names = {
        name
        for name in patterns
        if isinstance(name, str)
        and any(f"/%(reference)s/{path}" in str(patterns.getlist(name)) for path in PATHS)
    }

    assert names <= set(ADDRESSES) | ONLY_POSTED
