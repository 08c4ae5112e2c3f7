"""Cases before the committee and the board, built row by row; nobody has to walk there."""

from datetime import timedelta

from accounts.choices import PostKind
from accounts.models import User
from accreditation import clocks
from accreditation.choices import ApplicationState as S
from accreditation.choices import FindingKind, Outcome, Purpose, SessionState, Settled, VoteView
from accreditation.models import (
    Application,
    Attendance,
    Challenge,
    Decision,
    Filing,
    Label,
    PanelStatement,
    Recommendation,
    Session,
    Settlement,
    Vote,
)
from accreditation.numbers import new_number, next_reference
from cities.choices import Role
from commitments.models import Framework, Requirement
from office import clocks as office_clocks
from office.days import today
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.people import PostFactory, UserFactory


def holder(kind: PostKind, name: str = "") -> User:
    """Somebody who holds this post."""
    return PostFactory(user=UserFactory(name=name or PostKind(kind).label), kind=kind).user


def make_committee(session: Session | None = None) -> list[User]:
    """The chair and two members; they attend ``session`` if it is given."""
    people = [
        holder(PostKind.COMMITTEE_CHAIR, "Chair"),
        holder(PostKind.COMMITTEE, "Member One"),
        holder(PostKind.COMMITTEE, "Member Two"),
    ]
    for person in people if session else ():
        Attendance.objects.create(session=session, member=person, attends=True)
    return people


def make_session(framework: Framework, code: str = "s1", state: str = SessionState.SITTING):
    """A session that meets today, unless it is only planned."""
    meets = today() + timedelta(days=400 if state == SessionState.PLANNED else 0)
    return Session.objects.create(
        framework=framework,
        code=code,
        filing_opens_on=meets - timedelta(days=360),
        filing_closes_on=meets - timedelta(days=340),
        meets_on=meets,
        state=state,
    )


def lead_of(application: Application) -> User:
    return application.city.memberships.current().get(role=Role.LEAD).user


def make_case(
    session: Session, *, step: str = "2", state: str = S.REPORTED, purpose: str = Purpose.LEVEL
) -> Application:
    """A city's application with all of it settled at ``step``, and a draft for the committee."""
    city = CityFactory(confirmed=True)
    lead = MembershipFactory(city=city, role=Role.LEAD).user
    application = Application.objects.create(
        city=city,
        framework=session.framework,
        session=session,
        reference=next_reference(today().year),
        state=state,
        purpose=purpose,
        opened_by=lead,
        opened_on=today(),
    )
    Filing.objects.create(
        application=application,
        number=1,
        filed_on=today(),
        filed_by=lead,
        profile={
            "name": city.name, "authority": city.authority, "kind": city.kind,
            "country": str(city.country), "population": city.population, "size_class": "",
        },
        content="{}",
        content_hash="0" * 64,
    )  # fmt: skip
    for requirement in Requirement.objects.filter(commitment__framework=session.framework):
        Settlement.objects.create(
            application=application,
            requirement=requirement,
            how=Settled.EQUAL,
            lowest=step,
            highest=step,
            found=step,
        )
    PanelStatement.objects.create(
        application=application, grave_concern=False, grave_reason="Nothing points to one."
    )
    Recommendation.objects.create(application=application, session=session, number=1)
    return application


def recommend(application: Application, count: int = 1) -> None:
    """So many concerns of the final report, each with what the panel recommends."""
    requirement = Requirement.objects.filter(commitment__framework=application.framework).first()
    for number in range(1, count + 1):
        application.findings.create(
            requirement=requirement, kind=FindingKind.CONCERN, seen="No person is named.",
            asked="A person is named.", recommended=f"Name person {number}.", taken_up=True,
            report_number=number,
        )  # fmt: skip


def level(application: Application, code: str):
    return application.framework.levels.get(code=code)


def drafted(application: Application, *, outcome: str = Outcome.LEVEL, code: str = "B"):
    """Give the draft its text."""
    draft = application.recommendations.get(made_on=None)
    draft.outcome, draft.reasons = outcome, "As the panel found. CANARY-REASONS"
    draft.level = level(application, code) if outcome == Outcome.LEVEL else None
    draft.version += 1
    draft.save()
    return draft


def voted(draft: Recommendation, people: list[User], view: str = VoteView.FOR) -> None:
    for person in people:
        Vote.objects.create(recommendation=draft, member=person, view=view)


def made(application: Application, **text) -> Recommendation:
    """The committee has recommended; nobody else knows yet."""
    draft = drafted(application, **text)
    draft.made_on = today()
    draft.save()
    application.state = S.DEFERRED if draft.outcome == Outcome.DEFERRED else S.RECOMMENDED
    application.save()
    return draft


def announced(application: Application, **text) -> Recommendation:
    """The session has been released; the city can challenge."""
    latest = made(application, **text)
    latest.released_on = today()
    latest.save()
    application.state = S.ANNOUNCED
    application.save()
    due = clocks.challenge(application.framework.clocks, today())
    office_clocks.start("application", application, "adopt", due)
    return latest


def challenged(application: Application, **text) -> Challenge:
    """The city has lodged its challenge."""
    latest = announced(application, **text)
    application.state = S.CHALLENGED
    application.save()
    return Challenge.objects.create(
        application=application,
        recommendation=latest,
        grounds="The report overlooks our ombudsperson.",
        lodged_on=today(),
        lodged_by=lead_of(application),
    )


def decided(application: Application, code: str = "B", **text) -> Decision:
    """The recommendation has been adopted; nothing is published yet."""
    latest = announced(application, code=code, **text)
    application.state = S.DECIDED
    application.save()
    office_clocks.stop("application", application, ["adopt"])
    return Decision.objects.create(
        application=application,
        recommendation=latest,
        outcome=latest.outcome,
        level=latest.level,
        reasons=latest.reasons,
        decided_on=today(),
    )


def make_label(session: Session, code: str = "B", **facts) -> Label:
    """A label of a new city, from a published decision."""
    application = make_case(session)
    decision = decided(application, code)
    decision.published_on = today()
    decision.save()
    application.state = S.PUBLISHED
    application.save()
    return Label.objects.create(
        number=new_number(),
        city=application.city,
        decision=decision,
        level=decision.level,
        authority=application.city.authority,
        granted_on=today(),
        valid_until=today() + timedelta(days=1825),
        state_since=today(),
        **facts,
    )
