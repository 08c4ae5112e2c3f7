"""Who holds which post, and how two people grant and end one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import again
from accounts.choices import PostKind
from accounts.http import SignedInRequest
from accounts.models import Post, PostChange
from office import posts
from office.forms import EndForm, GrantForm
from office.refusing import say_why
from office.workflow import Refused

FORMER = 50  # posts that ended, the last ones first; all of them stand in the admin


@login_required
def post_list(request: SignedInRequest) -> HttpResponse:
    """Posts held now, what waits for a second person, and posts that have ended."""
    _must_see(request)
    with_people = Post.objects.select_related("user", "granted_by", "confirmed_by")
    held = with_people.current() | with_people.filter(since__gt=timezone.localdate())
    return render(
        request,
        "office/posts/list.html",
        {
            "held": sorted(held, key=lambda post: PostKind.values.index(post.kind)),
            "former": with_people.filter(until__lte=timezone.localdate()).order_by("-until")[
                :FORMER
            ],
            "waiting": PostChange.objects.waiting().select_related("user", "asked_by"),
            "keeps": request.user.has_perm(posts.PERMISSION),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: SignedInRequest) -> HttpResponse:
    """Ask for a post for somebody, as the first of two people."""
    _must_keep(request)
    data = request.POST if request.method == "POST" else None
    form = GrantForm(data, initial={"since": timezone.localdate()})
    ready = form.is_valid()
    code = again.code_form(request, ready=ready)
    if ready and again.was_shown(code):
        change = _asked(form, posts.ask_to_grant, by=request.user, **form.facts())
        if change:
            return _told(request)
    return _form(request, form, code, title=_("Grant a post"), button=_("Ask for it"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask that a post end, as the first of two people."""
    _must_see(request)
    post = get_object_or_404(Post.objects.select_related("user"), pk=pk)
    _must_keep(request)
    data = request.POST if request.method == "POST" else None
    form = EndForm(data, initial={"until": timezone.localdate()})
    ready = form.is_valid()
    code = again.code_form(request, ready=ready)
    if ready and again.was_shown(code):
        change = _asked(form, posts.ask_to_end, post=post, by=request.user, **form.cleaned_data)
        if change:
            return _told(request)
    title = _("End a post")
    return _form(request, form, code, title=title, button=_("Ask for it"), post=post)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a first person asked for; a second one confirms it here."""
    _must_see(request)
    change = get_object_or_404(PostChange.objects.select_related("user", "asked_by"), pk=pk)
    if request.method == "POST":
        _must_keep(request)
    form = forms.Form(request.POST if request.method == "POST" else None)
    code = again.code_form(request, ready=True)
    if form.is_bound and again.was_shown(code):
        if _asked(form, posts.confirm, change=change, by=request.user):
            messages.success(request, _("Done: %s.") % change)
            return redirect("office:posts")
        code = again.code_form(request, ready=False)
    change.refresh_from_db()
    context = {
        "change": change,
        "form": form,
        "code": code,
        "waits": change.done_at is None and change.dropped_at is None,
        "keeps": request.user.has_perm(posts.PERMISSION),
        "mine": change.asked_by_id == request.user.pk,
        "own": change.user_id == request.user.pk,
    }
    return render(request, "office/posts/change.html", context, status=_status(form))


@login_required
@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give up what was asked for."""
    _must_see(request)
    change = get_object_or_404(PostChange, pk=pk)
    _must_keep(request)
    try:
        posts.drop(change=change, by=request.user)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("It is given up; nothing has changed."))
    return redirect("office:posts")


def _must_see(request: SignedInRequest) -> None:
    """Who has nothing to do with posts does not learn of these pages."""
    if not request.user.has_perm("accounts.see_posts"):
        raise Http404


def _must_keep(request: SignedInRequest) -> None:
    _must_see(request)
    if not request.user.has_perm(posts.PERMISSION):
        raise PermissionDenied(_("Only the secretariat grants and ends posts."))


def _asked(form: forms.Form, act: Any, **facts: Any) -> Any:
    """What ``act`` gives back, or None with its refusal on the form and all that was typed."""
    try:
        return act(**facts)
    except Refused as refused:
        form.add_error(None, refused.reasons)
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
    return None


def _told(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Asked for. Another person of the secretariat must confirm it."))
    return redirect("office:posts")


def _status(form: forms.Form) -> int:
    return 409 if form.is_bound and form.non_field_errors() else 200


def _form(request: SignedInRequest, form: Any, code: Any, **context: Any) -> HttpResponse:
    if form.is_bound and form.non_field_errors():
        code = again.code_form(request, ready=False)  # the one typed is used up
    context = {"form": form, "code": code, **context}
    return render(request, "office/posts/form.html", context, status=_status(form))
