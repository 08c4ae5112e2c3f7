"""Writing evidence down once, and citing it where it bears something out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cities.models import City
from office import trail
from office.actors import acting
from office.days import today
from office.saving import save_if_unchanged
from office.waking import wake
from office.workflow import Refused
from progress.choices import CheckState, Visibility
from progress.files import storing
from progress.files.room import refuse_overflow
from progress.models import Answer, ChosenFile, Citation, Evidence, EvidenceVersion

from .changed import check_texts


def attach_evidence(
    *,
    city: City,
    by: User,
    title: str,
    language: str,
    visibility: str = Visibility.REVIEWERS,
    file: UploadedFile | ChosenFile | None = None,
    url: str = "",
) -> Evidence:
    """A new piece of evidence with its first version, a file or a link.

    A file is checked by the worker before anybody is handed it; it can be cited at once. Raises
    Refused for a file that cannot be taken, where the record has no room for it, or when it is not
    exactly one of the two.
    """
    check_texts({"title": title, "url": url})
    with _one_of(city, file, url) as apart, transaction.atomic():
        _refuse_overflow(city, file)
        evidence = Evidence.objects.create(
            city=city,
            title=title.strip(),
            language=language,
            visibility=visibility,
            added_on=today(),
        )
        version = _add(evidence, 1, by, apart, url)
        _take_over(file, version)
        trail.record(evidence, "attach_evidence", by=acting(by), note=_identity(version))
    return evidence


def add_version(
    *,
    evidence: Evidence,
    by: User,
    file: UploadedFile | ChosenFile | None = None,
    url: str = "",
) -> EvidenceVersion:
    """A newer state of the same piece; filed applications keep the one they were judged by.

    Raises Refused as ``attach_evidence`` does.
    """
    check_texts({"url": url})
    with _one_of(evidence.city, file, url) as apart, transaction.atomic():
        _refuse_overflow(evidence.city, file)
        Evidence.objects.select_for_update(no_key=True).get(pk=evidence.pk)
        latest = evidence.versions.aggregate(Max("version"))["version__max"] or 0
        version = _add(evidence, latest + 1, by, apart, url)
        _take_over(file, version)
        trail.record(evidence, "add_version", by=acting(by), note=_identity(version))
    return version


@transaction.atomic
def describe_evidence(
    *, evidence: Evidence, version: int, by: User, title: str, language: str, visibility: str
) -> None:
    """Say anew what it is called, its language, and who may read it; what was filed stays.

    ``version`` is the one seen. Raises ChangedMeanwhile with what stands now.
    """
    check_texts({"title": title})
    said = {"title": title.strip(), "language": language, "visibility": visibility}
    save_if_unchanged(evidence, version, said)
    trail.record(evidence, "describe_evidence", by=acting(by), note=said["title"])


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
@trail.gathered()
def uncite(*, citation: Citation, by: User) -> None:
    """The answer no longer points at this passage; the evidence stays."""
    requirement = citation.answer.requirement
    trail.record(citation.evidence, "uncite", by=acting(by), note=requirement.code)
    citation.delete()


@transaction.atomic
def retire_evidence(*, evidence: Evidence, by: User) -> None:
    """It is no longer used: nobody chooses it any more, and its files make room for others.

    What has been filed keeps it. Raises Refused while the record still cites it.
    """
    Evidence.objects.select_for_update().get(pk=evidence.pk)  # whole: nobody cites it meanwhile
    cited = evidence.citations.count() + evidence.group_results.count()
    if cited:
        raise Refused(
            ngettext(
                "It is still cited in %(count)d place. Take that citation back first.",
                "It is still cited in %(count)d places. Take those citations back first.",
                cited,
            )
            % {"count": cited}
        )
    if Evidence.objects.filter(pk=evidence.pk, retired_on=None).update(retired_on=today()):
        trail.record(evidence, "retire_evidence", by=acting(by))


def use_evidence_again(*, evidence: Evidence, by: User) -> None:
    """Undo ``retire_evidence``. Raises Refused where the record has no room for it any more."""
    with transaction.atomic():
        retired = Evidence.objects.filter(pk=evidence.pk).exclude(retired_on=None)
        if retired.update(retired_on=None):
            refuse_overflow(evidence.city)
            trail.record(evidence, "use_evidence_again", by=acting(by))


@contextmanager
def _one_of(
    city: City, file: UploadedFile | ChosenFile | None, url: str
) -> Iterator[storing.Apart | None]:
    """The file, kept apart before the transaction begins; gone again where it is refused.

    One that was chosen before lies apart already, and stays there. After anything else the row may
    have been written all the same, as when the database goes away at the end: what has no row is
    tidied away a day later.
    """
    if bool(file) == bool(url):
        raise Refused(_("Choose a file, or give a link: one of the two."))
    if file is None:
        yield None
    elif isinstance(file, ChosenFile):
        yield storing.apart_of(file)
    else:
        apart = storing.keep_apart(file)
        try:
            yield apart
        except Refused:
            storing.discard(apart.name)
            raise


def _refuse_overflow(city: City, file: UploadedFile | ChosenFile | None) -> None:
    """What was chosen before has been given its room then."""
    refuse_overflow(city, more=(file.size or 0) if isinstance(file, UploadedFile) else None)


def _take_over(file: UploadedFile | ChosenFile | None, version: EvidenceVersion) -> None:
    """What was chosen is evidence now, once. Raises Refused where it was that already."""
    if isinstance(file, ChosenFile):
        open_still = ChosenFile.objects.open().filter(pk=file.pk)
        if not open_still.update(became=version, file=""):
            raise Refused(_("“%(name)s” has been kept already.") % {"name": file.filename})


def _add(
    evidence: Evidence, number: int, by: User, apart: storing.Apart | None, url: str
) -> EvidenceVersion:
    version = EvidenceVersion(evidence=evidence, version=number, added_by=by, url=url)
    if apart:
        version.file.name = apart.name
        version.filename = apart.filename
        version.content_type = apart.content_type
        version.size = apart.size
        version.sha256 = apart.sha256
        wake("progress.tasks.check_files")
    else:
        version.state = CheckState.RELEASED
        wake("progress.tasks.check_links")
    version.save()
    return version


def _identity(version: EvidenceVersion) -> str:
    return version.sha256 or version.url
