"""What the panel writes together: its views of results, its statement, its reasons."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.models import User
from accreditation.actions import settling
from accreditation.forms.settling import (
    GroupViewForm,
    MeasureViewForm,
    ReasonedForm,
    StatementForm,
    ViewForm,
    answer_of,
)
from accreditation.models import (
    Application,
    GroupView,
    MeasureView,
    PanelStatement,
)
from office.saving import saved, status_of

from .access import find


def together(request: SignedInRequest, reference: str) -> Application:
    """The application, for those who may read every review once the panel is complete."""
    application = find(request, reference)
    if not request.user.has_perm("accreditation.read_reviews", application):
        raise PermissionDenied(
            _("The panel settles its findings once every member has filed; only it reads them.")
        )
    return application


def may_write(request: SignedInRequest, application: Application) -> bool:
    """Whether this person works on the findings now."""
    return settling.is_settling(application) and request.user.has_perm(
        "accreditation.settle_findings", application
    )


def check_writes(request: SignedInRequest, application: Application) -> None:
    if not request.user.has_perm("accreditation.settle_findings", application):
        raise PermissionDenied(_("Only members of the panel write its findings."))


@login_required
def results(request: SignedInRequest, reference: str) -> HttpResponse:
    """The results for groups and the answers to earlier recommendations, each with its view."""
    application = together(request, reference)
    groups = [(view, _group_form(request, view)) for view in group_views(application)]
    measures = [(view, _measure_form(request, view)) for view in measure_views(application)]
    forms: list[tuple[Any, ViewForm, Callable[..., None]]] = [
        *((view, form, settling.view_group) for view, form in groups),
        *((view, form, settling.view_measure) for view, form in measures),
    ]
    if request.method == "POST":
        check_writes(request, application)
        if _all_saved(forms, by=request.user):
            messages.success(request, _("Saved."))
            return redirect("accreditation:results", reference=reference)
    context = {
        "application": application,
        "groups": groups,
        "measures": measures,
        "may_write": may_write(request, application),
    }
    status = status_of(*(form for _view, form, _act in forms))
    return render(request, "accreditation/settling/results.html", context, status=status)


def _all_saved(forms: Iterable[tuple[Any, ViewForm, Callable[..., None]]], *, by: User) -> bool:
    """Whether each view that was given is kept; where one cannot be, none is."""
    with transaction.atomic():
        kept = [
            saved(form, act, view=view, by=by) for view, form, act in forms if form.has_changed()
        ]
        transaction.set_rollback(not all(kept))
    return all(kept)


def group_views(application: Application) -> Any:
    views = GroupView.objects.filter(filed__filing=application.filing)
    return views.select_related("filed__filing__application", "filed__evidence").order_by("pk")


def measure_views(application: Application) -> Any:
    views = MeasureView.objects.filter(filed__filing=application.filing)
    return views.select_related("filed__filing__application").order_by("pk")


def _group_form(request: SignedInRequest, view: GroupView) -> GroupViewForm:
    initial = {"confirmed": answer_of(view.confirmed), "reason": view.reason,
               "version": view.version}  # fmt: skip
    prefix = f"g{view.pk}"
    return GroupViewForm(_data(request, prefix), initial=initial, prefix=prefix)


def _measure_form(request: SignedInRequest, view: MeasureView) -> MeasureViewForm:
    initial = {"answered": answer_of(view.answered), "reason": view.reason,
               "version": view.version}  # fmt: skip
    prefix = f"m{view.pk}"
    return MeasureViewForm(_data(request, prefix), initial=initial, prefix=prefix)


def _data(request: SignedInRequest, prefix: str) -> Any:
    """What was posted, if this is the form that was sent."""
    return request.POST if f"{prefix}-version" in request.POST else None


@login_required
def statement(request: SignedInRequest, reference: str) -> HttpResponse:
    """Summary for residents, grave concern, and the dialogue with the city."""
    application = together(request, reference)
    one = get_object_or_404(PanelStatement.objects.filter(application=application))
    one.application = application
    form = StatementForm(
        request.POST if request.method == "POST" else None,
        initial={
            **{name: getattr(one, name) for name in
               ("summary", "dialogue_on", "dialogue_with", "dialogue_mode", "grave_reason",
                "version")},
            "grave_concern": answer_of(one.grave_concern),
        },
    )  # fmt: skip
    if form.is_bound:
        check_writes(request, application)
    if saved(form, settling.write_statement, statement=one, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accreditation:settling", reference=reference)
    grave = (
        application.findings.of_the_panel()
        .filter(grave__isnull=False)
        .select_related("requirement", "grave")
    )
    return _form_page(request, application, form, _("The panel's statement"), grave=grave)


@login_required
def reasoned(request: SignedInRequest, reference: str, code: str) -> HttpResponse:
    """Whether a level that asks for reasons is borne out."""
    application = together(request, reference)
    one = application.reasoned.filter(level__code=code).select_related("level").first()
    if one is None:
        raise Http404
    one.application = application
    form = ReasonedForm(
        request.POST if request.method == "POST" else None,
        initial={"holds": answer_of(one.holds), "text": one.text, "version": one.version},
    )
    if form.is_bound:
        check_writes(request, application)
    if saved(form, settling.write_reasoned, reasoned=one, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accreditation:settling", reference=reference)
    title = _("Reasoned finding on %(level)s") % {"level": one.level.title}
    return _form_page(request, application, form, title, lead=one.level.meaning)


def _as_kept(form: Any) -> Iterator[tuple[str, str]]:
    """What stands in each field, in the words its reader knows."""
    for field in form.visible_fields():
        words = dict(getattr(field.field, "choices", ()))
        value = words.get(field.initial, field.initial)
        yield field.label, date_format(value) if isinstance(value, date) else value or ""


def _form_page(
    request: SignedInRequest, application: Application, form: Any, title: str, **context: Any
) -> HttpResponse:
    context |= {
        "application": application,
        "form": form,
        "title": title,
        "kept": list(_as_kept(form)),
        "may_write": may_write(request, application),
        "back_url": reverse("accreditation:settling", args=[application.reference]),
    }
    return render(request, "accreditation/settling/form.html", context, status=status_of(form))
