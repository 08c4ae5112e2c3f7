"""What is written about a label: the yearly update, the answer to a notice, the mid-term talk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import SignedInRequest
from accreditation.actions import labels as actions
from accreditation.choices import LABEL_HELD, LabelState
from accreditation.forms.labels import NoticeAnswerForm, TalkForm, UpdateForm
from accreditation.models import Label
from accreditation.models.yearly_update import TEXTS, YearlyUpdate
from accreditation.workflow import LABEL
from accreditation.workflow.label_guards import answer_of
from accreditation.workflow.label_year import demanded, lines_of
from cities.rules import cities_of
from office.saving import saved, status_of
from progress.choices import MeasureState
from progress.downloads import as_attachment
from progress.models import Evidence, EvidenceVersion
from progress.year import Line, by_what_they_are_about

from .labels import find_label


@login_required
def update(request: SignedInRequest, number: str) -> HttpResponse:
    """The update of this year: its draft, the measures it will keep, and the step that files it."""
    label = find_label(request, number, "read_label_file")
    may_write = request.user.has_perm("accreditation.write_update", label)
    if request.method == "POST" and not may_write:
        raise PermissionDenied(_("Only the team of the city or region writes its update."))
    draft = None if label.is_over else label.due_update
    needed = demanded(label) if draft and may_write else []
    form = UpdateForm(
        request.POST if request.method == "POST" else None,
        demanded=needed,
        initial={name: getattr(draft, name) for name in (*TEXTS, "version")} if draft else None,
    )

    def save(version: int, **texts: str) -> None:
        actions.write_update(label=label, texts=texts, version=version, by=request.user)

    if saved(form, save):
        messages.success(request, _("The draft is saved. It is not filed yet."))
        return redirect("accreditation:update", number=number)
    lines = lines_of(label, draft) if draft and may_write else []
    context = {
        "label": label,
        "update": draft,
        "stages": _stages(draft, lines, needed) if draft and may_write else [],
        "form": form if may_write and (draft or form.is_bound) else None,
        "measures": label.city.measures.all(),
        "year": by_what_they_are_about(lines, draft.looked_at) if draft else [],
        "steps": _step(request, label, "file_update") if draft else [],
        "on_team": label.city.slug in cities_of(request.user),
    }
    return render(request, "accreditation/labels/update.html", context, status=status_of(form))


@login_required
def updates(request: SignedInRequest, number: str) -> HttpResponse:
    """Every update that was filed, the latest first, as it was filed."""
    label = find_label(request, number, "read_label_file")
    words = {value: str(word) for value, word in MeasureState.choices}
    filed = label.updates.exclude(filed_on=None).select_related("filed_by")
    shown = [
        (one, [{**each, "state": words.get(each["state"], "")} for each in one.measures])
        for one in filed
    ]
    return render(request, "accreditation/labels/updates.html", {"label": label, "shown": shown})


@login_required
def notice_answer(request: SignedInRequest, number: str) -> HttpResponse:
    """The notice with its reasons, what the city answers, and the steps that follow."""
    label = find_label(request, number, "read_label_file")
    user = request.user
    leads = user.has_perm("accreditation.answer_notice", label)
    if request.method == "POST" and not leads:
        raise PermissionDenied(_("Only the city lead answers a notice."))
    stands = label.state == LabelState.DOWNGRADE_NOTICE
    answer = answer_of(label) if stands else None
    pieces = Evidence.objects.filter(city=label.city, retired_on=None)
    form = NoticeAnswerForm(
        request.POST if request.method == "POST" else None,
        evidence=pieces,
        initial=_as_initial(answer),
    )
    if saved(form, actions.write_answer, label=label, by=user):
        messages.success(request, _("The draft is saved. It is not sent yet."))
        return redirect("accreditation:notice_answer", number=number)
    sent = answer is not None and answer.sent_on is not None
    context = {
        "label": label,
        "stands": stands,
        "answers": _sent(label),
        "cited": answer.evidence.select_related("evidence")
        if answer and leads and not sent
        else [],
        "form": form if leads and ((stands and not sent) or form.is_bound) else None,
        "steps": [
            step
            for name in ("answer_notice", "keep_level", "lower_level")
            for step in _step(request, label, name)
        ]
        if stands
        else [],
    }
    return render(
        request, "accreditation/labels/notice_answer.html", context, status=status_of(form)
    )


@login_required
def answer_evidence(request: SignedInRequest, number: str, pk: int) -> HttpResponseBase:
    """A file that an answer cites, once it has been sent."""
    label = find_label(request, number, "read_label_file")
    cited = EvidenceVersion.objects.filter(
        pk__in=label.answers.exclude(sent_on=None).values("evidence")
    )
    return as_attachment(get_object_or_404(cited, pk=pk))


@login_required
def talk(request: SignedInRequest, number: str) -> HttpResponse:
    """The mid-term talks that were held; the secretariat records one here."""
    label = find_label(request, number, "read_label_file")
    keeps = request.user.has_perm("accreditation.keep_labels", label)
    if request.method == "POST" and not keeps:
        raise PermissionDenied(_("Only the secretariat records a mid-term talk."))
    form = TalkForm(request.POST if request.method == "POST" else None)
    if saved(form, actions.record_talk, label=label, by=request.user):
        messages.success(request, _("The talk is recorded."))
        return redirect("accreditation:talk", number=number)
    context = {
        "label": label,
        "talks": label.talks.select_related("recorded_by"),
        "form": form if keeps and (label.state in LABEL_HELD or form.is_bound) else None,
    }
    return render(request, "accreditation/labels/talk.html", context, status=status_of(form))


def _stages(draft: YearlyUpdate, lines: list[Line], needed: list[str]) -> list[dict[str, str]]:
    """Look through, write, file: how far this year's update is, and where each stands."""
    left = sum(line.key not in draft.looked_at for line in lines)
    done = [not left, all(getattr(draft, name).strip() for name in needed), False]
    now = done.index(False)
    words = [
        (_("Look through the year"), "#year",
         ngettext("%(n)d thing left", "%(n)d things left", left) % {"n": left} if left else ""),
        (_("Write the update"), "#draft", ""),
        (_("File it"), "#file", _("The lead does.")),
    ]  # fmt: skip
    return [
        {"label": label, "url": url, "text": text,
         "state": "now" if place == now else "done" if done[place] else "next"}
        for place, (label, url, text) in enumerate(words)
    ]  # fmt: skip


def _step(request: SignedInRequest, label: Label, name: str) -> list[tuple[Any, list[str]]]:
    """The step of this name, if this reader can take it from here, with what is missing."""
    return [
        (transition, transition.blockers(label))
        for transition in LABEL.open_to(request.user, label)
        if transition.name == name
    ]


def _as_initial(answer: Any) -> dict[str, Any]:
    if answer is None:
        return {"version": 0}
    pieces = answer.evidence.values_list("evidence", flat=True)
    return {"text": answer.text, "version": answer.version, "evidence": list(pieces)}


def _sent(label: Label) -> list[tuple[Any, list[EvidenceVersion]]]:
    """Answers that were sent, with what each cites."""
    answers = label.answers.exclude(sent_on=None).prefetch_related("evidence__evidence")
    return [(answer, list(answer.evidence.all())) for answer in answers]
