"""The pool of reviewers, kept by the secretariat."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import again
from accounts.choices import PostKind
from accounts.http import SignedInRequest
from accounts.models import Post
from accreditation.actions import pool as actions
from accreditation.forms.conflicts import ConflictForm, TakeBackConflictForm
from accreditation.forms.panels import ChangeReviewerForm, ReviewerForm
from accreditation.forms.steps import TakeBackForm
from accreditation.models import Reviewer
from accreditation.seating.conflicts import seats_against
from office.models import Proposal
from office.saving import saved, status_of
from office.workflow import Refused


def _check(request: SignedInRequest) -> None:
    """The pool is seen by those who keep it, and does not exist for others."""
    if not request.user.has_perm("accreditation.see_sessions"):
        raise Http404
    if not request.user.has_perm("accreditation.keep_pool"):
        raise PermissionDenied(_("Only the secretariat keeps the pool of reviewers."))


@login_required
def pool(request: SignedInRequest) -> HttpResponse:
    """Everybody in the pool, by seat."""
    _check(request)
    asked = Proposal.objects.open().filter(workflow=actions.WORKFLOW, step=actions.GRANT)
    waiting = {proposal.subject_key: proposal for proposal in asked.select_related("by")}
    posts = Post.objects.current().of_kind(PostKind.REVIEWER)
    holders = set(posts.values_list("user", flat=True))
    reviewers = Reviewer.objects.select_related("user", "city").order_by("seat", "user__name")
    rows = [
        {
            "reviewer": reviewer,
            "waiting": waiting.get(str(reviewer.pk)),
            "mine": getattr(waiting.get(str(reviewer.pk)), "by", None) == request.user,
            "may_be_drawn": reviewer.available
            and reviewer.user.is_active
            and reviewer.user_id in holders,
        }
        for reviewer in reviewers
    ]
    return render(request, "accreditation/panels/pool.html", {"rows": rows})


@login_required
def add(request: SignedInRequest) -> HttpResponse:
    """Add somebody; a second person confirms."""
    _check(request)
    form = ReviewerForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.add_reviewer, by=request.user):
        messages.success(request, _("Added. Another person of the secretariat must confirm."))
        return redirect("accreditation:pool")
    context = {"form": form, "title": _("Add a reviewer")}
    return render(request, "accreditation/panels/reviewer.html", context, status=status_of(form))


@login_required
def reviewer(request: SignedInRequest, code: str) -> HttpResponse:
    """What the draw knows of one person."""
    _check(request)
    one = get_object_or_404(Reviewer.objects.select_related("user", "city"), code=code)
    form = ChangeReviewerForm(
        request.POST if request.method == "POST" else None, initial=_known(one), seat=one.seat
    )
    if saved(form, actions.change_reviewer, reviewer=one, by=request.user):
        messages.success(request, _("Saved. Panels already drawn stay as they are."))
        return redirect("accreditation:reviewer", code=code)
    context = {
        "form": form,
        "reviewer": one,
        "title": one.user.name,
        "conflicts": one.conflicts.select_related("city"),
        "seats": seats_against(one).select_related("panel__application__city"),
    }
    return render(request, "accreditation/panels/reviewer.html", context, status=status_of(form))


@login_required
def conflict(request: SignedInRequest, code: str) -> HttpResponse:
    """Keep this person from the cases of a city."""
    _check(request)
    one = get_object_or_404(Reviewer.objects.select_related("user"), code=code)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.note_conflict, reviewer=one, by=request.user):
        messages.success(request, _("Noted. The reason is never published."))
        return redirect("accreditation:reviewer", code=code)
    context = {"form": form, "reviewer": one, "title": _title(_("A conflict of %(name)s"), one)}
    return render(request, "accreditation/panels/reviewer.html", context, status=status_of(form))


@login_required
def take_back_conflict(request: SignedInRequest, code: str) -> HttpResponse:
    """Give up a conflict that was noted by mistake, as long as nothing has relied on it."""
    _check(request)
    one = get_object_or_404(Reviewer.objects.select_related("user"), code=code)
    conflicts = one.conflicts.select_related("city", "reviewer")
    form = TakeBackConflictForm(
        request.POST if request.method == "POST" else None, conflicts=conflicts
    )
    if saved(form, actions.take_back_conflict, by=request.user):
        messages.success(request, _("Taken back. The trail keeps that it was noted."))
        return redirect("accreditation:reviewer", code=code)
    title = _title(_("Take back a conflict of %(name)s"), one)
    context = {"form": form, "reviewer": one, "title": title}
    return render(request, "accreditation/panels/reviewer.html", context, status=status_of(form))


@login_required
def confirm(request: SignedInRequest, code: str) -> HttpResponse:
    """The second person entrusts somebody with the post of a reviewer, with their code again."""
    _check(request)
    one = get_object_or_404(Reviewer.objects.select_related("user", "city"), code=code)
    form = forms.Form(request.POST if request.method == "POST" else None)
    asked_again = again.code_form(request, ready=True)
    if form.is_bound and again.was_shown(asked_again):
        try:
            asked = actions.confirm_reviewer(reviewer=one, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        except PermissionDenied as denied:
            form.add_error(None, str(denied))
        else:
            if asked:
                text = _(
                    "Whoever asked for this has left the secretariat; another person confirms "
                    "yours."
                )
            else:
                text = _("Confirmed. This person may be drawn from now on.")
            messages.success(request, text)
            return redirect("accreditation:pool")
        asked_again = again.code_form(request, ready=False)  # the one typed is used up
    waiting = actions.waiting_for(one)
    context = {
        "reviewer": one,
        "form": form,
        "code": asked_again,
        "proposal": waiting,
        "mine": waiting is not None and waiting.by_id == request.user.pk,
    }
    page = "accreditation/panels/confirm_reviewer.html"
    return render(request, page, context, status=status_of(form))


@login_required
def take_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Give up a reviewer whom nobody has confirmed yet."""
    _check(request)
    one = get_object_or_404(Reviewer.objects.select_related("user"), code=code)
    waiting = actions.waiting_for(one)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.take_back_reviewer, reviewer=one, by=request.user):
        messages.success(request, _("Taken back. Nobody has come into the pool."))
        return redirect("accreditation:pool")
    context = {"reviewer": one, "form": form, "proposal": waiting}
    page = "accreditation/panels/take_back_reviewer.html"
    return render(request, page, context, status=status_of(form))


def _title(words: str, one: Reviewer) -> str:
    return words % {"name": one.user.name}


def _known(one: Reviewer) -> dict[str, Any]:
    return {
        "city": one.city_id,
        "country": str(one.country),
        "employer": one.employer,
        "languages": one.languages,
        "pseudonym": one.pseudonym,
        "available": one.available,
    }
