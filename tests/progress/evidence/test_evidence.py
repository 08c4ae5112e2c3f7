"""What evidence is, where its files lie, and how they leave."""

import pytest
from django.conf import settings
from django.urls import reverse

from cities.choices import Role
from office.models import TrailEntry
from office.workflow import Refused
from progress.actions import (
    add_version,
    answer_requirement,
    attach_evidence,
    cite,
    retire_evidence,
    uncite,
    use_evidence_again,
)
from progress.files import checking
from progress.models import Citation, EvidenceVersion
from tests.factories.cities import CityFactory
from tests.factories.progress import A_PDF, evidence_of, lead_for, pdf, waiting_evidence


@pytest.mark.parametrize("words", [{}, {"url": "https://example.org", "file": "both"}])
def test_it_is_a_file_or_a_link(city, words):
    words = {**words, "file": pdf() if "file" in words else None}

    with pytest.raises(Refused):
        attach_evidence(city=city, by=lead_for(city), title="T", language="de", **words)


def test_a_file_lies_under_its_hash_once_and_for_nobody_else(city):
    one, two = (evidence_of(city).versions.get() for _ in range(2))

    stored = settings.MEDIA_ROOT / one.file.name

    assert one.sha256 in one.file.name
    assert one.file.name == two.file.name
    assert stored.stat().st_mode & 0o077 == 0


def test_a_newer_version_leaves_the_older_one(city):
    evidence = evidence_of(city)

    add_version(evidence=evidence, by=lead_for(city), url="https://example.org/2")

    assert list(evidence.versions.values_list("version", flat=True)) == [2, 1]
    steps = TrailEntry.objects.of(evidence).values_list("step", flat=True)
    assert list(steps) == ["attach_evidence", "release_file", "add_version"]


@pytest.fixture
def answer(city, requirement):
    return answer_requirement(
        city=city, requirement=requirement(), by=lead_for(city), version=0, step=1
    )


def test_evidence_of_another_city_is_not_cited(answer):
    foreign = evidence_of(CityFactory())

    with pytest.raises(Refused):
        cite(answer=answer, evidence=foreign, locator="p. 1", shows="X", by=answer.changed_by)


def test_a_passage_is_cited_once(city, answer):
    words = {"answer": answer, "evidence": evidence_of(city), "by": lead_for(city)}
    cite(**words, locator="p. 1", shows="One.")

    with pytest.raises(Refused) as refused:
        cite(**words, locator="p. 1", shows="Two.")

    assert refused.value.reasons == ["This passage is cited here already."]


def test_a_citation_taken_back_leaves_evidence_and_trail(city, answer):
    evidence = evidence_of(city)
    citation = cite(
        answer=answer, evidence=evidence, locator="p. 1", shows="One.", by=lead_for(city)
    )

    uncite(citation=citation, by=lead_for(city))

    assert not Citation.objects.exists()
    steps = TrailEntry.objects.of(evidence).values_list("step", flat=True)
    assert list(steps) == ["attach_evidence", "release_file", "cite", "uncite"]


def test_evidence_that_is_still_cited_stays_in_use(city, answer):
    evidence = evidence_of(city)
    cite(answer=answer, evidence=evidence, locator="p. 1", shows="One.", by=lead_for(city))

    with pytest.raises(Refused) as refused:
        retire_evidence(evidence=evidence, by=lead_for(city))

    assert refused.value.reasons == ["It is still cited in 1 place. Take that citation back first."]


def test_evidence_goes_out_of_use_and_back_and_the_trail_says_so(city):
    evidence = evidence_of(city)

    for change in (retire_evidence, retire_evidence, use_evidence_again, use_evidence_again):
        change(evidence=evidence, by=lead_for(city))

    steps = TrailEntry.objects.of(evidence).values_list("step", flat=True)
    assert list(steps)[2:] == ["retire_evidence", "use_evidence_again"]


def download_of(evidence, version=1):
    return reverse("progress:download", args=[evidence.city.slug, evidence.pk, version])


def test_a_stranger_downloads_nothing(client, city, six, someone, sign_in):
    evidence = evidence_of(city)
    sign_in(client, someone)

    assert client.get(download_of(evidence)).status_code == 404


@pytest.mark.parametrize("state", ["being_checked", "refused"])
def test_a_file_that_has_not_been_released_is_handed_to_nobody(
    client, city, six, lead_of, sign_in, state
):
    version = waiting_evidence(city).versions.get()
    if state == "refused":
        checking.refuse(version, "No.")
    sign_in(client, lead_of(city))

    assert client.get(download_of(version.evidence)).status_code == 404


def test_evidence_does_not_leave_through_another_citys_record(client, city, six, lead_of, sign_in):
    evidence, other = evidence_of(city), CityFactory()
    sign_in(client, lead_of(other))

    address = reverse("progress:download", args=[other.slug, evidence.pk, 1])

    assert client.get(address).status_code == 404


def test_a_link_or_a_lost_file_is_not_downloaded(client, city, six, lead_of, sign_in):
    evidence = evidence_of(city)
    add_version(evidence=evidence, by=lead_for(city), url="https://example.org/2")
    EvidenceVersion.objects.filter(version=1).update(file="evidence/lost.pdf")
    sign_in(client, lead_of(city))

    assert client.get(download_of(evidence, 1)).status_code == 404
    assert client.get(download_of(evidence, 2)).status_code == 404


def test_a_file_leaves_as_an_attachment_in_a_sandbox(client, city, six, member_of, sign_in):
    evidence = evidence_of(city, file=pdf('Größe\u202e "x".pdf'))
    sign_in(client, member_of(city, Role.OBSERVER))

    page = client.get(download_of(evidence))

    assert b"".join(page.streaming_content) == A_PDF
    assert page["Content-Disposition"].startswith("attachment;")
    assert page["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "private, no-store"
