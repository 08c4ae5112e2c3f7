"""Letters about a session, to those who work in it and to the cities whose case it takes."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.choices import PostKind
from accounts.models import User
from accreditation import clocks
from accreditation.models import Application, Session
from office import letters
from office.days import today

from .people import city_leads, holders
from .writing import write


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
