"""What was filed beside the record as it lives on, for the team."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accreditation.living import compared, groups_compared
from progress.kept import kept_for

from .access import find


@login_required
@require_safe
def since(request: SignedInRequest, reference: str) -> HttpResponse:
    """Each requirement that is answered otherwise now, then those that stand as they were filed."""
    application = find(request, reference, "compare_filing")
    filing = application.filing
    if filing is None:
        raise Http404
    filing.application = application
    rows = compared(filing)
    kept = kept_for(application.city)
    context = {
        "application": application,
        "filing": filing,
        "differing": [row for row in rows if row.differs],
        "same": [row for row in rows if not row.differs],
        "groups": groups_compared(filing),
        "moved_to": kept.framework
        if kept and kept.framework.pk != application.framework_id
        else None,
    }
    return render(request, "accreditation/applications/since_filing.html", context)
