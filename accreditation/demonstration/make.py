"""Make a demonstration of an empty database: invented cities at three points of the procedure.

Only actions and steps are called, with days that pass; no state is written.
"""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

import commitments
from accounts.models import User
from accreditation import clocks
from accreditation.actions.applications import open_application, write_reply
from accreditation.actions.sessions import plan_session
from accreditation.actions.settling import correct_fact
from accreditation.models import Application, Session
from accreditation.workflow import APPLICATION, REVIEW
from cities.models import City
from cities.self_declared import load_self_declared
from commitments.loading import load
from commitments.models import Framework
from office.days import today
from office.models import Installation

from . import people, record, story, voices, walk, walk_panel

FRAMEWORKS = Path(commitments.__file__).parent / "frameworks"
FULL, CATALOGUES = FRAMEWORKS / "hrc-eu-0.1.yaml", FRAMEWORKS / "catalogues.yaml"


def make() -> people.Cast:
    """Mark the empty database as a demonstration, for ever, and fill it.

    Editions and the cities that declared themselves may be in it; raises ValidationError when there
    are people or other cities already.
    """
    with transaction.atomic():
        listed = City.objects.filter(self_declared=True, takes_part=False)
        if User.objects.exists() or City.objects.exclude(pk__in=listed).exists():
            raise ValidationError("A demonstration is made of an empty database only.")
        Installation.objects.create(pk=1, is_demonstration=True)
        framework = Framework.objects.current() or _loaded()
        load_self_declared()
        cast = people.make_cast()
        sessions = plan_sessions(framework, cast)
        accredit_valdoria(framework, cast, sessions)
        review_clarens(framework, cast, sessions)
        begin_iduna(framework, cast)
        story.begin(framework, cast)
    return cast


def _loaded() -> Framework:
    framework = load(FULL, CATALOGUES).framework
    if framework is None:
        raise ValidationError("The edition could not be loaded.")
    return framework


def plan_sessions(framework: Framework, cast: people.Cast) -> list[Session]:
    """Three meetings, half a year and more apart; each takes filings eleven months before."""
    planned = []
    for number, filing in enumerate((10, 232, 440)):
        closes = today() + timedelta(days=filing)
        meets = clocks.months_after(closes, framework.clocks.months("documents_before_session"))
        planned.append(
            plan_session(
                framework=framework,
                code=f"{meets.year}-{1 if meets.month < 7 else 2}",
                filing_opens_on=today() + timedelta(days=(0, 150, 372)[number]),
                filing_closes_on=closes,
                meets_on=meets,
                by=cast.secretariat[0],
            )
        )
    return planned


def apply(
    key: str, framework: Framework, cast: people.Cast, session: Session, groups: int = 3
) -> Application:
    """The record filled, the application opened and submitted."""
    city, lead = cast.cities[key], cast.leads[key]
    documents = record.fill(key, city, framework, lead, groups=groups)
    application = open_application(city=city, framework=framework, by=lead)
    walk.submit(application, session, documents[0], lead)
    return application


def accredit_valdoria(
    framework: Framework, cast: people.Cast, sessions: list[Session]
) -> Application:
    """From the first day of filing to a published level, more than a year later."""
    two, session = cast.secretariat, sessions[0]
    walk.wait_until(today() + timedelta(days=2))
    application = apply("valdoria", framework, cast, session, groups=2)
    walk.wait_until(today() + timedelta(days=6))
    walk.admit(application, two[0])
    voices.speak("valdoria", application, cast)
    walk.wait_for(application, "replying")
    write_reply(
        application=application,
        text="Nine associations wrote to us in other ways. Most speak of housing in the villages "
        "without a team; the council has put that on its agenda for the spring.",
        version=0,
        by=cast.leads["valdoria"],
    )
    voices.answer("valdoria", application, cast.leads["valdoria"])
    APPLICATION.perform("reply", application, by=cast.leads["valdoria"])
    session.refresh_from_db()
    walk.draw(session, two)
    walk_panel.declare_all(application)
    walk.wait_for(application, "reviewing")
    walk.wait_until(today() + timedelta(days=30))
    walk_panel.review_all(application, walk_panel.differing)
    walk_panel.add_findings(application, people.document("findings.yaml")["valdoria"])
    walk.wait_until(today() + timedelta(days=25))
    walk_panel.settle_all(application, pass_on=1)
    walk_panel.settle(application)
    walk.wait_until(today() + timedelta(days=5))
    correct_fact(
        application=application,
        text="The county team works in twenty-four villages since May, not twenty-three.",
        by=cast.leads["valdoria"],
        requirement=framework.requirements.get(code="S3.1"),
    )
    APPLICATION.perform("correct_facts", application, by=cast.leads["valdoria"])

    apply_for_clarens_in_time(framework, cast, sessions[1])
    walk.sit(session, cast.committee, two[0])
    walk.recommend(
        application,
        cast.committee,
        cast.chair,
        "B",
        reasons="Every commitment is being worked on, the foundations are normal practice, and "
        "the path to full practice is credible. The panel's findings on housing in small "
        "villages and on scoring tools are to be answered in the first year.",
    )
    walk.release(session, two)
    walk.wait_for(application, "decided")
    walk.publish(application, two)
    return application


def apply_for_clarens_in_time(framework: Framework, cast: people.Cast, session: Session) -> None:
    """Port-Clarens files shortly before the second session closes for it."""
    walk.wait_until(session.filing_closes_on - timedelta(days=4))
    application = apply("clarens", framework, cast, session)
    walk.wait_until(today() + timedelta(days=9))
    walk.admit(application, cast.secretariat[1])
    voices.speak("clarens", application, cast)


def review_clarens(framework: Framework, cast: people.Cast, sessions: list[Session]) -> None:
    """A panel that reads: two members have filed, one is half through, two have begun."""
    application = Application.objects.get(city=cast.cities["clarens"])
    if application.state != "forming":
        walk.wait_for(application, "forming")
    session = sessions[1]
    session.refresh_from_db()
    walk.draw(session, cast.secretariat)
    walk_panel.declare_all(application)
    walk.wait_for(application, "reviewing")
    walk.wait_until(today() + timedelta(days=12))
    filed, rest = walk_panel.seated(application)[:2], walk_panel.seated(application)[2:]
    for member in filed:
        walk_panel.assess(member, walk_panel.differing)
        REVIEW.perform("file", member.review, by=member.user)
    for member, most in zip(rest, (40, 12, 5), strict=False):
        walk_panel.assess(member, walk_panel.differing, most=most)


def begin_iduna(framework: Framework, cast: people.Cast) -> None:
    """A small place in the middle of its answers, with an application in draft."""
    city, lead = cast.cities["iduna"], cast.leads["iduna"]
    record.fill("iduna", city, framework, lead, agreed=False, groups=1)
    open_application(city=city, framework=framework, by=lead)
