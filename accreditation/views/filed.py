"""What a city has filed, as reviewers read it: answers, and the files they cite."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.db.models import BigAutoField, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.worded import worded_once
from accreditation.models import Application, FiledAnswer, FiledCitation, FiledGroup
from commitments.models import Requirement
from progress.downloads import as_attachment, as_picture
from progress.models import EvidenceVersion as Version

from .access import find


def answers_by_requirement(
    application: Application, requirements: Iterable[Requirement]
) -> dict[int, FiledAnswer]:
    """The answers of the last filing with what is ``cited``, by the key of their requirement."""
    in_order = _answers(application=application, requirements=requirements)
    answers = {answer.requirement_id: answer for answer in in_order}
    cited: dict[int, list[FiledCitation]] = {answer.pk: [] for answer in answers.values()}
    for citation in _citations(answers=list(cited)):
        cited[citation.answer_id].append(citation)
    for answer in answers.values():
        answer.cited = cited[answer.pk]
    return answers


@worded_once(application=BigAutoField(), requirements=BigAutoField())
def _answers(application: Application, requirements: Iterable[int]) -> QuerySet[FiledAnswer]:
    answers = FiledAnswer.objects.filter(
        filing__application=application, requirement__pk__in=requirements
    )
    return answers.order_by("filing__number")


@worded_once(answers=BigAutoField())
def _citations(answers: Iterable[int]) -> QuerySet[FiledCitation]:
    cited = FiledCitation.objects.filter(answer__pk__in=answers)
    return cited.select_related("evidence")


@login_required
def evidence(request: SignedInRequest, reference: str, pk: int) -> HttpResponseBase:
    """A file cited by an answer of the filing."""
    return as_attachment(_cited(request, reference, pk)[1])


@login_required
def evidence_read(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """Its pages, as they can be read here."""
    return _pages(request, *_cited(request, reference, pk), pk, "accreditation:evidence")


@login_required
def evidence_page(request: SignedInRequest, reference: str, pk: int, page: int) -> HttpResponseBase:
    """The picture of one of its pages."""
    _application, version = _cited(request, reference, pk)
    return as_picture(get_object_or_404(version.pages, number=page))


@login_required
def group_evidence(request: SignedInRequest, reference: str, pk: int) -> HttpResponseBase:
    """A file that bears out a result for a group."""
    return as_attachment(_of_group(request, reference, pk)[1])


@login_required
def group_evidence_read(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    return _pages(request, *_of_group(request, reference, pk), pk, "accreditation:group_evidence")


@login_required
def group_evidence_page(
    request: SignedInRequest, reference: str, pk: int, page: int
) -> HttpResponseBase:
    _application, version = _of_group(request, reference, pk)
    return as_picture(get_object_or_404(version.pages, number=page))


def _cited(request: SignedInRequest, reference: str, pk: int) -> tuple[Application, Version]:
    application = find(request, reference, "read_filing")
    cited = FiledCitation.objects.filter(answer__filing__application=application)
    found = get_object_or_404(cited.select_related("evidence__evidence"), pk=pk)
    return application, found.evidence


def _of_group(request: SignedInRequest, reference: str, pk: int) -> tuple[Application, Version]:
    application = find(request, reference, "read_filing")
    groups = FiledGroup.objects.filter(filing__application=application, pk=pk)
    versions = Version.objects.select_related("evidence")
    return application, get_object_or_404(versions, filed_groups__in=groups)


def _pages(
    request: SignedInRequest, application: Application, version: Version, pk: int, address: str
) -> HttpResponse:
    reference = application.reference
    context = {
        "version": version,
        "title": version.evidence.title,
        "where": application,
        "pages": [
            (page, reverse(f"{address}_page", args=[reference, pk, page.number]))
            for page in version.pages.all()
        ],
        "download_url": reverse(address, args=[reference, pk]) if version.is_released else "",
    }
    return render(request, "accreditation/reviews/evidence.html", context)
