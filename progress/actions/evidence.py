"""Writing evidence down once, and citing it where it bears something out."""

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from office import trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from progress.choices import Visibility
from progress.files import Stored, store
from progress.models import Answer, Citation, Evidence, EvidenceVersion

from .changed import check_texts


def attach_evidence(
    *,
    city: City,
    by: User,
    title: str,
    language: str,
    visibility: str = Visibility.REVIEWERS,
    file: UploadedFile | None = None,
    url: str = "",
) -> Evidence:
    """A new piece of evidence with its first version, a file or a link.

    Raises Refused for a file that cannot be taken, or when it is not exactly one of the two.
    """
    check_texts({"title": title, "url": url})
    stored = _one_of(file, url)
    with transaction.atomic():
        evidence = Evidence.objects.create(
            city=city,
            title=title.strip(),
            language=language,
            visibility=visibility,
            added_on=today(),
        )
        version = _add(evidence, 1, by, stored, url)
        trail.record(evidence, "attach_evidence", by=acting(by), note=_identity(version))
    return evidence


def add_version(
    *, evidence: Evidence, by: User, file: UploadedFile | None = None, url: str = ""
) -> EvidenceVersion:
    """A newer state of the same piece; filed applications keep the one they were judged by.

    Raises Refused as ``attach_evidence`` does.
    """
    check_texts({"url": url})
    stored = _one_of(file, url)
    with transaction.atomic():
        Evidence.objects.select_for_update().get(pk=evidence.pk)
        latest = evidence.versions.aggregate(Max("version"))["version__max"] or 0
        version = _add(evidence, latest + 1, by, stored, url)
        trail.record(evidence, "add_version", by=acting(by), note=_identity(version))
    return version


@transaction.atomic
def cite(*, answer: Answer, evidence: Evidence, locator: str, shows: str, by: User) -> Citation:
    """Say where in a piece of evidence an answer is borne out.

    Raises Refused for another city's evidence and for a passage cited already.
    """
    check_texts({"locator": locator, "shows": shows})
    if evidence.city_id != answer.city_id:
        raise Refused(_("Only evidence of your own record can be cited."))
    try:
        with transaction.atomic():
            citation = Citation.objects.create(
                answer=answer, evidence=evidence, locator=locator.strip(), shows=shows.strip()
            )
    except IntegrityError:
        raise Refused(_("This passage is cited here already.")) from None
    trail.record(evidence, "cite", by=acting(by), note=answer.requirement.code)
    return citation


@transaction.atomic
def uncite(*, citation: Citation, by: User) -> None:
    """The answer no longer points at this passage; the evidence stays."""
    requirement = citation.answer.requirement
    trail.record(citation.evidence, "uncite", by=acting(by), note=requirement.code)
    citation.delete()


def _one_of(file: UploadedFile | None, url: str) -> Stored | None:
    if bool(file) == bool(url):
        raise Refused(_("Choose a file, or give a link: one of the two."))
    return store(file) if file else None


def _add(
    evidence: Evidence, number: int, by: User, stored: Stored | None, url: str
) -> EvidenceVersion:
    version = EvidenceVersion(evidence=evidence, version=number, added_by=by, url=url)
    if stored:
        version.file.name = stored.name
        version.filename = stored.filename
        version.content_type = stored.content_type
        version.size = stored.size
        version.sha256 = stored.sha256
    version.save()
    return version


def _identity(version: EvidenceVersion) -> str:
    return version.sha256 or version.url
