"""The pages on which a record moves to a newer edition, and on which its archive is read."""

import pytest
from django.urls import reverse

from cities.choices import Role
from commitments.actions import publish_edition
from office.actors import PROCEDURE
from progress.actions import Proposed, propose_answers
from progress.models import RecordEdition, TeamComment
from tests.factories import commitments
from tests.factories.cities import MembershipFactory
from tests.factories.progress import answered, lead_for

SEEN = {"from": "1", "to": "2"}


@pytest.fixture
def record(city, six):
    """A full record under the small edition, to which a newer one has come."""
    answered(city, six)
    publish_edition(commitments.six_2(), by=PROCEDURE)
    return city


@pytest.fixture
def archive(city):
    """A function: the address of an answer in the archive."""

    def of(*code):
        name = "archived_answer" if code else "archive"
        return reverse(f"progress:{name}", args=[city.slug, "hrc-six", "1", *code])

    return of


@pytest.mark.parametrize("page", ["edition", "archive", "archived_answer"])
def test_a_stranger_finds_none_of_these_pages(client, record, sign_in, someone, page):
    names = {"archive": ["hrc-six", "1"], "archived_answer": ["hrc-six", "1", "R1.1"]}
    sign_in(client, someone)

    url = reverse(f"progress:{page}", args=[record.slug, *names.get(page, [])])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "names", [["hrc-six", "2"], ["hrc-six", "3"], ["hrc-six", "1", "H9.9"], ["other", "1"]]
)
def test_there_is_no_archive_of_what_was_never_answered(as_lead, record, names):
    name = "archived_answer" if len(names) == 3 else "archive"

    assert as_lead.get(reverse(f"progress:{name}", args=[record.slug, *names])).status_code == 404


def test_an_editor_reads_what_would_change_and_cannot_move_the_record(
    client, record, sign_in, address
):
    sign_in(client, MembershipFactory(city=record, role=Role.EDITOR).user)

    page = client.get(address("edition"))
    refused = client.post(address("edition"), SEEN)

    assert "Your lead decides whether and when the record moves." in page.text
    assert refused.status_code == 403
    assert RecordEdition.objects.get().framework.edition == "1"


def test_the_lead_is_told_on_the_record_and_moves_it_with_one_click(as_lead, record, address):
    overview = as_lead.get(address("record"))
    preview = as_lead.get(address("edition"))
    moved = as_lead.post(address("edition"), SEEN)

    assert "Edition 2 of the framework is published" in overview.text
    assert "<ins>is heard within a month, </ins>" in preview.text
    assert moved.status_code == 302
    assert RecordEdition.objects.get().framework.edition == "2"


@pytest.mark.parametrize("sent", [{}, {"from": "1", "to": "3"}, {"from": "0", "to": "2"}])
def test_a_click_on_what_no_longer_stands_moves_nothing(as_lead, record, address, sent):
    page = as_lead.post(address("edition"), sent)

    assert page.status_code == 409
    assert "What was proposed to you no longer stands." in page.text
    assert RecordEdition.objects.get().framework.edition == "1"


def test_without_a_newer_edition_the_page_says_that_there_is_nothing_to_do(
    as_lead, city, six, address
):
    page = as_lead.get(address("edition"))

    assert "No newer edition of this framework is published." in page.text


def test_a_changed_question_is_marked_until_the_answer_is_saved(as_lead, record, address):
    as_lead.post(address("edition"), SEEN)

    marked = as_lead.get(address("requirement", "R1.2"))
    overview = as_lead.get(address("record"))
    as_lead.post(
        address("requirement", "R1.2"),
        {"version": marked.context["answer"].version, "step": "1", "text": "Still so."},
    )
    saved = as_lead.get(address("requirement", "R1.2"))

    assert "The question has changed, look again" in marked.text
    assert "<del>People who were </del>" in marked.text
    assert "2 questions have changed since they were answered" in overview.text
    assert "The question has changed" not in saved.text
    assert "Carried over from edition 1" in saved.text


def test_the_archive_holds_every_answer_with_its_versions_and_evidence(
    as_lead, record, address, archive
):
    requirement = RecordEdition.objects.get().framework.requirements.get(code="H1.2")
    propose_answers(
        city=record, source="A sheet", proposals=[Proposed(requirement, {"text": "Proposed."})]
    )
    TeamComment.objects.create(
        city=record, code="H1.2", text="Ask the school.", by=lead_for(record)
    )
    as_lead.post(address("edition"), SEEN)

    whole = as_lead.get(archive())
    one = as_lead.get(archive("H1.2"))

    assert "What we do about H1.2." in whole.text
    assert archive() in as_lead.get(address("edition")).text
    for text in (
        "No longer asked",
        "What we do about H1.2.",
        "Annual report",
        "Proposed.",
        "Ask the school.",
    ):
        assert text in one.text


@pytest.mark.parametrize("count", [1, 3])
def test_these_pages_cost_the_same_however_much_they_show(
    as_lead, city, six, address, archive, count, django_assert_num_queries
):
    left_out = ("R1.1", "H1.1") if count == 1 else ()
    answered(city, six, except_for=("R1.2", *left_out))
    publish_edition(commitments.six_2(), by=PROCEDURE)
    as_lead.get(address("edition"))

    # session with its person, roles, edition, then what the page shows: mapped editions, too
    with django_assert_num_queries(10):
        as_lead.get(address("edition"))
    with django_assert_num_queries(5):
        as_lead.get(archive())
    with django_assert_num_queries(9):
        as_lead.get(archive("R2.1"))
