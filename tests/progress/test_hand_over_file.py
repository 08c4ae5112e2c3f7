"""The hand-over file: all of a record, readable without the platform, for its lead alone."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from cities.choices import Role
from office.models import TrailEntry
from office.models.report import ReportState
from office.workflow import Refused
from progress.actions import (
    add_measure,
    answer_requirement,
    ask_hand_over_file,
    record_group_result,
)
from progress.handover import making
from progress.models import Answer, EvidenceVersion, HandOverFile
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.practices import draft_of_practice
from tests.factories.progress import (
    A_PDF,
    answered,
    evidence_of,
    lead_for,
    pdf,
    waiting_evidence,
)

pytestmark = pytest.mark.django_db


def made(city, framework):
    asked = ask_hand_over_file(city=city, framework=framework, by=lead_for(city))
    making.make_waiting()
    asked.refresh_from_db()
    return asked


def opened(asked):
    with asked.file.open() as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def table(archive, name):
    return json.loads(archive.read(f"{name}.json"))


def test_it_holds_answers_versions_and_files_as_they_were_given(city, six, requirement):
    answered(city, six)
    answer_requirement(city=city, requirement=requirement(), by=lead_for(city), version=1, step=1,
                       text="Changed since.")  # fmt: skip

    archive = opened(made(city, six))

    (first, *_others) = table(archive, "answers")
    assert (first["code"], first["text"], first["version"]) == ("R1.1", "Changed since.", 2)
    versions = [each for each in table(archive, "earlier-versions") if each["code"] == "R1.1"]
    assert [each["text"] for each in versions] == ["What we do about R1.1.", "Changed since."]
    place = table(archive, "evidence")[0]["file"]
    assert archive.read(place) == A_PDF
    assert f'href="{place}"' in archive.read("index.html").decode()
    assert archive.testzip() is None


def test_no_address_of_anybody_is_in_it(city, six):
    answered(city, six)
    former = MembershipFactory(city=city, role=Role.EDITOR, until=timezone.localdate())

    archive = opened(made(city, six))

    names = [each["name"] for each in table(archive, "team")]
    assert former.user.name in names
    words = b"".join(archive.read(name) for name in archive.namelist())
    assert former.user.email.encode() not in words
    assert lead_for(city).email.encode() not in words


def test_a_file_that_has_not_been_checked_is_not_handed_over(city, six):
    waiting_evidence(city, title="Waits")

    archive = opened(made(city, six))

    assert table(archive, "evidence") == []
    assert [name for name in archive.namelist() if name.startswith("evidence/")] == []
    assert [each["title"] for each in table(archive, "being-checked")] == ["Waits"]
    named = "Waits (report.pdf), still being checked"
    assert HandOverFile.objects.get().left_out == [named]
    assert named in archive.read("index.html").decode()


def test_what_spreadsheets_would_run_is_marked_and_stays_exact_in_json(city, six):
    answered(city, six, evidence=False)
    Answer.objects.filter(requirement__code="R1.1").update(text="=1+1\nשלום 👩")
    add_measure(city=city, by=lead_for(city), title="@SUM(A1)")

    archive = opened(made(city, six))

    rows = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig"))))
    assert rows[0]["text"] == "'=1+1\nשלום 👩"
    assert table(archive, "answers")[0]["text"] == "=1+1\nשלום 👩"
    assert table(archive, "measures")[0]["title"] == "@SUM(A1)"


def test_hostile_words_are_words_on_the_page(city, six):
    answered(city, six, evidence=False)
    Answer.objects.update(text="<script>alert(1)</script>")

    page = opened(made(city, six)).read("index.html").decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_groups_and_measures_are_in_it(city, catalogues):
    evidence = evidence_of(city)
    record_group_result(city=city, group="roma", by=lead_for(city), version=0, change="Fewer.",
                        agreed="With them.", evidence=evidence, locator="p. 1")  # fmt: skip

    archive = opened(made(city, catalogues))

    (row,) = table(archive, "groups")
    assert (row["change"], row["evidence"]) == ("Fewer.", evidence.pk)


def test_practices_are_in_it_whatever_their_state(city, six):
    draft_of_practice(city, six, "R1.1", "R1.2")

    archive = opened(made(city, six))

    (row,) = table(archive, "practices")
    assert (row["title"], row["requirements"]) == ("An evening desk", "R1.1 R1.2")
    assert "An evening desk" in archive.read("index.html").decode()


def test_what_there_is_no_room_for_is_named(city, six, settings):
    evidence_of(city, title="Large", file=pdf("large.pdf"))
    settings.EVIDENCE_MAX_TOTAL_BYTES = len(A_PDF) // 4

    asked = made(city, six)

    assert asked.left_out == ["Large (large.pdf)"]
    assert "Large (large.pdf)" in opened(asked).read("index.html").decode()


def test_a_file_that_storage_has_lost_does_not_keep_the_others_back(city, six):
    evidence = evidence_of(city, title="Lost")
    default_storage.delete(evidence.versions.get().file.name)

    asked = made(city, six)

    assert asked.state == ReportState.READY
    assert asked.left_out == ["Lost (report.pdf)"]


def test_one_is_made_at_a_time(city, six):
    ask_hand_over_file(city=city, framework=six, by=lead_for(city))

    with pytest.raises(Refused, match="One is being made already"):
        ask_hand_over_file(city=city, framework=six, by=lead_for(city))


def test_where_there_is_no_room_it_is_tried_again_and_then_given_up(city, six, monkeypatch):
    def is_full(*_args):
        raise OSError("No space left on device")

    asked = ask_hand_over_file(city=city, framework=six, by=lead_for(city))
    monkeypatch.setattr("os.fsync", is_full)
    for _n in range(making.ATTEMPTS):
        HandOverFile.objects.update(claimed_until=None)
        making.make_waiting()
    HandOverFile.objects.update(claimed_until=None)

    making.make_waiting()

    asked.refresh_from_db()
    assert (asked.state, asked.file) == (ReportState.FAILED, "")


def test_it_is_made_once_and_leaves_a_trail(city, six):
    made(city, six)

    again = making.make_waiting()

    steps = list(TrailEntry.objects.values_list("step", flat=True))
    assert again == 0
    assert steps.count("ask_hand_over_file") == steps.count("make_hand_over_file") == 1


def test_after_thirty_days_it_is_gone(city, six):
    asked = made(city, six)
    making.forget_old()
    kept = default_storage.exists(asked.file.name)
    HandOverFile.objects.update(asked_at=timezone.now() - timedelta(days=31))

    making.forget_old()

    assert kept
    assert not default_storage.exists(asked.file.name)
    assert not HandOverFile.objects.exists()


# --- the page -----------------------------------------------------------------------------------


def test_strangers_find_nothing_and_the_team_is_told(client, city, six, address, sign_in):
    asked = made(city, six)
    sign_in(client, lead_for(CityFactory()))
    stranger = client.get(address("hand_over")), client.get(address("hand_over_download", asked.pk))
    sign_in(client, MembershipFactory(city=city, role=Role.EDITOR).user)

    told = client.get(address("hand_over"))
    refused = client.post(address("hand_over"))
    file = client.get(address("hand_over_download", asked.pk))

    assert [page.status_code for page in stranger] == [404, 404]
    assert [page.status_code for page in (told, refused, file)] == [403, 403, 403]
    assert "Only the lead takes the whole record away" in told.text
    assert HandOverFile.objects.count() == 1


def test_a_file_of_another_city_or_one_not_made_yet_is_not_found(as_lead, city, six, address):
    other = made(CityFactory(), six)
    waits = ask_hand_over_file(city=city, framework=six, by=lead_for(city))

    for key in (other.pk, waits.pk):
        assert as_lead.get(address("hand_over_download", key)).status_code == 404


def test_the_lead_asks_waits_and_downloads(as_lead, city, six, address):
    answered(city, six)

    waits = as_lead.post(address("hand_over"), follow=True)
    twice = as_lead.post(address("hand_over"), follow=True)
    making.make_waiting()
    ready = as_lead.get(address("hand_over"))
    asked = HandOverFile.objects.get()
    file = as_lead.get(address("hand_over_download", asked.pk))

    assert "It will be made in a moment." in waits.text
    assert "One is being made already." in twice.text
    assert address("hand_over_download", asked.pk) in ready.text
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Cache-Control"] == "private, no-store"
    assert zipfile.is_zipfile(io.BytesIO(b"".join(file)))


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_much_there_is(
    city, six, count, django_assert_num_queries, as_lead, address
):
    for number in range(count):
        HandOverFile.objects.create(
            city=city, framework=six, language="en", state="failed", asked_by=lead_for(city)
        )
        evidence_of(city, title=f"Piece {number}", file=pdf(f"{number}.pdf"))
    as_lead.get(address("hand_over"))

    with django_assert_num_queries(4):  # session with its person, roles, edition, files
        as_lead.get(address("hand_over"))
    assert EvidenceVersion.objects.count() == count
