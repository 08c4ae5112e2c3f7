"""Who is written to at a step, and what every letter about an application knows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accounts.models import Post, User
from accreditation import clocks, voting
from accreditation.models import Application, Label, MemberObjection, PanelMember, Session
from cities.choices import Role
from office import letters
from office.days import today
from office.models import Clock


def city_leads(application: Any) -> Iterable[User]:
    leads = application.city.memberships.current().filter(role=Role.LEAD)
    return User.objects.filter(pk__in=leads.values("user"), is_active=True)


def city_team(subject: Any) -> Iterable[User]:
    """Everybody who speaks for the city now, whatever their role."""
    team = subject.city.memberships.current().values("user")
    return User.objects.filter(pk__in=team, is_active=True)


def holders(*kinds: str) -> QuerySet[User]:
    """Active people who hold one of these posts now."""
    posts = Post.objects.current().of_kind(*kinds)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def secretariat(_subject: object) -> Iterable[User]:
    return holders(PostKind.SECRETARIAT)


def committee(application: Application) -> Iterable[User]:
    """The committee but those who take no part in this case."""
    return voting.committee_of(application)


def board(application: Application) -> Iterable[User]:
    """The board but those who take no part in this case, or recommended in it."""
    return voting.board_of(application)


def panel_members(application: Application) -> QuerySet[User]:
    """Those who sit now and take part; nobody whom something keeps from the case."""
    return User.objects.filter(pk__in=_taking_part(application).values("user"))


def panel_chair(application: Application) -> Iterable[User]:
    chairs = _taking_part(application).filter(is_chair=True)
    return User.objects.filter(pk__in=chairs.values("user"))


def _taking_part(application: Application) -> QuerySet[PanelMember]:
    seated = PanelMember.objects.seated().filter(panel__application=application)
    return seated.with_loss().filter(is_lost=False)


def who_has_the_ball(application: Application) -> Iterable[User]:
    """Those whose step the procedure waits for (design §10: no page ends in silence)."""
    return WAITS_FOR.get(application.state, secretariat)(application)


WAITS_FOR = {
    "draft": city_leads,
    "returned": city_leads,
    "replying": city_leads,
    "objecting": panel_members,
    "reviewing": panel_members,
    "settling": panel_chair,
    "fact_check": city_leads,
    "reported": committee,
    "announced": city_leads,
    "challenged": board,
    "published": city_leads,
}

WAITS_FOR_WORDS = {
    "draft": _("the city"),
    "returned": _("the city"),
    "submitted": _("the secretariat"),
    "hearing": _("residents and organisations"),
    "replying": _("the city"),
    "forming": _("the secretariat, which draws the session"),
    "objecting": _("the city, which can object, and the panel, which declares conflicts"),
    "reviewing": _("the panel"),
    "settling": _("the panel"),
    "fact_check": _("the city"),
    "reported": _("the committee"),
    "deferred": _("nobody: the application rests until the deferral ends"),
    "recommended": _("the secretariat, which releases the session"),
    "announced": _("the city, which can challenge"),
    "challenged": _("the board"),
    "decided": _("the secretariat, which publishes"),
}

TURN_WORDS = {
    "draft": _("The record is completed, the council decides, and the city lead submits."),
    "returned": _("What is missing is added, and the city lead submits once more."),
    "submitted": _("The filing is checked for completeness, and a working language is agreed."),
    "hearing": _("What they say can be read once the hearing is over."),
    "replying": _("The city can reply by theme; without a reply the procedure goes on."),
    "forming": _("All panels of the session are drawn at once."),
    "objecting": _("Objections and conflicts are settled before anything is read."),
    "reviewing": _("Each member assesses alone; nobody knows what another finds."),
    "settling": _("Differences are settled in writing, after a dialogue with the city."),
    "fact_check": _("Facts in the draft report can be corrected."),
    "reported": _("The committee reads the final report and recommends in its session."),
    "deferred": _("It comes back by itself; a label the city holds stays as it is."),
    "recommended": _("Everything of the session is released at once."),
    "announced": _("Without a challenge the recommendation becomes the decision."),
    "challenged": _("Nobody who recommended takes part in settling the challenge."),
    "decided": _("Publishing takes two people."),
}


def now_with(application: Application, user: User) -> str:
    """Who has the ball, until when, and what happens meanwhile, as far as this person may know."""
    state = application.state_for(user)
    if not (who := WAITS_FOR_WORDS.get(state)):
        return ""
    clock = Clock.objects.running().of(application).first()
    sentence = _("Now with %(who)s.")
    if clock:
        sentence = _("Now with %(who)s, until the end of %(day)s.")
    day = date_format(clock.due_on) if clock else ""
    return f"{sentence % {'who': who, 'day': day}} {TURN_WORDS[state]}"


def context_of(application: Application, **more: Any) -> dict[str, Any]:
    """What the text of any letter about this application may speak of."""
    released = application.recommendation and application.recommendation.released_on
    challenge = clocks.challenge(application.framework.clocks, released or today())
    return {
        "application": application,
        "city": application.city,
        "clock": Clock.objects.running().of(application).first(),
        "challenge_until": challenge.day,
        "pilot": application.is_pilot,
        "recommendation": application.recommendation,
        "decision": getattr(application, "decision", None),
        **more,
    }


def write(
    application: Application, people: Iterable[User], template: str, *, link: str = "", **more: Any
) -> None:
    """One letter each, in the reader's language, about this application."""
    context = context_of(application, **more)
    for person in people:
        letters.write(
            to=person,
            template=template,
            about=application,
            link=link or application.get_absolute_url(),
            context=context,
        )


def write_of_label(label: Label, people: Iterable[User], template: str, **more: Any) -> None:
    """One letter each, in the reader's language, about this label as it stands now."""
    context = {
        "label": label,
        "city": label.city,
        "update": label.due_update,
        "means": label.means_on(today()),
        "has_run_out": label.has_run_out(today()),
        "clocks": {clock.step: clock for clock in Clock.objects.running().of(label)},
        "pilot": label.decision.application.is_pilot,
        **more,
    }
    for person in people:
        letters.write(
            to=person,
            template=template,
            about=label,
            link=reverse("accreditation:label", args=[label.number]),
            context=context,
        )


def write_of_session(session: Session, people: Iterable[User], template: str, **more: Any) -> None:
    """One letter each, in the reader's language, about this session; for those who work in it."""
    for person in people:
        letters.write(
            to=person,
            template=template,
            about=session,
            link=session.get_absolute_url(),
            context={**_days_of(session), **more},
        )


def tell_who_attends(session: Session) -> None:
    """The cities, which can object, the committee and the secretariat."""
    write_to_all_of_session(session, "mail/attendance_published.txt", **_attendance_of(session))


def tell_city_who_attends(application: Application) -> None:
    """Of a case that has come to a session for which that is published already."""
    session = application.session
    if session and session.attendance_published_on:
        _write_of_its_session(
            application, session, "mail/attendance_published.txt", **_attendance_of(session)
        )


def _attendance_of(session: Session) -> dict[str, Any]:
    coming = session.attendance.filter(attends=True).select_related("member")
    last_day = clocks.attendance(session.framework.clocks, session.meets_on)
    return {
        "names": ", ".join(str(one.member) for one in coming),
        "late": (session.attendance_published_on or today()) > last_day,
    }


def write_to_all_of_session(session: Session, template: str, **more: Any) -> None:
    """To the cities whose case is taken in it, the committee and the secretariat."""
    cases = session.applications.exclude(state__in=["draft", "withdrawn"])
    for application in cases.select_related("city", "framework").order_by("reference"):
        _write_of_its_session(application, session, template, **more)
    office = holders(PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR, PostKind.SECRETARIAT)
    write_of_session(session, office, template, **more)


def _write_of_its_session(
    application: Application, session: Session, template: str, **more: Any
) -> None:
    link = reverse("accreditation:attending", args=[application.reference])
    leads = city_leads(application)
    write(application, leads, template, link=link, **_days_of(session), **more)


def _days_of(session: Session) -> dict[str, Any]:
    terms = session.framework.clocks
    return {
        "session": session,
        "publish_by": clocks.attendance(terms, session.meets_on),
        "object_until": clocks.member_objection(terms, session.meets_on).day,
    }


def write_of_objection(
    objection: MemberObjection, people: Iterable[User], template: str, **more: Any
) -> None:
    """One letter each, in the reader's language, about this objection."""
    session = objection.session
    due = clocks.member_objection_decided(session.framework.clocks, session.meets_on)
    context = {
        "objection": objection,
        "application": objection.application,
        "city": objection.application.city,
        "session": session,
        "decide_by": due.day,
        "pilot": objection.application.is_pilot,
        **more,
    }
    for person in people:
        letters.write(
            to=person,
            template=template,
            about=objection,
            link=objection.get_absolute_url(),
            context=context,
        )


def write_of_condition(condition: Any, people: Iterable[User], template: str, **more: Any) -> None:
    """One letter each, in the reader's language, about a condition that goes with a label."""
    label = condition.label
    context = {
        "condition": condition,
        "label": label,
        "city": label.city,
        "pilot": label.decision.application.is_pilot,
        **more,
    }
    for person in people:
        letters.write(
            to=person,
            template=template,
            about=condition,
            link=condition.get_absolute_url(),
            context=context,
        )


def rendered(application: Application, person: User, template: str, **more: Any) -> tuple[str, str]:
    """Subject and text of the letter ``write`` would send this person; nothing is written."""
    context = {"to": person, **context_of(application, **more)}
    return letters.rendered(template=template, language=person.language, context=context)
