"""A spreadsheet that comes back: checked like evidence, read by the worker, shown first."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cities.choices import Role
from office.workflow import Refused
from progress.actions import answer_requirement, bring_sheet
from progress.choices import CheckState
from progress.files import checking
from progress.models import Answer, ProposedAnswer, ReturnedSheet
from progress.sheets import bringing
from progress.sheets.writing import workbook_of
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.progress import answered, lead_for, pdf
from tests.factories.sheets import changed, returned_sheet, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage_of_our_own(settings, tmp_path):
    """What other tests left lying apart is none of ours."""
    settings.MEDIA_ROOT = tmp_path


def apart():
    try:
        return default_storage.listdir("quarantine")[1]
    except FileNotFoundError:
        return []


def with_part(content, name, text):
    """The same workbook with one more part in it."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, text)
    return file.getvalue()


def test_what_is_no_xlsx_is_refused_at_once(city, six):
    with pytest.raises(Refused, match="This is no xlsx file"):
        bring_sheet(city=city, framework=six, by=lead_for(city), file=pdf())

    assert apart() == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("xl/vbaProject.bin", b"macro", "macros"),
        ("xl/flood.xml", b"0" * 110_000_000, "far larger than it looks"),
        ("../outside.xml", b"<a/>", "point out of it"),
    ],
)
def test_a_workbook_that_would_do_harm_is_refused_with_a_sentence(city, six, name, text, said):
    sheet = returned_sheet(city, six, with_part(workbook_of(city, six), name, text))

    assert sheet.state == CheckState.REFUSED
    assert said in sheet.sentence
    assert apart() == []
    assert not ProposedAnswer.objects.exists()


def test_a_workbook_of_another_record_is_refused(city, six):
    sheet = returned_sheet(city, six, workbook_of(CityFactory(), six))

    assert "taken from another record" in sheet.sentence


def test_a_file_that_disappeared_is_asked_for_again(city, six):
    sheet = bring_sheet(city=city, framework=six, by=lead_for(city),
                        file=upload(workbook_of(city, six)))  # fmt: skip
    default_storage.delete(sheet.file.name)

    bringing.read_waiting()

    sheet.refresh_from_db()
    assert sheet.sentence == "This file was lost here; please send it again."


def test_a_scanner_that_is_away_loses_nothing(city, six, settings):
    settings.CLAMD = "127.0.0.1:1"
    sheet = returned_sheet(city, six)
    settings.CLAMD = ""
    ReturnedSheet.objects.update(claimed_until=None)
    checking.tidy()

    bringing.read_waiting()

    assert "scanner does not answer" in sheet.sentence
    sheet.refresh_from_db()
    assert (sheet.state, sheet.same) == (CheckState.RELEASED, 6)


def test_a_workbook_is_read_once_and_its_file_is_gone(city, six):
    answered(city, six, evidence=False)

    sheet = returned_sheet(city, six, changed(city, six, {"R1.1": {"text": "=1+1"}}))

    assert (sheet.state, sheet.file, sheet.same) == (CheckState.RELEASED, "", 5)
    assert sheet.proposals.get().text == "=1+1"
    assert bringing.read_waiting() == 0
    assert Answer.objects.get(requirement__code="R1.1").text == "What we do about R1.1."
    assert apart() == []


def test_no_more_than_ten_wait_at_a_time(city, six):
    by = lead_for(city)
    for _n in range(10):
        ReturnedSheet.objects.create(city=city, framework=six, filename="a.xlsx", sha256="0" * 64)

    with pytest.raises(Refused, match="10 spreadsheets wait here already"):
        bring_sheet(city=city, framework=six, by=by, file=upload(workbook_of(city, six)))

    assert apart() == []


def test_after_thirty_days_all_of_it_is_gone(city, six):
    sheet = returned_sheet(city, six, changed(city, six, {"R1.1": {"text": "Mine."}}))
    bringing.forget_old()
    kept = ReturnedSheet.objects.count()
    ReturnedSheet.objects.filter(pk=sheet.pk).update(
        brought_at=timezone.now() - timedelta(days=30, minutes=1)
    )

    bringing.forget_old()

    assert kept == 1
    assert not ReturnedSheet.objects.exists()
    assert not ProposedAnswer.objects.exists()


# --- the pages ----------------------------------------------------------------------------------


def test_a_stranger_learns_of_nothing(client, city, six, address, someone, sign_in):
    sheet = returned_sheet(city, six)
    sign_in(client, someone)

    for name, args in (("sheet", []), ("sheet_download", []), ("returned", [sheet.pk])):
        assert client.get(address(name, *args)).status_code == 404


def test_another_citys_sheet_is_not_found(as_lead, six, address):
    sheet = returned_sheet(CityFactory(), six)

    assert as_lead.get(address("returned", sheet.pk)).status_code == 404


def test_who_only_reads_takes_it_away_and_brings_nothing_back(client, city, six, address, sign_in):
    sign_in(client, MembershipFactory(city=city, role=Role.OBSERVER).user)

    taken = client.get(address("sheet_download"))
    brought = client.post(address("sheet"), {"file": upload(workbook_of(city, six))})

    assert taken["Content-Disposition"].startswith("attachment")
    assert b"".join(taken).startswith(b"PK")
    assert brought.status_code == 403
    assert not ReturnedSheet.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("a.xlsx", b"MZ"), "The content of this file is not what its name says"),
        (SimpleUploadedFile("a.xlsx", b""), "This file is empty."),
        (SimpleUploadedFile("a.csv", b"a,b"), "This is no xlsx file."),
    ],
)
def test_a_refused_file_is_said_beside_the_field(as_lead, six, address, file, said):
    page = as_lead.post(address("sheet"), {"file": file})

    assert said in page.text
    assert not ReturnedSheet.objects.exists()


def test_from_the_upload_to_the_saved_answer(as_lead, city, six, address, requirement):
    answered(city, six, evidence=False)
    content = changed(city, six, {"R1.1": {"text": "Mine, offline."}, "R1.2": {"text": "Two."}})
    answer_requirement(city=city, requirement=requirement("R1.2"), by=lead_for(city), version=1,
                       step=2, text="Theirs.")  # fmt: skip

    waits = as_lead.post(address("sheet"), {"file": upload(content)}, follow=True)
    bringing.read_waiting()
    sheet = ReturnedSheet.objects.get()
    read = as_lead.get(address("returned", sheet.pk))
    source = read.context["source"]
    changes = as_lead.get(address("proposals"), {"source": source.key})
    as_lead.post(address("proposals"), {"do": "accept_all", "source": source.key})

    assert "Being read" in waits.text
    assert "2 answers would change" in read.text
    assert "Two texts" in changes.text
    texts = dict(Answer.objects.values_list("requirement__code", "text"))
    assert (texts["R1.1"], texts["R1.2"]) == ("Mine, offline.", "Theirs.")
    left = ProposedAnswer.objects.open().get()
    as_lead.post(address("proposals"), {"do": "accept", "take": f"{left.pk}.2"})
    assert Answer.objects.get(requirement__code="R1.2").text == "Two."
    assert not ProposedAnswer.objects.open().exists()


def test_once_all_is_settled_the_page_says_what_was_done_and_keeps_no_words(
    as_lead, city, six, address
):
    content = changed(city, six, {"R1.1": {"text": "Taken."}, "R1.2": {"text": "Never saved."}})
    sheet = returned_sheet(city, six, content)
    taken, left = sheet.proposals.order_by("requirement__position")
    as_lead.post(address("proposals"), {"do": "accept", "take": f"{taken.pk}.0"})
    between = as_lead.get(address("returned", sheet.pk)).text
    as_lead.post(address("proposals"), {"do": "decline", "take": f"{left.pk}.0"})

    after = as_lead.get(address("returned", sheet.pk)).text

    assert "1 answer would change" in between
    assert "1 answer was saved as proposed" in after
    assert "1 answer was left as it was" in after
    assert after.count(f'href="{address("requirement", "R1.2")}"') == 1
    assert "Never saved." not in after
    assert [each.text for each in ProposedAnswer.objects.all()] == [""]
    assert "Dealt with" in as_lead.get(address("sheet")).text


def test_what_is_dealt_with_keeps_no_other_spreadsheet_out(city, six):
    by = lead_for(city)
    done = [{"code": "R1.1", "asked": "Who?", "state": "accepted"}]
    for _n in range(10):
        ReturnedSheet.objects.create(
            city=city, framework=six, filename="a.xlsx", sha256="0" * 64, outcome=done
        )

    bring_sheet(city=city, framework=six, by=by, file=upload(workbook_of(city, six)))

    assert ReturnedSheet.objects.to_look_through().count() == 1


def test_what_could_not_be_read_stays_until_it_is_put_away(as_lead, city, six, address):
    sheet = returned_sheet(city, six, changed(city, six, {"R1.1": {"step": "Nearly", "text": "A"}}))
    proposal = sheet.proposals.get()

    as_lead.post(address("proposals"), {"do": "decline", "take": f"{proposal.pk}.0"})
    page = as_lead.get(address("returned", sheet.pk))
    gone = as_lead.post(address("returned", sheet.pk), follow=True)

    assert "“Nearly” is not in the list." in page.text
    assert "The spreadsheet is put away." in gone.text
    assert not ReturnedSheet.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    as_lead, city, six, address, count, django_assert_num_queries
):
    for _n in range(count):
        returned_sheet(city, six)
    as_lead.get(address("sheet"))

    with django_assert_num_queries(4):  # session with its person, roles, edition, spreadsheets
        as_lead.get(address("sheet"))
