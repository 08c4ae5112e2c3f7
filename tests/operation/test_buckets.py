"""Files in a bucket: the same promises, on a server that speaks S3 in a process of its own."""

import sys

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from drill.parts import Part, free_port, listens
from hrcities import backup, storage
from office import files, making, reports
from office.models import Report
from office.models.report import ReportState
from progress.files import storing
from progress.models import Evidence, EvidenceVersion
from progress.tasks import check_files
from tests.accreditation.reports.samples import certificate_facts
from tests.factories.cities import CityFactory
from tests.factories.commitments import six
from tests.factories.progress import A_PDF, evidence_of, lead_for, pdf, waiting_evidence

BUCKET = "files"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """An S3 server, started once; yields its address without a bucket."""
    folder, port = tmp_path_factory.mktemp("s3"), free_port()
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    part = Part("s3", command, folder, listens(port))
    part.start()
    try:
        part.until_ready()
        yield f"127.0.0.1:{port}"
    finally:
        part.kill()


@pytest.fixture
def client_of_bucket(server):
    client = boto3.client(
        "s3", endpoint_url=f"http://{server}", aws_access_key_id="key",
        aws_secret_access_key="secret", region_name="eu-central-1",
    )  # fmt: skip
    place = {"LocationConstraint": "eu-central-1"}
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
    yield client
    for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=found["Key"])
    client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def bucket(client_of_bucket, server, settings):
    """Settings that keep files in the bucket."""
    address = f"s3://key:secret@{server}/{BUCKET}?scheme=http&region=eu-central-1"
    settings.STORAGES = {**settings.STORAGES, "default": storage.configuration(address)}
    return client_of_bucket


@pytest.fixture
def nowhere(settings):
    """Settings that keep files in a bucket that does not answer."""
    address = "s3://key:secret@127.0.0.1:1/files?scheme=http"
    settings.STORAGES = {**settings.STORAGES, "default": storage.configuration(address)}


@pytest.fixture
def asked_for(secretariat):
    """A document asked for, about anything at all."""
    return reports.ask(
        kind="certificate", title="Certificate", template="reports/certificate.html",
        facts=certificate_facts(), about=secretariat, language="en",
        permission="accreditation.keep_sessions",
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "s3://host/bucket",
        "s3://key@host/bucket",
        "s3://key:secret@host/",
        "https://a:b@host/bucket",
    ],
)
def test_an_address_that_lacks_a_part_stops_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="s3://key:secret@host/bucket"):
        storage.configuration(address)


def test_without_an_address_files_lie_in_a_folder_and_have_no_address():
    assert storage.configuration("") == {"BACKEND": "office.storage.DurableFolder"}
    with pytest.raises(NotImplementedError):
        default_storage.url("reports/1.pdf")


def test_a_secret_may_hold_any_sign():
    said = storage.configuration("s3://key:a%2Fb%3Ac@host/bucket")["OPTIONS"]

    assert said["secret_key"] == "a/b:c"
    assert said["endpoint_url"] == "https://host"


def test_a_bucket_that_does_not_answer_is_a_disk_that_does_not(nowhere, client, db):
    with pytest.raises(OSError, match="does not answer"):
        files.keep("reports", b"words", ".pdf")
    with pytest.raises(OSError, match="does not answer"), files.at_hand("reports/1.pdf"):
        pass

    page = client.get(reverse("health"))

    assert page.status_code == 503
    assert page.json()["storage"] == "not ok"


def test_people_are_told_while_the_bucket_is_away_and_what_they_send_again_is_kept(
    db, client, sign_in, request, settings
):
    six()
    city = CityFactory()
    held = evidence_of(city, title="Held", file=pdf(content=A_PDF + b"%")).versions.get()
    sign_in(client, lead_for(city))
    client.raise_request_exception = False
    near = settings.STORAGES
    form = {
        "csrfmiddlewaretoken": "t",
        "title": "Sent",
        "language": "en",
        "visibility": "reviewers",
    }
    new = reverse("progress:evidence_new", args=[city.slug])
    request.getfixturevalue("nowhere")

    sent = client.post(new, {**form, "file": pdf()})
    asked = client.get(
        reverse("progress:download", args=[city.slug, held.evidence_id, held.version])
    )

    assert (sent.status_code, asked.status_code) == (503, 503)
    assert "still on your computer" in sent.text
    assert Evidence.objects.get() == held.evidence
    settings.STORAGES = near
    again = client.post(new, {**form, "file": pdf()})
    assert again.status_code == 302
    assert EvidenceVersion.objects.filter(evidence__title="Sent").exists()


def test_a_document_waits_for_its_bucket(nowhere, db, asked_for):
    making.make_waiting()

    report = Report.objects.get()
    assert (report.state, report.attempts) == (ReportState.ASKED, 1)


def test_a_file_in_the_bucket_is_private_and_has_no_address(bucket):
    name = files.keep("reports", b"words", ".pdf")

    grants = bucket.get_object_acl(Bucket=BUCKET, Key=name)["Grants"]
    assert [grant for grant in grants if "URI" in grant["Grantee"]] == []
    with pytest.raises(NotImplementedError):
        default_storage.url(name)


def test_keeping_it_twice_is_keeping_it_once(bucket):
    names = {files.keep("reports", b"words", ".pdf") for _time in range(2)}

    assert len(names) == len(bucket.list_objects_v2(Bucket=BUCKET)["Contents"]) == 1


def test_a_file_that_is_not_there_is_told_as_such(bucket):
    with pytest.raises(FileNotFoundError), files.at_hand("reports/none.pdf"):
        pass


def test_evidence_goes_its_whole_way_and_is_handed_out_by_a_view(bucket, db, client, sign_in):
    six()  # the edition the record is shown under
    city = CityFactory()
    version = waiting_evidence(city).versions.get()
    apart = version.file.name

    check_files()

    version.refresh_from_db()
    assert version.is_released
    assert not default_storage.exists(apart)
    sign_in(client, lead_for(city))
    address = reverse("progress:download", args=[city.slug, version.evidence_id, version.version])
    page = client.get(address)
    assert b"".join(page.streaming_content) == A_PDF
    assert page.headers["Content-Disposition"].startswith("attachment")


def test_what_was_left_behind_is_found(bucket):
    default_storage.save(f"{storing.APART}/fresh", ContentFile(b"fresh"))

    assert list(storing.left_behind()) == []
    assert default_storage.listdir(storing.APART)[1] == ["fresh"]


def test_a_document_is_made_and_backed_up_from_the_bucket(bucket, db, asked_for, tmp_path):
    assert making.make_waiting() == 1

    report = Report.objects.get()
    assert backup.files.take(report.file.name, tmp_path) == report.sha256
    assert not backup.files.storage_is_empty()


def test_the_platform_is_well_with_a_bucket(bucket, client, db):
    page = client.get(reverse("health"))

    assert page.json()["storage"] == "ok"
    assert "Contents" not in bucket.list_objects_v2(Bucket=BUCKET)
