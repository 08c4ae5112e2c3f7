"""Results for groups at risk: what changed, and how that was agreed with them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from commitments.choices import Catalogue, DemandKind
from commitments.models import CatalogueEntry
from office.saving import built_on
from office.workflow import Refused
from progress import actions
from progress.forms import GroupForm
from progress.models import GroupResult
from progress.views.pages import RecordPage, open_record


@login_required
@require_safe
def groups(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every group of the catalogue, with what is recorded for it."""
    page = open_record(request, slug)
    results = {result.group: result for result in GroupResult.objects.filter(city=page.city)}
    labels = CatalogueEntry.objects.labels(Catalogue.GROUPS_AT_RISK)
    rows = [
        {"code": code, "label": label, "result": results.get(code)}
        for code, label in labels.items()
    ]
    context = {
        "page": page,
        "city": page.city,
        "rows": rows,
        "complete": sum(result.is_complete for result in results.values()),
        "asked": _asked(page),
        "may_change": page.may_change,
    }
    return render(request, "progress/groups.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """What changed for one group. Two people never overwrite each other."""
    page = open_record(request, slug)
    label = CatalogueEntry.objects.labels(Catalogue.GROUPS_AT_RISK).get(code)
    if label is None:
        raise Http404
    held = GroupResult.objects.filter(city=page.city, group=code).select_related("evidence")
    result = held.first() or GroupResult(city=page.city, group=code)
    current = None
    if request.method == "POST":
        page.require_change()
        form = GroupForm(request.POST, city=page.city)
        if form.is_valid():
            try:
                actions.record_group_result(
                    city=page.city, group=code, by=request.user, **form.cleaned_data
                )
            except actions.ChangedMeanwhile as changed:
                current = changed.current
                built_on(form, version=current.version)
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                messages.success(request, _("“%(group)s” is saved.") % {"group": label})
                return redirect("progress:groups", slug)
    else:
        names = ("version", "change", "agreed", "evidence", "locator")
        initial = {name: getattr(result, name) for name in names}
        form = GroupForm(initial=initial, city=page.city)
    context = {
        "page": page,
        "city": page.city,
        "label": label,
        "result": result,
        "form": form,
        "current": current,
        "may_change": page.may_change,
    }
    return render(request, "progress/group.html", context)


def _asked(page: RecordPage) -> list[str]:
    """How many groups each level asks for, for an authority of this size, as sentences."""
    size = page.edition.size_of(page.city.population)
    sentences = []
    for rung in page.edition.rungs:
        for demand in rung.demands:
            if demand["kind"] != DemandKind.GROUPS_WITH_RESULTS:
                continue
            numbers = demand.get("by_size") or {"": demand.get("value", 0)}
            asked = numbers.get(size, max(numbers.values()))
            sentences.append(
                ngettext(
                    "%(level)s asks an authority of your size for results for %(asked)d group.",
                    "%(level)s asks an authority of your size for results for %(asked)d groups.",
                    asked,
                )
                % {"level": rung.title, "asked": asked}
            )
    return sentences
