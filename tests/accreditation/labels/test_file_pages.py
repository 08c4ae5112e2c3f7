"""The pages between two accreditations: update, notice, talk; and what the desk says of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import PostKind
from accreditation.actions import labels as actions
from accreditation.choices import LabelState
from accreditation.models import Label, NoticeAnswer
from accreditation.workflow import LABEL
from cities.choices import Role
from office.days import today
from office.ringing import let_days_pass
from progress.models import Evidence
from tests.factories.accreditation_committee import holder
from tests.factories.labels import WORDS
from tests.factories.progress import evidence_of

pytestmark = pytest.mark.django_db
PAGES = ("update", "updates", "notice_answer", "talk")


def url(held, page, *more):
    return reverse(f"accreditation:{page}", args=[held.label.number, *more])


def pass_to_the_window(held):
    let_days_pass((held.label.due_update.opens_on - today()).days)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_no_page(client, held, someone, sign_in, page):
    sign_in(client, someone)

    assert client.get(url(held, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_auditor_reads_and_writes_nothing(client, held, sign_in, page):
    sign_in(client, holder(PostKind.AUDITOR))

    read = client.get(url(held, page))
    sent = client.post(url(held, page), {"version": 0, **WORDS})

    assert read.status_code == 200
    assert "Save the draft" not in read.text
    assert sent.status_code == (403 if page != "updates" else 200)


def test_an_editor_writes_the_update_and_the_lead_files_it(client, held, member_of, sign_in):
    pass_to_the_window(held)
    sign_in(client, member_of(held.label.city, Role.EDITOR))
    client.post(url(held, "update"), {"version": 0, **WORDS})
    refused = client.post(url(held, "label_step", "file_update"))
    sign_in(client, held.lead)

    ready = client.get(url(held, "update"))
    filed = client.post(url(held, "label_step", "file_update"), follow=True)

    assert refused.status_code == 403
    assert "Check and confirm" in ready.text
    assert "Update of year 1" in filed.text
    assert WORDS["groups"] in client.get(url(held, "updates")).text


def test_a_draft_may_be_unfinished_and_says_what_is_missing(client, held, sign_in):
    pass_to_the_window(held)
    sign_in(client, held.lead)

    page = client.post(url(held, "update"), {"version": 0, "what_changed": "Much."}, follow=True)

    assert "The draft is saved. It is not filed yet." in page.text
    assert "The update does not say yet what went wrong" in page.text


def test_two_who_write_both_see_both_texts(client, held, sign_in):
    held.write_update(what_changed="The first text.")
    sign_in(client, held.lead)

    page = client.post(url(held, "update"), {"version": 0, **WORDS, "what_changed": "The second."})

    assert page.status_code == 409
    assert "The first text." in page.text
    assert "The second." in page.text


def test_the_lead_answers_a_notice_with_evidence_that_the_secretariat_opens(client, held, sign_in):
    paper = evidence_of(held.label.city, by=held.lead, title="Minutes of May")
    held.taken_by_two("give_downgrade_notice", "The office was closed.")
    sign_in(client, held.lead)
    shown = client.get(url(held, "notice_answer"))
    typed = {"version": 0, "text": "It is open again.", "evidence": [paper.pk]}
    client.post(url(held, "notice_answer"), typed)
    client.post(url(held, "label_step", "answer_notice"))
    sign_in(client, held.two[0])

    page = client.get(url(held, "notice_answer"))

    version = NoticeAnswer.objects.get().evidence.get()
    file = client.get(url(held, "answer_evidence", version.pk))
    file.close()
    assert "The office was closed." in shown.text
    assert "It is open again." in page.text
    assert "Keep the level" in page.text
    assert file["Content-Disposition"].startswith("attachment")


def test_evidence_is_not_opened_before_the_answer_is_sent(client, held, sign_in):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    sign_in(client, held.two[0])

    version = Evidence.objects.get(title="Minutes").versions.get()

    assert client.get(url(held, "answer_evidence", version.pk)).status_code == 404
    assert "We have mended it." not in client.get(url(held, "notice_answer")).text


def test_an_answer_kept_in_draft_stands_in_the_form(client, held, sign_in):
    held.taken_by_two("give_downgrade_notice")
    held.write_answer()
    sign_in(client, held.lead)

    page = client.get(url(held, "notice_answer"))

    assert "We have mended it." in page.text
    assert "checked" in page.text


def test_a_notice_nobody_gave_cannot_be_answered(client, held, sign_in):
    sign_in(client, held.lead)

    page = client.post(url(held, "notice_answer"), {"version": 0, "text": "What notice?"})

    assert page.status_code == 409
    assert "There is no notice to answer now." in page.text


def test_the_secretariat_records_the_talk_and_the_team_reads_it(client, held, sign_in):
    sign_in(client, held.two[0])
    typed = {"held_on": today().isoformat(), "mode": "remote", "with_whom": "The mayor",
             "said": "Shelters are full."}  # fmt: skip
    client.post(url(held, "talk"), typed)
    future = client.post(url(held, "talk"), {**typed, "held_on": "2999-01-01"})
    sign_in(client, held.lead)

    page = client.get(url(held, "talk"))

    assert "This day is still to come." in future.text
    assert "Shelters are full." in page.text
    assert "Record a talk" not in page.text
    assert client.post(url(held, "talk"), typed).status_code == 403


def test_the_desk_of_the_lead_names_what_the_label_asks(client, held, sign_in):
    sign_in(client, held.lead)
    calm = client.get(reverse("accreditation:desk"))
    pass_to_the_window(held)
    due = client.get(reverse("accreditation:desk"))
    held.taken_by_two("give_downgrade_notice")
    Label.objects.update(valid_until=today())
    all_three = client.get(reverse("accreditation:desk"))

    assert "Nothing waits for you in the procedure" in calm.text
    assert held.label.number in calm.text
    assert "File the yearly update" in due.text
    assert "Answer the downgrade notice" in all_three.text
    assert "Apply to renew the label" in all_three.text


def test_the_desk_of_the_secretariat_names_talks_and_notices(client, held, sign_in):
    held.pass_until_over("remind_of_talk")
    held.taken_by_two("give_downgrade_notice")
    sign_in(client, held.two[0])
    before = client.get(reverse("accreditation:desk"))
    held.write_answer()
    LABEL.perform("answer_notice", held.label, by=held.lead)
    LABEL.perform("keep_level", held.label, by=held.two[1], note="It is mended.")

    after = client.get(reverse("accreditation:desk"))

    assert "Hold the mid-term talk, and record it" in before.text
    assert "Decide on the downgrade notice" not in before.text
    assert "Decide on the downgrade notice" in after.text
    assert url(held, "label_step", "keep_level") in after.text


def test_a_label_at_an_end_asks_for_nothing(client, held, sign_in):
    LABEL.perform("withdraw", held.label, by=held.lead, note="We merge.")
    sign_in(client, held.lead)

    page = client.get(url(held, "label"))

    assert held.label.state == LabelState.WITHDRAWN
    assert "Write the yearly update" not in page.text
    assert "What you can do" not in page.text
    assert "No yearly update is asked for now" in client.get(url(held, "update")).text


def test_filed_updates_and_talks_cost_the_same_however_many(client, held, sign_in):
    sign_in(client, held.two[0])
    counts = {}
    for many in (1, 3):
        while held.label.updates.exclude(filed_on=None).count() < many:
            pass_to_the_window(held)
            held.file_update()
            actions.record_talk(
                label=held.label, held_on=today(), with_whom="The mayor", mode="remote",
                said="Words.", by=held.two[0],
            )  # fmt: skip
        for page in ("label", "updates", "talk"):
            client.get(url(held, page))
            with CaptureQueriesContext(connection) as asked:
                client.get(url(held, page))
            counts.setdefault(page, []).append(len(asked))

    assert all(one == three for one, three in counts.values()), counts
