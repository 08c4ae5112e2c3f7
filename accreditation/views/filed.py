"""What a city has filed, as reviewers read it: answers, and the files they cite."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.models import Application, FiledAnswer, FiledCitation, FiledGroup
from commitments.models import Requirement
from progress.models import EvidenceVersion

from .applications import find


def answers_by_requirement(
    application: Application, requirements: Iterable[Requirement]
) -> dict[int, FiledAnswer]:
    """The answers of the last filing with what they cite, by the key of their requirement."""
    answers = FiledAnswer.objects.filter(
        filing__application=application, requirement__in=requirements
    )
    in_order = answers.order_by("filing__number").prefetch_related("citations__evidence")
    return {answer.requirement_id: answer for answer in in_order}


@login_required
def evidence(request: SignedInRequest, reference: str, pk: int) -> HttpResponseBase:
    """A file cited by an answer of the filing."""
    application = find(request, reference, "read_filing")
    cited = FiledCitation.objects.filter(answer__filing__application=application)
    return attachment(get_object_or_404(cited.select_related("evidence"), pk=pk).evidence)


@login_required
def group_evidence(request: SignedInRequest, reference: str, pk: int) -> HttpResponseBase:
    """A file that bears out a result for a group."""
    application = find(request, reference, "read_filing")
    groups = FiledGroup.objects.filter(filing__application=application, pk=pk)
    return attachment(get_object_or_404(EvidenceVersion, filed_groups__in=groups))


def attachment(version: EvidenceVersion) -> HttpResponseBase:
    """The stored file: never shown inside our pages, whatever it holds (trust §2)."""
    if not version.file:
        raise Http404(_("This piece of evidence is a link, not a file."))
    response = FileResponse(
        version.file.open("rb"),
        as_attachment=True,
        filename=version.filename,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
