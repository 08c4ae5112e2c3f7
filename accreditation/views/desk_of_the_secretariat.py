"""What needs the secretariat today: a few statements, however much there is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import (
    BigAutoField,
    CharField,
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.addresses import address
from accounts.choices import PostKind
from accounts.models import Post, PostChange, User
from accounts.worded import worded_once
from accreditation import clocks
from accreditation.choices import ApplicationState as S
from accreditation.choices import ClarificationState, SessionState
from accreditation.due import with_deadline, with_release
from accreditation.models import Application, Clarification, Draw, Reviewer, Session
from accreditation.workflow import APPLICATION, LABEL, OBJECTION, SESSION
from accreditation.workflow.session_effects import ASK_BEFORE
from accreditation.workflow.session_guards import BEFORE_FORMING, ON_THE_WAY
from cities.models import ConfirmationLetter, HandOver
from commitments.choices import CommentState
from commitments.models import Comment
from office.models import Clock, Proposal
from progress.models import Question

from . import label_duties, panel_duties
from .tasks import MOST, Task, task_about

Awaited = Any  # a Session, with what ``with_what_they_wait_for`` adds to it
PAGES = {APPLICATION.name: "application", SESSION.name: "session", LABEL.name: "label"}
POSTS = dict(PostKind.choices)
STEP_PAGES = {APPLICATION.name: "step", SESSION.name: "session_step", LABEL.name: "label_step"}


def for_the_secretariat(user: User, sessions: list[Awaited], day: date) -> Iterator[Task]:
    """Oldest first, so many of each kind; the list of applications holds the rest."""
    yield from _applications()
    yield from _sessions(sessions, day)
    yield from _proposals(user)
    yield from _entrusted(user)
    yield from _refused_clocks()
    yield from label_duties.of_the_secretariat(day)
    yield from _of_the_framework()


def with_what_they_wait_for(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Each session with what the tasks below ask of it, in the one statement that reads it."""
    mine = Application.objects.filter(session=OuterRef("pk"))
    late = mine.filter(state__in=BEFORE_FORMING).order_by("state").values("state")
    not_final = mine.filter(state__in=ON_THE_WAY).order_by("state").values("state")
    undrawn = Draw.objects.prepared().filter(session=OuterRef("pk"))
    return (
        with_release(sessions)
        .select_related("framework")
        .annotate(
            has_items=Exists(mine.filter(state=S.REPORTED)),
            has_panels_to_draw=Exists(mine.filter(state=S.FORMING)),
            # Asked for in the order of an index, or the database would look at all applications.
            late_comer=Subquery(late[:1]),
            not_final=Subquery(not_final[:1]),
            has_a_seed=Exists(undrawn.exclude(seed="")),
        )
    )


def _applications() -> Iterator[Task]:
    """Those to check or publish, and those whose panel cannot go on."""
    words: dict[str, tuple[str, str]] = {
        S.DECIDED: (_("Preview the letter and publish the decision"), "letter"),
        S.SUBMITTED: (_("Check for completeness, admit or return"), "admission"),
    }
    found = _waiting(tuple(words), day=timezone.localdate())
    # What an edition says of panels is long, and only asked of those that cannot go on.
    prefetch_related_objects([each for each in found if each.has_lost], "framework")
    for application in found[:MOST]:
        if application.state in words:
            title, page = words[application.state]
            yield task_about(application, title, page, application.due_on)
        yield from panel_duties.for_its_panel(application)
    for application in found[MOST:]:
        url = f"{address('accreditation:applications')}?state={application.state}"
        yield Task(_("More applications wait"), str(S(application.state).label), url)


@worded_once(day=DateField())
def _waiting(states: tuple[str, ...], day: date) -> QuerySet[Any]:
    """``day`` is the real one, which posts follow."""
    is_stuck, why = panel_duties.stuck(day)
    waiting = Application.objects.open().filter(Q(state__in=states) | is_stuck)
    first = waiting.order_by("state", "reference")[: MOST + 1]
    # What is asked of each is asked of these alone: the database would plan for all of them.
    found = Application.objects.filter(pk__in=first.values("pk")).annotate(**why)
    return with_deadline(found).select_related("city").order_by("state", "reference")


def _of_the_framework() -> Iterator[Task]:
    """What cities and panels ask about requirements, and what is said of editions and waits."""
    titles = {
        CommentState.WAITING: _("Read comments on the framework"),
        CommentState.SHOWN: _("Answer comments on the framework"),
    }
    for _place, what, key, about, of in _asked_and_said():
        if what in titles:
            words = ngettext("%(count)d waits", "%(count)d wait", key) % {"count": key}
            yield Task(titles[what], words, address("consultation:desk"))
        elif what == "clarification":
            words = ngettext("%(count)d waits", "%(count)d wait", key) % {"count": key}
            url = address("accreditation:clarifications", about)
            yield Task(_("Read what the panel asks the city"), f"{of} · {about} · {words}", url)
        else:
            url = address("questions:answer", key)
            yield Task(_("Answer a question"), f"{about} · {of}", url)


@worded_once()
def _asked_and_said() -> QuerySet[Any, tuple]:
    """How many comments there are to read and to answer, how many questions each panel has for its
    city, and the oldest open questions of cities.
    """
    to_see_to = Q(state=CommentState.WAITING) | Q(state=CommentState.SHOWN, answer="")
    comments = Comment.objects.filter(to_see_to).order_by().values("state")
    questions = Question.objects.to_the_secretariat().open().order_by()
    questions = questions.annotate(place=Value(2), what=Value("question"))
    unread = Clarification.objects.filter(state=ClarificationState.ASKED).order_by()
    of_panels = unread.values("application").annotate(
        place=Value(1), what=Value("clarification"), key=Count("pk")
    )
    named = ("application__reference", "application__city__name")
    return (
        comments.annotate(place=Value(0), key=Count("pk"), about=Value(""), of=Value(""))
        .values_list("place", "state", "key", "about", "of")
        .union(
            questions.values_list("place", "what", "pk", "code", "city__name"),
            of_panels.values_list("place", "what", "key", *named),
            all=True,
        )
        .order_by("place", "key")[: 2 * MOST + 2]
    )


def _sessions(sessions: list[Awaited], day: date) -> Iterator[Task]:
    """Sessions whose day for a step has come; the step's page says what may still be missing."""
    for session in sessions:
        if name := _ready(session, day):
            url = address("accreditation:session_step", session.code, name)
            until = session.release_by if name == "release" else session.meets_on
            yield Task(str(SESSION.transitions[name].label), str(session), url, until)
        elif _draw_is_to_be_prepared(session):
            url = address("accreditation:draw", session.code)
            yield Task(_("Prepare the draw"), str(session), url)
        yield from _attendance(session, day)
        yield from _reports(session, day)


def _ready(session: Awaited, day: date) -> str:
    """The step whose day has come, or nothing."""
    if session.state == SessionState.PLANNED and day >= session.filing_opens_on:
        return "open_filing"
    if session.state == SessionState.FILING and day > session.filing_closes_on:
        return "close_filing"
    if session.state == SessionState.SITTING and not session.has_items:
        return "release"
    if session.state in (SessionState.CLOSED, SessionState.DRAWN):
        if session.has_panels_to_draw and session.has_a_seed and not session.late_comer:
            return "draw"
        if day >= session.meets_on and not session.has_panels_to_draw:
            return "sit"
    return ""


def _attendance(session: Awaited, day: date) -> Iterator[Task]:
    """To be published, or, too late for it, the meeting to be moved."""
    if session.state not in (SessionState.CLOSED, SessionState.DRAWN):
        return
    last_day = clocks.attendance(session.framework.clocks, session.meets_on)
    if (session.attendance_published_on or day) > last_day:
        url = address("accreditation:move_meeting", session.code)
        yield Task(_("Move the meeting: attendance was not published in time"), str(session), url)
    elif session.attendance_published_on is None and day >= last_day - ASK_BEFORE:
        url = address("accreditation:attendance", session.code)
        yield Task(_("Publish who of the committee attends"), str(session), url, last_day)


def _reports(session: Awaited, day: date) -> Iterator[Task]:
    """Some are not final, though the facts should have been checked."""
    if session.state not in (SessionState.CLOSED, SessionState.DRAWN) or not session.not_final:
        return
    terms = session.framework.clocks
    if day > clocks.facts_checked(terms, session.meets_on).day:
        last = clocks.reports_final(terms, session.meets_on).day
        url = address("accreditation:session", session.code)
        yield Task(_("See to reports that are not final"), str(session), url, last)


def _draw_is_to_be_prepared(session: Awaited) -> bool:
    drawing = session.state in (SessionState.CLOSED, SessionState.DRAWN)
    return drawing and session.has_panels_to_draw and not session.has_a_seed


def _proposals(user: User) -> Iterator[Task]:
    """What somebody who still holds the post has asked for, and this person can confirm."""
    for proposal in _asked_for(user=user, day=timezone.localdate()):
        page = STEP_PAGES.get(proposal.workflow)
        words = {"person": proposal.by, "subject": proposal.subject_number}
        if page:
            url = address(f"accreditation:{page}", proposal.subject_number, proposal.step)
            hint = _("%(subject)s · asked for by %(person)s") % words
        else:
            url = address("accreditation:confirm_reviewer", proposal.subject_number)
            words["name"] = proposal.reviewer
            hint = _("Reviewer %(name)s (%(subject)s) · asked for by %(person)s") % words
        yield Task(_("Confirm as the second person"), hint, url)


@worded_once(user=BigAutoField(), day=DateField())
def _asked_for(user: User, day: date) -> QuerySet[Proposal]:
    office = Post.objects.current(day).of_kind(PostKind.SECRETARIAT).values("user")
    asked = Proposal.objects.open().filter(by__in=office, by__is_active=True).exclude(by=user)
    asked = asked.exclude(subject_number="").exclude(workflow=OBJECTION.name)
    named = Reviewer.objects.filter(code=OuterRef("subject_number")).values("user__name")
    return asked.select_related("by").annotate(reviewer=Subquery(named))[:MOST]


def _entrusted(user: User) -> Iterator[Task]:
    """Leads and posts to be confirmed as the second person, and letters to be made: all at once."""
    titles = {
        "cities:hand_over": _("Confirm a hand-over of the lead as the second person"),
        "office:post_change": _("Confirm as the second person"),
        "cities:confirmation_letter": _("Make and post a letter that confirms an authority"),
    }
    for page, key, of, about in _all(user=user):
        yield Task(titles[page], f"{of}: {POSTS.get(about, about)}", address(page, key))


@worded_once(user=BigAutoField())
def _all(user: User) -> QuerySet[Any, tuple]:
    leads = HandOver.objects.waiting().exclude(asked_by=user).exclude(to=user).order_by()
    posts = PostChange.objects.waiting().exclude(asked_by=user).exclude(user=user).order_by()
    papers = ConfirmationLetter.objects.asked().order_by()
    return leads.values_list(
        Value("cities:hand_over"), "city__slug", "city__name", "to__name"
    ).union(
        posts.values_list(
            Value("office:post_change"), Cast("pk", CharField()), "user__name", "kind"
        ),
        papers.values_list(
            Value("cities:confirmation_letter"), "city__slug", "city__name", "asked_by__name"
        ),
        all=True,
    )[:MOST]


@worded_once()
def _refused() -> QuerySet[Clock]:
    return Clock.objects.running().filter(workflow__in=PAGES).exclude(reasons=[])[:MOST]


def _refused_clocks() -> Iterator[Task]:
    for clock in _refused():
        url = address(f"accreditation:{PAGES[clock.workflow]}", clock.subject_number)
        hint = f"{clock.subject_number}: {' '.join(clock.reasons)}"
        yield Task(_("A deadline is over and its step was refused"), hint, url)
