"""A member's own review: what is assigned, how far each requirement is, and filing it.

Nothing of anybody else's stands on these pages, not even how much there is (design §5).
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import BigAutoField, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.worded import worded_once
from accreditation.actions import reviews as actions
from accreditation.actions.clarifications import can_ask, to_ask_about
from accreditation.forms.reviews import AssessmentForm
from accreditation.models import Application, Assessment, Clarification, PanelMember, Review
from accreditation.responding import deadlines_of
from accreditation.rules import seat_at
from accreditation.workflow import APPLICATION, REVIEW
from commitments.models import Commitment, Requirement
from commitments.wording import read_in
from office.models import Clock
from office.saving import saved, status_of
from office.workflow import Refused
from progress.edition import Edition, edition_of

from .access import find
from .filed import answers_by_requirement
from .hearing import has_voices_left
from .settling import may_write as may_settle

KEPT = ("found", "reason", "passage", "other_level")


def reading(request: SignedInRequest, reference: str) -> tuple[Application, PanelMember]:
    """The application and this person's seat on its panel, once they have declared."""
    seat: PanelMember | None = seat_at(request.user, reference)
    if seat is not None and not seat.conflict:
        application: Application = seat.panel.application
        if request.user.has_perm("accreditation.review_application", application):
            return application, seat
    find(request, reference)  # whether they may know of it at all
    raise PermissionDenied(
        _("Only members of the panel who have declared no conflict read and review here.")
    )


def own_review(seat: PanelMember) -> Review:
    """This member's own review. 404 before it opens."""
    review: Review | None = getattr(seat, "review", None)
    if review is None:
        raise Http404
    review.member = seat
    return review


def _may_write(request: SignedInRequest, review: Review) -> bool:
    return any(REVIEW.open_to(request.user, review))


@login_required
def review(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything assigned to this member by commitment, what is open, and their findings."""
    application, seat = reading(request, reference)
    own: Review | None = getattr(seat, "review", None)
    context: dict[str, Any] = {"application": application, "seat": seat, "review": own}
    if own is not None:
        own.member = seat
        assessments = list(own.assessments.all())
        done = {one.requirement_id for one in assessments if one.is_complete}
        assigned = set(seat.assigned.values_list("pk", flat=True))
        context |= {
            "pillars": _tasks(application, assigned, done),
            "done": len(done & assigned),
            "assigned": len(assigned),
            "progress": _("%(done)d of %(all)d") % {
                "done": len(done & assigned), "all": len(assigned),
            },
            "findings": own.findings.select_related("requirement", "grave"),
            "may_write": _may_write(request, own),
            "may_ask_about": to_ask_about(application, own, request.user.reads_in),
            "may_settle": may_settle(request, application),
            "others_review": application.state in APPLICATION.transitions["complete"].source,
            "reads_all": request.user.has_perm("accreditation.read_reviews", application),
            "clock": _deadline(application, own),
        }  # fmt: skip
    return render(request, "accreditation/reviews/review.html", context)


def _deadline(application: Application, own: Review) -> Clock | None:
    """Their own, of a member who came later than the others; else that of the panel."""
    standing = Clock.objects.standing().filter(step="remind")
    return standing.of(own).first() or deadlines_of(application).filter(step="remind").first()


def _tasks(application: Application, assigned: set[int], done: set[int]) -> list[tuple[str, Any]]:
    """For each pillar its commitments with something assigned, and how far each is."""
    pillars = []
    for pillar in edition_of(application.framework).pillars:
        tasks = []
        for commitment in pillar.commitments.all():
            asked = {one.pk for one in commitment.requirements.all()} & assigned
            if asked:
                tasks.append(_task(application, commitment, len(asked), len(asked & done)))
        if tasks:
            pillars.append((pillar.title, tasks))
    return pillars


def _task(
    application: Application, commitment: Commitment, asked: int, done: int
) -> dict[str, str]:
    hint = ngettext("%(count)d requirement", "%(count)d requirements", asked) % {"count": asked}
    url = reverse("accreditation:review_commitment", args=[application.reference, commitment.code])
    open_ones = _("%(count)d open") % {"count": asked - done}
    return {
        "title": str(commitment),
        "hint": hint,
        "url": url,
        "state": open_ones if asked > done else _("Done"),
        "tone": "waiting" if asked > done else "good",
    }


@login_required
def commitment(request: SignedInRequest, reference: str, code: str) -> HttpResponse:
    """One form with every requirement of a commitment that is assigned to this member."""
    application, seat = reading(request, reference)
    own = own_review(seat)
    edition = edition_of(application.framework)
    asked = edition.commitments.get(code)
    if asked is None:
        raise Http404
    assigned = dict(_assigned(seat=seat))
    requirements = [one for one in asked.requirements.all() if one.pk in assigned]
    if not requirements:
        raise Http404
    worded = edition_of(application.framework, request.user.reads_in)
    items = _items(request, application, worded, own, requirements)
    if request.method == "POST" and _save_all(request, own, items):
        messages.success(request, _("Saved. Only you can read it until all have filed."))
        return redirect("accreditation:review_commitment", reference=reference, code=code)
    return render(
        request,
        "accreditation/reviews/commitment.html",
        {
            "application": application,
            "commitment": worded.commitments[code],
            "items": items,
            **read_in(application.framework, request.user.reads_in),
            "may_write": _may_write(request, own),
            "may_ask": can_ask(application, own),
            "neighbours": _neighbours(application, edition, set(assigned.values()), code),
        },
        status=status_of(*(item["form"] for item in items)),
    )


def _items(
    request: SignedInRequest,
    application: Application,
    edition: Edition,
    own: Review,
    requirements: list[Requirement],
) -> list[dict[str, Any]]:
    """Each requirement with the city's answer and the form; ``edition`` as the member reads it."""
    saved_ones = {one.requirement_id: one for one in _saved(review=own, requirements=requirements)}
    answers = answers_by_requirement(application, requirements)
    clarified = _clarified(application=application, user=request.user)
    items = []
    for requirement in requirements:
        answer = answers.get(requirement.pk)
        kept = saved_ones.get(requirement.pk) or Assessment(review=own, requirement=requirement)
        beside_a_step = bool(
            answer and answer.step is not None and edition.stands_beside_a_step(answer.special)
        )
        values = actions.values_open(requirement, answer.special if answer else "", edition)
        form = AssessmentForm(
            request.POST if request.method == "POST" else None,
            values=values,
            other_level=beside_a_step,
            prefix=f"r{requirement.pk}",
            initial={name: getattr(kept, name) for name in (*KEPT, "version")},
        )
        labels = {value: label for value, label, _text in actions.values_for(requirement, edition)}
        items.append(
            {"requirement": requirement, "words": edition.requirements[requirement.code],
             "answer": answer, "kept": kept, "form": form,
             "special": edition.specials.get(answer.special) if answer else None,
             "found": labels.get(kept.found, ""),
             "clarified": [(one, one.words_for(request.user)) for one in clarified
                           if one.requirement_id == requirement.pk]}
        )  # fmt: skip
    return items


@worded_once(application=BigAutoField(), user=BigAutoField())
def _clarified(application: Application, user: User) -> QuerySet[Clarification]:
    """What this member has asked the city, and what it has answered to anybody of the panel."""
    readable = Clarification.objects.filter(application=application).readable_for_member(user)
    return readable.select_related("application", "requirement", "member")


@worded_once(seat=BigAutoField())
def _assigned(seat: PanelMember) -> QuerySet[Any, tuple]:
    """The keys of requirements, each with the code of its commitment."""
    rows = PanelMember.assigned.through.objects.filter(panelmember=seat)
    return rows.values_list("requirement", "requirement__commitment__code")


@worded_once(review=BigAutoField(), requirements=BigAutoField())
def _saved(review: Review, requirements: list[int]) -> QuerySet[Assessment]:
    return Assessment.objects.filter(review=review, requirement__pk__in=requirements)


def _save_all(request: SignedInRequest, own: Review, items: list[dict[str, Any]]) -> bool:
    """Save each assessment that was changed; those that could not be say so in their form."""
    fine = True
    for item in items:
        form: AssessmentForm = item["form"]
        if not form.is_valid():
            fine = False
            continue
        changes = form.changes({name: getattr(item["kept"], name) for name in KEPT})
        if changes is not None:
            form.cleaned_data = changes
            fine &= saved(
                form,
                actions.record_assessment,
                review=own,
                requirement=item["requirement"],
                by=request.user,
            )
    return fine


def _neighbours(
    application: Application, edition: Edition, codes: set[str], code: str
) -> dict[str, str]:
    """The addresses of the commitments before and after this one, among those assigned."""
    order = [one for one in edition.commitments if one in codes]
    place = order.index(code)

    def url(position: int) -> str:
        if 0 <= position < len(order):
            arguments = [application.reference, order[position]]
            return reverse("accreditation:review_commitment", args=arguments)
        return ""

    return {"before": url(place - 1), "after": url(place + 1)}


@login_required
def file_review(request: SignedInRequest, reference: str) -> HttpResponse:
    """Confirm that the review is finished; the last one completes the panel."""
    application, seat = reading(request, reference)
    own = own_review(seat)
    step = REVIEW.transitions["file"]
    problems: list[str] = []
    if request.method == "POST":
        try:
            REVIEW.perform("file", own, by=request.user)
        except Refused as refused:
            problems = refused.reasons
        else:
            messages.success(request, _("Your review is filed. Thank you."))
            return redirect("accreditation:review", reference=reference)
    context = {
        "application": application,
        "step": step,
        "blockers": problems or step.blockers(own),
        "may_write": _may_write(request, own),
        "voices_left": has_voices_left(seat),
    }
    status = 409 if problems else 200
    return render(request, "accreditation/reviews/file.html", context, status=status)
