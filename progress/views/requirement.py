"""One requirement: all that helps to understand it, and the form that answers it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from commitments.models import Requirement
from office.intake.receiving import takes_files
from office.once import repeatable
from office.refusing import say_why
from office.saving import built_on
from office.workflow import Refused
from progress import actions
from progress.forms import AnswerForm, CitationForm
from progress.models import Answer, Citation
from progress.views.asides import aside_of, asides_on, both_texts, chosen, merged, typed_in
from progress.views.pages import RecordPage, open_record
from progress.views.requirement_page import answer_on, evidence_on, form_for, shown
from progress.views.taking_in import is_chosen, twin_of, with_file

CITED_FILE = "cite-file"


def _uses_citation(request: HttpRequest) -> bool:
    typed = (request.POST.get(f"cite-{name}", "").strip() for name in CitationForm.TYPED)
    return any(typed) or is_chosen(request, CITED_FILE)


@takes_files
@repeatable(unless=_uses_citation)  # an answer has a version; another piece of evidence has not
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def requirement(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """Shows the answer and, to those who may, saves it. Two people never overwrite each other."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    if request.method != "POST":
        return _read(request, page, asked)
    page.require_change()
    form = form_for(page, asked, data=request.POST)
    if not _uses_citation(request):
        return _save(request, page, asked, form, None)
    return _save(request, page, asked, form, _citation(request, page))


def _citation(request: SignedInRequest, page: RecordPage) -> CitationForm:
    """What is to be cited. A file that is in the record already is offered in its place."""
    city, evidence = page.city, evidence_on(page, None)
    form = with_file(request, page, CitationForm, name=CITED_FILE, city=city, evidence=evidence)
    file = form.cleaned_data["file"] if form.is_valid() else None
    twin = twin_of(page, file)
    if file is None or twin is None:
        return form
    actions.drop_chosen(chosen=file)
    offered = CitationForm(request.POST, city=city, evidence=evidence)
    built_on(offered, evidence=twin.pk)
    offered.add_error(
        "evidence",
        _(
            "The file you chose is in your record already, as “%(title)s”. That is chosen now; "
            "save again to cite it."
        )
        % {"title": twin.title},
    )
    return offered


def _save(
    request: SignedInRequest,
    page: RecordPage,
    asked: Requirement,
    form: AnswerForm,
    citation: CitationForm | None,
) -> HttpResponse:
    # Both are asked, so that all that is wrong is said at once.
    valid = [each.is_valid() for each in (form, citation) if each is not None]
    both = None
    if all(valid):
        try:
            _keep(request, page, asked, form, citation)
        except actions.ChangedMeanwhile as changed:
            both = both_texts(page, asked, changed.current, changed.aside)
            # Saving again from this page is then a choice made with both texts in view.
            built_on(form, version=changed.current.version, aside=changed.aside.pk)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("%(code)s is saved.") % {"code": asked.code})
            return redirect("progress:requirement", page.city.slug, asked.code)
    return shown(request, page, asked, answer_on(page, asked), form, citation, both)


def _read(request: SignedInRequest, page: RecordPage, asked: Requirement) -> HttpResponse:
    """The answer as it stands, or what the reader set aside from it and has to decide on."""
    answer = answer_on(page, asked)
    waiting = asides_on(page, asked)
    aside = chosen(request.GET.get("aside", ""), page, asked, waiting)
    begun = None
    if aside is None and waiting and waiting[0].version == answer.version:
        begun = waiting[0]  # nobody saved since: there is nothing to decide between
    form = form_for(page, asked, answer=answer, aside=aside or begun)
    both = None
    if aside is not None:
        both = both_texts(page, asked, answer, aside)
        if "merge" in request.GET:
            form.initial["text"] = merged(answer, aside)
    return shown(
        request, page, asked, answer, form, both=both, begun=begun,
        waiting=[each for each in waiting if each not in (aside, begun)],
    )  # fmt: skip


def _keep(
    request: SignedInRequest,
    page: RecordPage,
    asked: Requirement,
    form: AnswerForm,
    citation: CitationForm | None,
) -> None:
    answer = actions.save_typed(
        typed_in(page, asked, form), state=form.wanted, aside=aside_of(page, asked, form)
    )
    if citation is None or not citation.is_used:
        return
    data = citation.cleaned_data
    evidence = data["evidence"] or actions.attach_evidence(
        city=page.city, by=request.user, **citation.new_evidence()
    )
    actions.cite(
        answer=answer,
        evidence=evidence,
        locator=data["locator"],
        shows=data["shows"],
        by=request.user,
    )


@login_required
@require_POST
def agree_one(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """The lead agrees the answer as it stands on the page they read."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    page.require_agree()
    answer = get_object_or_404(Answer, city=page.city, requirement=asked)
    answer.requirement = asked
    try:
        if str(answer.version) != request.POST.get("version"):
            raise actions.ChangedMeanwhile(answer)
        actions.agree(answers=[answer], by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    except actions.ChangedMeanwhile:
        say_why(request, _("Somebody changed this answer just now. Please read it once more."))
    else:
        messages.success(request, _("%(code)s is agreed.") % {"code": asked.code})
    return redirect("progress:requirement", slug, code)


@login_required
@require_POST
def uncite(request: SignedInRequest, slug: str, code: str, citation: int) -> HttpResponse:
    """Take a citation back; the evidence stays in the record."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    cited = Citation.objects.filter(answer__city=page.city, answer__requirement=asked)
    held = get_object_or_404(cited.select_related("evidence", "answer__requirement"), pk=citation)
    page.require_change()
    with transaction.atomic():
        actions.uncite(citation=held, by=request.user)
    messages.success(
        request, _("“%(title)s” is no longer cited here.") % {"title": held.evidence.title}
    )
    return redirect("progress:requirement", slug, code)
