"""A file that was chosen is kept, whatever else in its form is wrong."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from cities.choices import Role
from progress.files import checking, storing
from progress.models import Answer, ChosenFile, Evidence
from progress.models.chosen import KEPT
from progress.tasks import sweep
from tests.factories.cities import MembershipFactory
from tests.factories.progress import evidence_of, pdf

pytestmark = pytest.mark.usefixtures("six")
SAID = {"language": "de", "visibility": "reviewers"}


def choose(client, address, name="plan.pdf", **said):
    """Send a file with a form in which something else is wrong."""
    wrong = {**SAID, "url": "no link", "file": pdf(name), **said}
    return client.post(address("evidence_new"), wrong)


def lies(chosen):
    return default_storage.exists(chosen.file.name)


def test_a_file_survives_another_field_that_is_wrong(as_lead, address):
    page = choose(as_lead, address)
    key = ChosenFile.objects.get().key

    assert 'Kept: <span class="strong">plan.pdf</span>' in page.text
    assert f'name="file-kept" value="{key}"' in page.text
    as_lead.post(address("evidence_new"), {**SAID, "file-kept": key})
    assert Evidence.objects.get().title == "plan"
    assert Evidence.objects.get().versions.get().filename == "plan.pdf"
    assert not ChosenFile.objects.open().exists()


def test_a_cited_file_survives_a_missing_sentence(as_lead, address):
    said = {"version": 0, "step": 1, "cite-locator": "p. 1"}
    page = as_lead.post(address("requirement", "R1.1"), {**said, "cite-file": pdf("plan.pdf")})
    key = ChosenFile.objects.get().key

    assert f'name="cite-file-kept" value="{key}"' in page.text
    as_lead.post(
        address("requirement", "R1.1"), {**said, "cite-file-kept": key, "cite-shows": "All."}
    )
    assert Answer.objects.get().citations.get().evidence.title == "plan"


def test_a_newer_version_survives_a_wrong_link(as_lead, city, address):
    evidence = evidence_of(city)
    page = as_lead.post(
        address("evidence_detail", evidence.pk), {"file": pdf("new.pdf"), "url": "no link"}
    )
    key = ChosenFile.objects.get().key

    assert "new.pdf" in page.text
    as_lead.post(address("evidence_detail", evidence.pk), {"file-kept": key})
    assert evidence.versions.count() == 2


def test_a_kept_file_goes_when_it_is_not_wanted_or_another_is_chosen(as_lead, address):
    choose(as_lead, address)
    first = ChosenFile.objects.get()
    choose(as_lead, address, "other.pdf", **{"file-kept": first.key})
    second = ChosenFile.objects.get()
    dropped = {**SAID, "file-kept": second.key, "file-drop": "yes"}

    page = as_lead.post(address("evidence_new"), dropped)

    assert second.filename == "other.pdf"
    assert "Choose a file, or give a link" in page.text
    assert not ChosenFile.objects.exists()
    assert not lies(first)
    assert not lies(second)


def test_a_file_that_cannot_be_taken_leaves_the_one_that_is_kept(as_lead, address):
    choose(as_lead, address)
    held = ChosenFile.objects.get()

    page = choose(as_lead, address, "tool.exe", **{"file-kept": held.key, "url": ""})

    assert "Files of this kind cannot be taken." in page.text
    assert f'value="{held.key}"' in page.text


def test_nobody_else_uses_a_kept_file(client, as_lead, city, address, sign_in):
    choose(as_lead, address)
    key = ChosenFile.objects.get().key
    sign_in(client, MembershipFactory(city=city, role=Role.EDITOR).user)

    client.post(address("evidence_new"), {**SAID, "file-kept": key})

    assert not Evidence.objects.exists()
    assert ChosenFile.objects.open().count() == 1


@pytest.mark.parametrize("key", ["", "x", "\x00", "ä" * 24, "0" * 24, "f" * 5000])
def test_a_key_that_is_none_is_no_file(as_lead, address, key):
    page = as_lead.post(address("evidence_new"), {**SAID, "file-kept": key})

    assert "Choose a file, or give a link" in page.text


def test_a_kept_file_takes_up_room(as_lead, address, settings):
    settings.EVIDENCE_MAX_FILES = 1
    choose(as_lead, address)
    held = ChosenFile.objects.get()

    page = choose(as_lead, address, "second.pdf")
    as_lead.post(address("evidence_new"), {**SAID, "file-kept": held.key})

    assert "The record holds 1 files, and can hold 1." in page.text
    assert Evidence.objects.get().title == "plan"


def test_a_kept_file_is_removed_after_seven_days_and_not_before(as_lead, address):
    choose(as_lead, address)
    held = ChosenFile.objects.get()
    checking.tidy()
    assert lies(held)
    ChosenFile.objects.update(chosen_at=timezone.now() - KEPT - timedelta(minutes=1))

    sweep()

    assert not ChosenFile.objects.exists()
    assert not lies(held)


def test_a_file_that_waits_for_its_form_is_not_tidied_away(as_lead, address, monkeypatch):
    choose(as_lead, address)
    monkeypatch.setattr(storing, "DAY", timedelta())

    checking.tidy()

    assert lies(ChosenFile.objects.get())


def test_the_same_file_again_is_offered_where_it_is_and_kept_twice_only_on_request(
    as_lead, city, address
):
    held = evidence_of(city, title="Annual report")

    page = as_lead.post(address("evidence_new"), {**SAID, "file": pdf("copy.pdf")})
    key = ChosenFile.objects.get().key

    assert "This very file is in your record already, as “Annual report”." in page.text
    assert address("evidence_detail", held.pk) in page.text
    assert Evidence.objects.count() == 1
    as_lead.post(address("evidence_new"), {**SAID, "file-kept": key, "twice": "yes"})
    assert Evidence.objects.count() == 2


def test_the_same_file_again_is_cited_where_it_is(as_lead, city, address):
    held = evidence_of(city, title="Annual report")
    said = {"version": 0, "step": 1, "cite-locator": "p. 1", "cite-shows": "All."}

    page = as_lead.post(address("requirement", "R1.1"), {**said, "cite-file": pdf("copy.pdf")})

    assert "is in your record already, as “Annual report”" in page.text
    assert f'<option value="{held.pk}" selected>' in page.text
    assert not Answer.objects.exists()
    assert not ChosenFile.objects.exists()


def test_what_is_said_of_evidence_can_be_changed(as_lead, city, address):
    evidence = evidence_of(city)
    said = {"title": "Report of 2025", "language": "fr", "visibility": "public"}
    form = {**said, "version": 0}

    empty = as_lead.post(address("evidence_describe", evidence.pk), {**form, "title": ""})
    as_lead.post(address("evidence_describe", evidence.pk), form)

    evidence.refresh_from_db()
    assert "This field is required." in empty.text
    assert (evidence.title, evidence.language, evidence.visibility) == tuple(said.values())


def test_of_two_who_describe_evidence_the_second_sees_what_the_first_said(as_lead, city, address):
    evidence = evidence_of(city, title="Report")
    url = address("evidence_describe", evidence.pk)
    said = {"title": "Report of 2025", "language": "fr", "visibility": "reviewers", "version": 0}
    as_lead.post(url, said)

    second = as_lead.post(url, {**said, "title": "The report", "visibility": "public"})

    evidence.refresh_from_db()
    stands = dict(second.context["form"].meanwhile)
    assert (second.status_code, evidence.title) == (409, "Report of 2025")
    assert evidence.visibility == "reviewers"
    assert (stands["Title"], stands["Who may read it"]) == ("Report of 2025", "Reviewers only")
    assert 'value="The report"' in second.text
