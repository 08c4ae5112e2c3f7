"""What needs me today, for every role."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import BigAutoField, Count, DateField, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import address
from accounts.choices import PostKind
from accounts.http import SignedInRequest
from accounts.models import User
from accounts.worded import worded_once
from accreditation.choices import ApplicationState as S
from accreditation.choices import ClarificationState, ReviewState, SessionState
from accreditation.due import with_day_of_release, with_deadline
from accreditation.models import Application, Clarification, PanelMember, Session
from accreditation.models.application import reads_as
from accreditation.responding import open_or_to_answer
from cities.choices import Role
from cities.models import Membership
from cities.rules import memberships_of
from office.days import today
from office.models import Letter
from progress.models import Question
from voices import screening

from . import label_duties, member_objections
from .desk_of_the_secretariat import for_the_secretariat, with_what_they_wait_for
from .given_questions import given_to
from .tasks import MEASURES, MOST, Task, drawn, due_days, task_about, tasks_about

WRITERS = (Role.LEAD, Role.EDITOR, Role.COORDINATOR)  # as ``answer_clarification`` has it


@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """Tasks first, then the cities, panels and sessions this person has to do with."""
    user = request.user
    in_office = user.holds(PostKind.SECRETARIAT)
    memberships = memberships_of(user)
    led = [one.city_id for one in memberships if one.role == Role.LEAD]
    seats = _seats(user=user, day=timezone.localdate()) if user.holds(PostKind.REVIEWER) else []
    shown = _sessions(in_office) if user.has_perm("accreditation.see_sessions") else []
    day = today() if in_office else None
    tasks = [
        *for_my_cities(led),
        *member_objections.for_leads(led),
        *label_duties.of_leads(led),
        *asked_of_my_cities(memberships),
        *asked_by_panels(memberships),
        *given_to(user, memberships),
        *for_my_panels(seats),
        *for_the_committee(user),
        *for_the_board(user),
        *(for_the_secretariat(user, shown, day) if day else ()),
        *for_screeners(user),
    ]
    if day is None and (shown or any(task.until for task in tasks)):
        day = today()
    return render(
        request,
        "accreditation/desk.html",
        {
            "tasks": tasks,
            "rows": drawn(tasks, day),
            "day": day,
            "memberships": memberships,
            "coordinates": any(one.role == Role.COORDINATOR for one in memberships),
            "labels": label_duties.latest_of([one.city_id for one in memberships]),
            "seats": seats,
            "unread": sum(_unread(user=user.pk)),
            "posts": sorted(PostKind(kind).label for kind in user.posts_held),
            "sessions": shown,
            "may_keep_sessions": user.has_perm("accreditation.keep_sessions"),
            "may_screen": user.holds(PostKind.SCREENER),
            "may_read_applications": bool(reads_as(user)),
            "may_see_posts": user.has_perm("accounts.see_posts"),
            "may_see_labels": user.has_perm("accreditation.keep_labels"),
        },
    )


@worded_once()
def _sessions(in_office: bool) -> QuerySet[Session]:
    """Those still to be held or released; the office with what each waits for."""
    sessions = Session.objects.exclude(state=SessionState.RELEASED)
    return (with_what_they_wait_for(sessions) if in_office else sessions)[:MOST]


@worded_once(user=BigAutoField())
def _unread(user: User) -> QuerySet[Letter, int]:
    unread = Letter.objects.filter(to=user).unread().order_by()
    return unread.values("to").annotate(count=Count("pk")).values_list("count", flat=True)


@worded_once(user=BigAutoField(), day=DateField())
def _seats(user: User, day: date) -> QuerySet[PanelMember]:
    """Those that open something: what keeps somebody from a case closes its pages to them."""
    kept = PanelMember.objects.seated().filter(user=user).with_loss(day).filter(is_lost=False)
    return kept.select_related("panel__application__city", "reviewer", "review")


def for_my_cities(led: list[int]) -> Iterator[Task]:
    """Steps of applications that only this person, as lead, can take, and recommendations."""
    if not led:
        return
    words: dict[str, tuple[str, str]] = {
        S.DRAFT: (_("Complete the record and submit the application"), "prepare"),
        S.RETURNED: (_("Complete what was asked for and submit again"), "application"),
        S.REPLYING: (_("Reply to the hearing"), "reply"),
        S.OBJECTING: (_("Look at the panel: you can object to a member"), "panel"),
        S.FACT_CHECK: (_("Check the facts in the draft report"), "facts"),
        S.ANNOUNCED: (_("Read the recommendation; you can challenge it"), "challenge"),
        S.PUBLISHED: (_("Answer the recommendations"), MEASURES),
    }
    yield from tasks_about(open_or_to_answer().filter(city__in=led), words)


def asked_of_my_cities(memberships: list[Membership]) -> Iterator[Task]:
    """Questions of others to cities that offer help, for those who write for them."""
    helping = [
        one.city_id
        for one in memberships
        if one.city.mentor_since and one.role in (Role.LEAD, Role.EDITOR)
    ]
    if not helping:
        return
    waiting = Question.objects.open().filter(mentor__in=helping).select_related("city", "mentor")
    for question in waiting.order_by("pk")[:MOST]:
        url = address("progress:asked_of_us", question.mentor.slug, question.pk)
        yield Task(_("Answer a question"), f"{question.code} · {question.city}", url)


def asked_by_panels(memberships: list[Membership]) -> Iterator[Task]:
    """What the panel asks a city, for those who write for it; until reviewing ends."""
    writing = [one.city_id for one in memberships if one.role in WRITERS]
    for clarification in _to_answer(cities=writing) if writing else ():
        code, application = clarification.requirement.code, clarification.application
        title = _("Answer what the panel asks about %(code)s") % {"code": code}
        hint = f"{application.city} · {application.reference}"
        yield Task(title, hint, clarification.get_absolute_url())


@worded_once(cities=BigAutoField())
def _to_answer(cities: list[int]) -> QuerySet[Clarification]:
    waiting = Clarification.objects.filter(
        state=ClarificationState.PASSED_ON, application__city__pk__in=cities
    )
    return waiting.select_related("application__city", "requirement").order_by("pk")[:MOST]


def for_my_panels(seats: list[PanelMember]) -> Iterator[Task]:
    """Conflicts to declare, reviews to write, findings to settle."""
    due = due_days([seat.panel.application for seat in seats])
    for seat in seats:
        application = seat.panel.application
        until = due.get(application.pk)
        if seat.declared_on is None:
            title = _("Declare conflicts before you read anything")
            yield task_about(application, title, "panel", until)
        elif application.state in (S.REVIEWING, S.SETTLING) and _review_is_open(seat):
            title = _("Review the requirements assigned to you")
            yield task_about(application, title, "review", until)
        elif application.state == S.SETTLING:
            title = _("Settle the findings with the panel")
            yield task_about(application, title, "settling", until)


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
    for application in with_day_of_release(waiting).select_related("city")[:MOST]:
        title = _("Read the report, and vote on the recommendation")
        yield task_about(application, title, "committee", application.release_by)


def for_the_board(user: User) -> Iterator[Task]:
    if not user.holds(PostKind.BOARD):
        return
    yield from member_objections.to_decide(user)
    waiting = Application.objects.visible_to(user).to_settle_by(user)
    for application in with_deadline(waiting).select_related("city")[:MOST]:
        yield task_about(application, _("Settle the challenge"), "board", application.due_on)


def for_screeners(user: User) -> Iterator[Task]:
    """What was sent and nobody has read yet, and alerts."""
    if user.has_perm("voices.see_alerts") and screening.an_alert_waits():
        hint = _("Somebody suffers for having spoken, or may be in danger")
        yield Task(_("See to an alert"), hint, address("screening:alerts"))
    if user.has_perm("voices.screen"):
        for hearing in screening.hearings_to_screen()[:MOST]:
            url = address("screening:window", hearing.window)
            yield Task(_("Screen contributions"), hearing.city, url, hearing.until)
