"""What residents and organisations said, for those whom they let read it; the city's reply."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accreditation.actions import hearing as actions
from accreditation.forms.hearing import ReplyForm
from accreditation.models import Application, PanelMember, Reply
from accreditation.workflow import APPLICATION
from accreditation.workflow.hearing import hearing_of, voices_of
from commitments.models import Commitment
from office.models import Clock
from office.saving import saved, status_of
from progress.edition import edition_of
from voices.choices import Readers
from voices.released import Voice

from .access import find


@login_required
def voices(request: SignedInRequest, reference: str) -> HttpResponse:
    """By theme: what was said, as far as this reader may know it, and what the city answers."""
    application = find(request, reference)
    readers = _readers(request, application)
    seat = _seat(request, application) if readers == Readers.PANEL else None
    if request.method == "POST":
        return _consider(request, application, seat)
    said = voices_of(application, readers)
    reply_is_sent = application.state not in (*APPLICATION.transitions["reply"].source, "hearing")
    replies = dict(application.theme_replies.values_list("commitment__code", "text"))
    considered = set(seat.considered.values_list("voice", flat=True)) if seat else set()
    hearing = hearing_of(application)
    return render(
        request,
        "accreditation/hearing/voices.html",
        {
            "application": application,
            "released": hearing is not None and hearing.is_released,
            "voices": [
                {"voice": each, "is_considered": each.key in considered,
                 "themes": [theme.title for theme in _themes(application, [each])]}
                for each in said
            ],
            "replies": [
                (theme, replies[theme.code])
                for theme in edition_of(application.framework).commitments.values()
                if reply_is_sent and replies.get(theme.code)
            ],
            "reply": Reply.objects.filter(application=application).first()
            if reply_is_sent else None,
            "seat": seat,
            "left": len(said) - len(considered & {each.key for each in said}),
            "may_reply": request.user.has_perm(
                "accreditation.reply_to_contributions", application
            ) and not reply_is_sent,
        },
    )  # fmt: skip


@login_required
def reply(request: SignedInRequest, reference: str) -> HttpResponse:
    """The city's reply to the hearing: on the whole, and to each theme somebody spoke about."""
    application = find(request, reference, "reply_to_contributions")
    is_open = application.state in APPLICATION.transitions["reply"].source
    said = voices_of(application, Readers.CITY)
    themes = _themes(application, said)
    kept = Reply.objects.filter(application=application).first()
    answers = dict(application.theme_replies.values_list("commitment__code", "text"))
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        themes=themes,
        initial={
            "text": kept.text if kept else "",
            "version": kept.version if kept else 0,
            **{f"theme_{theme.code}": answers.get(theme.code, "") for theme in themes},
        },
    )

    def save(**typed: Any) -> None:
        texts = {theme: typed[f"theme_{theme.code}"] for theme in themes}
        actions.reply_by_theme(
            application=application,
            text=typed["text"],
            themes=texts,
            version=typed["version"],
            by=request.user,
        )

    if saved(form, save):
        messages.success(request, _("Saved. Finish the reply when it is complete."))
        return redirect("accreditation:reply", reference=reference)
    return render(
        request,
        "accreditation/applications/reply.html",
        {
            "application": application,
            "form": form,
            "saved": kept,
            "answers": [(theme, answers[theme.code]) for theme in themes if theme.code in answers],
            "open": is_open,
            "themes": [
                (theme, form[f"theme_{theme.code}"],
                 [voice for voice in said if theme.code in voice.commitments])
                for theme in themes
            ],
            "elsewhere": [voice for voice in said if not voice.commitments],
            "clock": Clock.objects.running().of(application).filter(step="reply").first(),
        },
        status=status_of(form),
    )  # fmt: skip


def has_voices_left(seat: PanelMember) -> bool:
    """Whether this member has not marked everything as considered."""
    said = {voice.key for voice in voices_of(seat.panel.application, Readers.PANEL)}
    return bool(said - set(seat.considered.values_list("voice", flat=True)))


def _readers(request: SignedInRequest, application: Application) -> Readers:
    """As whom this person reads; somebody on panel and team could not be (the draw sees to it)."""
    if request.user.has_perm("accreditation.review_application", application):
        return Readers.PANEL
    if request.user.has_perm("accreditation.read_voices", application):
        return Readers.CITY
    raise PermissionDenied(
        _("What was said is read by those whom its authors let read it: the city and the panel.")
    )


def _seat(request: SignedInRequest, application: Application) -> PanelMember:
    seats = request.user.seats.seated().filter(panel__application=application)
    return seats.select_related("panel__application__city").get()


def _consider(
    request: SignedInRequest, application: Application, seat: PanelMember | None
) -> HttpResponse:
    if seat is None:
        raise PermissionDenied(_("Members of the panel mark what they have considered."))
    keys = [_key(each) for each in request.POST.getlist("considered")]
    actions.consider(member=seat, voices=[key for key in keys if key], by=request.user)
    messages.success(request, _("Saved. Only you can see what you have marked."))
    return redirect("accreditation:voices", reference=application.reference)


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _themes(application: Application, said: list[Voice]) -> list[Commitment]:
    """The commitments somebody spoke about, in the order of the edition."""
    codes = {code for voice in said for code in voice.commitments}
    commitments: Any = edition_of(application.framework).commitments.values()
    return [each for each in commitments if each.code in codes]
