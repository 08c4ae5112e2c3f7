"""“Ask about this”: what a team has asked, what it is asked, and its offer to help."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from cities.actions import end_offer, offer_help
from cities.models import City
from commitments.models import PublicHelp
from office.saving import saved
from progress import actions
from progress.forms import (
    AnswerQuestionForm,
    AskForm,
    OfferForm,
    PublishForm,
    TakeBackForm,
    WithdrawForm,
)
from progress.models import Question
from progress.views.pages import RecordPage, open_record

from .acting import done

SHOWN = 100  # the newest


@login_required
@require_safe
def questions(request: SignedInRequest, slug: str) -> HttpResponse:
    """What this team has asked, and what others have asked it."""
    page = open_record(request, slug)
    return _questions(request, page, OfferForm(initial=_offered(page.city)))


def _questions(request: SignedInRequest, page: RecordPage, offer: OfferForm) -> HttpResponse:
    rows = Question.objects.in_full()
    context = {
        "page": page,
        "city": page.city,
        "asked": rows.filter(city=page.city).select_related("mentor")[:SHOWN],
        "to_answer": rows.filter(mentor=page.city).select_related("city")[:SHOWN],
        "offer": offer,
        "may_offer": request.user.has_perm("cities.change_profile", page.city),
    }
    return render(request, "progress/questions.html", context, status=409 if offer.errors else 200)


def _offered(city: City) -> dict[str, Any]:
    return {"note": city.mentor_note, "version": city.version}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, slug: str, code: str) -> HttpResponse:
    """What others have asked about this requirement, and the form to ask more."""
    page = open_record(request, slug)
    asked = page.requirement(code)
    page.require_change()
    form = AskForm(request.POST if request.method == "POST" else None, city=page.city)
    said = _("Your question is on its way. The answer comes by letter.")
    if done(request, form, actions.ask, said, city=page.city, requirement=asked):
        return redirect("progress:questions", slug)
    helps = PublicHelp.objects.select_related("withdrawal")
    context = {
        "page": page,
        "city": page.city,
        "requirement": asked,
        "form": form,
        "helps": helps.filter(framework_code=page.framework.code, code=code),
    }
    return render(request, "progress/ask.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One question of this team; once answered, it can be made public, and always taken back."""
    page = open_record(request, slug)
    rows = Question.objects.in_full().filter(city=page.city).select_related("mentor", "by", "city")
    held = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        page.require_change()
    says_why = request.POST.get("do") == "back"
    data = request.POST if request.method == "POST" else None
    publish = PublishForm(None if says_why else data, initial={"wording": held.text})
    back = (WithdrawForm if held.help else TakeBackForm)(data if says_why else None)
    if _published(request, held, publish) or _taken_back(request, held, back):
        return redirect("progress:question", slug, pk)
    is_over = held.taken_back_on or held.withdrawn
    context = {
        "page": page,
        "city": page.city,
        "question": held,
        "requirement": page.edition.requirements.get(held.code),
        "form": publish if page.may_change and _may_be_published(held) else None,
        "back": back if page.may_change and not is_over else None,
    }
    return render(request, "progress/question.html", context)


def _may_be_published(held: Question) -> bool:
    return held.may_be_public and not held.help_id and not held.taken_back_on


def _published(request: SignedInRequest, held: Question, form: PublishForm) -> bool:
    said = _("Others can read it now, on the framework’s page.")
    return done(request, form, actions.publish_question, said, question=held)


def _taken_back(request: SignedInRequest, held: Question, form: TakeBackForm) -> bool:
    if held.help:
        return withdrawn(request, held.help, form, held.city)
    said = _("Your question is taken back.")
    return done(request, form, actions.take_back_question, said, question=held)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def asked_of_us(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """A question another city has asked this one; what became public of it can be withdrawn."""
    page = open_record(request, slug)
    rows = Question.objects.in_full().filter(mentor=page.city)
    held = get_object_or_404(rows.select_related("city", "by", "mentor"), pk=pk)
    if request.method == "POST":
        page.require_change()
    data = request.POST if request.method == "POST" else None
    form, back = AnswerQuestionForm(data), WithdrawForm(data)
    if _withdrawn_or_answered(request, held, form, back):
        return redirect("progress:asked_of_us", slug, pk)
    context = {
        "page": page,
        "city": page.city,
        "question": held,
        "requirement": page.edition.requirements.get(held.code),
        "form": form if page.may_change and held.is_open else None,
        "back": back if page.may_change and held.help and not held.withdrawn else None,
    }
    return render(request, "progress/answer_question.html", context)


def _withdrawn_or_answered(
    request: SignedInRequest, held: Question, form: AnswerQuestionForm, back: TakeBackForm
) -> bool:
    if held.help:
        return withdrawn(request, held.help, back, held.mentor)
    return answered(request, held, form)


@login_required
@require_POST
def offer(request: SignedInRequest, slug: str) -> HttpResponse:
    """Offer help to others, change what is said of it, or end it."""
    page = open_record(request, slug)
    if not request.user.has_perm("cities.change_profile", page.city):
        raise PermissionDenied(_("The lead decides whether you offer help to others."))
    if request.POST.get("do") == "end":
        end_offer(city=page.city, by=request.user)
        messages.success(request, _("Nobody can ask you anything new now."))
        return redirect("progress:questions", slug)
    form = OfferForm(request.POST)
    if not saved(form, offer_help, _offered, city=page.city, by=request.user):
        return _questions(request, page, form)
    messages.success(request, _("Other cities and regions can ask you now."))
    return redirect("progress:questions", slug)


def answered(request: SignedInRequest, held: Question, form: AnswerQuestionForm) -> bool:
    """Whether the form answered the question; else it says why not."""
    said = _("The answer is on its way.")
    return done(request, form, actions.answer_question, said, question=held)


def withdrawn(
    request: SignedInRequest, public: PublicHelp, form: TakeBackForm, side: City | None
) -> bool:
    """Whether the form withdrew what is public, for this side; else it says why not."""
    said = _("It is withdrawn: others read only that it stood there, and why it went. Both sides "
             "are told.")  # fmt: skip
    return done(request, form, actions.withdraw_help, said, public=public, side=side)
