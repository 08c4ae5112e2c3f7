"""What needs me today, for every role."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.http import SignedInRequest
from accounts.models import PostChange, User
from accreditation.choices import ApplicationState as S
from accreditation.choices import ReviewState, SessionState
from accreditation.models import Application, Label, Objection, PanelMember, Session
from accreditation.workflow import APPLICATION, LABEL, SESSION
from cities.choices import Role
from cities.models import HandOver
from office.models import Clock, Letter, Proposal
from voices import screening

from . import label_duties
from .duty import Task
from .lost_members import for_lost_members

MOST = 20  # rows of one kind; the list of applications holds the rest


@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """Tasks first, then the cities, panels and sessions this person has to do with."""
    user = request.user
    tasks = [task for duty in DUTIES for task in duty(user)]
    return render(
        request,
        "accreditation/desk.html",
        {
            "tasks": tasks,
            "memberships": list(user.memberships.current().select_related("city")),
            "labels": list(label_duties.held_by_my_cities(user)),
            "seats": list(
                user.seats.seated().select_related("panel__application__city", "reviewer")
            ),
            "unread": Letter.objects.visible_to(user).unread().count(),
            "posts": sorted(PostKind(kind).label for kind in user.posts_held),
            "sessions": list(Session.objects.visible_to(user).exclude(state=SessionState.RELEASED)),
            "may_keep_sessions": user.has_perm("accreditation.keep_sessions"),
            "may_see_posts": user.has_perm("accounts.see_posts"),
            "may_see_labels": user.has_perm("accreditation.keep_labels"),
        },
    )


def for_my_cities(user: User) -> Iterator[Task]:
    """Steps of open applications that only this person, as lead, can take."""
    led = user.memberships.current().filter(role=Role.LEAD).values("city")
    applications = Application.objects.open().filter(city__in=led).select_related("city")
    due = _due_days(applications)
    words = {
        S.DRAFT: (_("Complete the record and submit the application"), "prepare"),
        S.RETURNED: (_("Complete what was asked for and submit again"), "application"),
        S.REPLYING: (_("Reply to the hearing"), "reply"),
        S.OBJECTING: (_("Look at the panel: you can object to a member"), "panel"),
        S.FACT_CHECK: (_("Check the facts in the draft report"), "facts"),
        S.ANNOUNCED: (_("Read the recommendation; you can challenge it"), "challenge"),
    }
    for application in applications:
        if application.state in words:
            word, page = words[S(application.state)]
            url = reverse(f"accreditation:{page}", args=[application.reference])
            yield _task(application, word, due, url)


def for_my_panels(user: User) -> Iterator[Task]:
    """Conflicts to declare, reviews to write, findings to settle."""
    if not user.holds(PostKind.REVIEWER):
        return
    seats = list(
        PanelMember.objects.seated()
        .filter(user=user, conflict="")
        .select_related("panel__application__city", "review")
    )
    due = _due_days([seat.panel.application for seat in seats])
    for seat in seats:
        application = seat.panel.application
        reference = [application.reference]
        if seat.declared_on is None:
            url = reverse("accreditation:panel", args=reference)
            yield _task(application, _("Declare conflicts before you read anything"), due, url)
        elif application.state in (S.REVIEWING, S.SETTLING) and _review_is_open(seat):
            url = reverse("accreditation:review", args=reference)
            yield _task(application, _("Review the requirements assigned to you"), due, url)
        elif application.state == S.SETTLING:
            url = reverse("accreditation:settling", args=reference)
            yield _task(application, _("Settle the findings with the panel"), due, url)


def _review_is_open(seat: PanelMember) -> bool:
    review = getattr(seat, "review", None)
    return review is not None and review.state == ReviewState.OPEN


def for_the_committee(user: User) -> Iterator[Task]:
    if not user.holds(PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR):
        return
    waiting = Application.objects.visible_to(user).filter(
        state=S.REPORTED, session__state=SessionState.SITTING
    )
    if not user.holds(PostKind.COMMITTEE_CHAIR):
        waiting = waiting.exclude(
            recommendations__votes__member=user, recommendations__made_on=None
        )
    for application in waiting.select_related("city")[:MOST]:
        url = reverse("accreditation:committee", args=[application.reference])
        yield _task(application, _("Read the report, and vote on the recommendation"), {}, url)


def for_the_board(user: User) -> Iterator[Task]:
    if not user.holds(PostKind.BOARD):
        return
    waiting = Application.objects.visible_to(user).filter(state=S.CHALLENGED)
    for application in waiting.select_related("city")[:MOST]:
        if user.has_perm("accreditation.settle_challenge", application):
            url = reverse("accreditation:board", args=[application.reference])
            yield _task(application, _("Settle the challenge"), {}, url)


def for_the_secretariat(user: User) -> Iterator[Task]:
    if not user.holds(PostKind.SECRETARIAT):
        return
    words = {
        S.SUBMITTED: (_("Check for completeness, admit or return"), "admission"),
        S.DECIDED: (_("Preview the letter and publish the decision"), "letter"),
    }
    for state, (word, page) in words.items():
        applications = Application.objects.filter(state=state).select_related("city")[:MOST]
        due = _due_days(applications)
        for application in applications:
            url = reverse(f"accreditation:{page}", args=[application.reference])
            yield _task(application, word, due, url)
    yield from _objections()
    yield from _sessions()
    yield from _proposals(user)
    yield from _entrusted(user)
    yield from _refused_clocks()


def _objections() -> Iterator[Task]:
    open_ones = Objection.objects.filter(upheld=None, member__panel__dissolved_on=None)
    for objection in open_ones.select_related("member__panel__application__city")[:MOST]:
        application = objection.member.panel.application
        url = reverse("accreditation:panel", args=[application.reference])
        yield _task(application, _("Settle an objection to a member of the panel"), {}, url)


def _sessions() -> Iterator[Task]:
    """Sessions with a step that is ready now."""
    for session in Session.objects.exclude(state=SessionState.RELEASED)[:MOST]:
        for transition in SESSION.transitions.values():
            if session.state in transition.source and not transition.blockers(session):
                url = reverse("accreditation:session_step", args=[session.code, transition.name])
                yield Task(f"{transition.label}", str(session), url, session.meets_on)
    waiting = Session.objects.filter(
        state__in=[SessionState.CLOSED, SessionState.DRAWN], applications__state=S.FORMING
    )
    for session in waiting.filter(draws__drawn_on=None).distinct()[:MOST]:
        url = reverse("accreditation:draw", args=[session.code])
        yield Task(_("Prepare the draw"), str(session), url)


def _proposals(user: User) -> Iterator[Task]:
    for proposal in Proposal.objects.open().exclude(by=user).select_related("by")[:MOST]:
        url = _proposal_url(proposal)
        if url:
            hint = _("Asked for by %(person)s") % {"person": proposal.by}
            yield Task(_("Confirm as the second person"), hint, url)


def _entrusted(user: User) -> Iterator[Task]:
    """Leads and posts that somebody else wants handed over, granted or ended."""
    waiting = HandOver.objects.waiting().exclude(asked_by=user).exclude(to=user)
    for hand_over in waiting.select_related("city", "to")[:MOST]:
        url = reverse("cities:hand_over", args=[hand_over.city.slug])
        yield Task(_("Confirm a hand-over of the lead as the second person"), str(hand_over), url)
    others = PostChange.objects.waiting().exclude(asked_by=user).exclude(user=user)
    for change in others.select_related("user", "asked_by")[:MOST]:
        url = reverse("office:post_change", args=[change.pk])
        yield Task(_("Confirm as the second person"), str(change), url)


def _proposal_url(proposal: Proposal) -> str:
    if proposal.workflow == APPLICATION.name:
        found = Application.objects.filter(pk=proposal.subject_key).first()
        return reverse("accreditation:step", args=[found.reference, proposal.step]) if found else ""
    if proposal.workflow == SESSION.name:
        session = Session.objects.filter(pk=proposal.subject_key).first()
        if session:
            return reverse("accreditation:session_step", args=[session.code, proposal.step])
    if proposal.workflow == LABEL.name:
        label = Label.objects.filter(pk=proposal.subject_key).first()
        if label:
            return reverse("accreditation:label_step", args=[label.number, proposal.step])
    if proposal.workflow == "pool":
        return reverse("accreditation:pool")
    return reverse("accreditation:labels")


def _refused_clocks() -> Iterator[Task]:
    for clock in Clock.objects.running().exclude(reasons=[])[:MOST]:
        found = Application.objects.filter(pk=clock.subject_key).first()
        if clock.workflow == APPLICATION.name and found:
            title = _("A deadline is over and its step was refused")
            yield Task(title, f"{found}: {' '.join(clock.reasons)}", found.get_absolute_url())


def _due_days(applications) -> dict[str, date]:
    keys = [str(application.pk) for application in applications]
    clocks = Clock.objects.running().filter(workflow=APPLICATION.name, subject_key__in=keys)
    return dict(clocks.order_by("-due_on").values_list("subject_key", "due_on"))


def _task(application: Application, title: str, due: dict[str, date], url: str = "") -> Task:
    hint = f"{application.city} · {application.reference}"
    return Task(title, hint, url or application.get_absolute_url(), due.get(str(application.pk)))


def for_screeners(user: User) -> Iterator[Task]:
    """What was sent and nobody has read yet, and alerts."""
    if user.has_perm("voices.see_alerts") and screening.an_alert_waits():
        hint = _("Somebody suffers for having spoken, or may be in danger")
        yield Task(_("See to an alert"), hint, reverse("screening:alerts"))
    if user.has_perm("voices.screen"):
        for hearing in screening.hearings_to_screen()[:MOST]:
            url = reverse("screening:window", args=[hearing.window])
            yield Task(_("Screen contributions"), hearing.city, url, hearing.until)


DUTIES = (
    for_my_cities,
    label_duties.of_leads,
    for_my_panels,
    for_the_committee,
    for_the_board,
    for_the_secretariat,
    for_lost_members,
    label_duties.of_the_secretariat,
    for_screeners,
)
