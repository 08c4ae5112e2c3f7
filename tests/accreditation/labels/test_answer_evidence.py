"""Evidence an answer to a notice cites: it waits for the check of its file, and says so."""

import pytest
from django.urls import reverse

from accreditation.actions import labels as actions
from accreditation.workflow import LABEL
from office.workflow import Refused
from progress.files import checking
from progress.models import EvidenceVersion
from tests.factories.progress import waiting_evidence

pytestmark = pytest.mark.django_db

CHECKED = "The file of “Minutes” is still being checked. Look again in a minute."
REFUSED = (
    "The file of “Minutes” could not be taken. Add another one to it in your record, and save the "
    "answer once more."
)


@pytest.fixture
def waiting(held):
    """The answer is written and cites a file that nobody has checked yet."""
    held.taken_by_two("give_downgrade_notice", "The office was closed.")
    paper = waiting_evidence(held.label.city, by=held.lead, title="Minutes")
    write(held, paper)
    return paper.versions.get()


def write(held, *pieces, version=0):
    actions.write_answer(
        label=held.label, text="It is open.", evidence=pieces, version=version, by=held.lead
    )


def send(held):
    LABEL.perform("answer_notice", held.label, by=held.lead)


def page_for(client, sign_in, held, person):
    sign_in(client, person)
    return client.get(reverse("accreditation:notice_answer", args=[held.label.number])).text


# --- what goes wrong ------------------------------------------------------------------------------


def test_an_answer_is_not_sent_while_a_file_it_cites_is_being_checked(held, waiting):
    with pytest.raises(Refused) as refused:
        send(held)

    assert refused.value.reasons == [CHECKED]


def test_an_answer_is_not_sent_with_a_file_that_was_refused(held, waiting):
    checking.refuse(waiting, "It is damaged.")

    with pytest.raises(Refused) as refused:
        send(held)

    assert refused.value.reasons == [REFUSED]


def test_the_lead_reads_that_it_is_being_checked(client, held, waiting, sign_in):
    page = page_for(client, sign_in, held, held.lead)

    assert CHECKED in page
    assert "What the saved draft cites" in page
    assert ">being checked<" in page


def test_the_lead_reads_that_it_could_not_be_taken(client, held, waiting, sign_in):
    checking.refuse(waiting, "It is damaged.")

    page = page_for(client, sign_in, held, held.lead)

    assert REFUSED in page
    assert ">could not be taken<" in page


def test_nobody_else_learns_what_the_draft_cites(client, held, waiting, sign_in):
    page = page_for(client, sign_in, held, held.two[0])

    assert "Minutes" not in page
    assert "being checked" not in page


def test_a_file_of_an_answer_sent_before_files_were_checked_is_no_dead_link(
    client, held, waiting, sign_in
):
    held.label.answers.update(sent_on=held.label.state_since, sent_by=held.lead)

    page = page_for(client, sign_in, held, held.two[0])

    assert ">being checked<" in page
    assert (
        reverse("accreditation:answer_evidence", args=[held.label.number, waiting.pk]) not in page
    )


# --- what goes right ------------------------------------------------------------------------------


def test_an_answer_is_sent_once_its_file_is_released(client, held, waiting, sign_in):
    checking.release(waiting)

    send(held)

    page = page_for(client, sign_in, held, held.two[0])
    assert reverse("accreditation:answer_evidence", args=[held.label.number, waiting.pk]) in page
    assert "being checked" not in page


def test_another_piece_takes_the_place_of_one_that_was_refused(held, waiting):
    checking.refuse(waiting, "It is damaged.")
    other = waiting_evidence(held.label.city, by=held.lead, title="Photographs")
    checking.release(other.versions.get())
    write(held, other, version=1)

    send(held)

    assert held.label.answers.get().evidence.get() == EvidenceVersion.objects.get(evidence=other)
