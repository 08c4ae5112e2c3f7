"""A file that is too slow to be read keeps no worker for ever."""

import pytest

from office.intake import limited
from progress.choices import CheckState
from progress.files import checking
from progress.models import EvidenceVersion, ReturnedSheet
from progress.sheets import bringing
from progress.sheets.writing import workbook_of
from tests.factories.progress import A_PDF, lead_for
from tests.factories.sheets import bring_sheet, upload

pytestmark = pytest.mark.django_db
LAST = limited.SLOW_TRIES - 1


@pytest.fixture
def slow_reader(settings, tmp_path, monkeypatch):
    """In the place of our reader, one that begins and comes to no end."""
    package = tmp_path / "office" / "intake"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    begun = "import time; print('{\"ready\": true}', flush=True); time.sleep(60)"
    (package / "reader.py").write_text(begun)
    settings.BASE_DIR = tmp_path
    monkeypatch.setitem(limited.SECONDS, "check", 2)


def test_after_some_tries_the_sender_is_told_instead_of_waiting_for_ever(waiting, slow_reader):
    version = waiting("a.pdf", A_PDF)
    EvidenceVersion.objects.filter(pk=version.pk).update(attempts=LAST)

    checking.check_waiting()

    version.refresh_from_db()
    assert version.state == CheckState.REFUSED
    assert "took too long, each time" in version.sentence


def test_a_spreadsheet_is_no_more_patient(city, six, slow_reader):
    sheet = bring_sheet(
        city=city, framework=six, by=lead_for(city), file=upload(workbook_of(city, six))
    )
    ReturnedSheet.objects.filter(pk=sheet.pk).update(attempts=LAST)

    bringing.read_waiting()

    sheet.refresh_from_db()
    assert sheet.state == CheckState.REFUSED
    assert "took too long, each time" in sheet.sentence


@pytest.mark.parametrize(
    ("problem", "attempts"),
    [(limited.TooSlow(), LAST), (limited.NotRead(), 100), (OSError(), 100)],
)
def test_a_busy_hour_or_a_reader_that_cannot_start_is_no_fault_of_the_file(
    waiting, problem, attempts
):
    version = waiting("a.pdf", A_PDF)

    assert checking.reason_to_give_up(version.file.name, problem, attempts) == ""
