"""A small world in which an application can be walked to any state, by actions and steps."""

from dataclasses import dataclass, field
from datetime import timedelta

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions.applications import open_application
from accreditation.actions.sessions import plan_session
from accreditation.choices import ApplicationState as S
from accreditation.choices import Seat
from accreditation.demonstration import walk, walk_panel
from accreditation.models import Application, Reviewer, Session
from accreditation.workflow import APPLICATION
from cities.choices import Role
from cities.models import City
from commitments.models import Framework
from office.days import today
from office.models import Installation
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import six
from tests.factories.kept import kept
from tests.factories.people import PostFactory, UserFactory
from tests.factories.progress import answered, evidence_of

ORDER = [
    S.DRAFT, S.SUBMITTED, S.HEARING, S.REPLYING, S.FORMING, S.OBJECTING, S.REVIEWING, S.SETTLING,
    S.FACT_CHECK, S.REPORTED, S.RECOMMENDED, S.ANNOUNCED, S.DECIDED, S.PUBLISHED,
]  # fmt: skip


@dataclass
class World:
    """Who and what there is. ``walk_to`` moves an application on, step by step."""

    framework: Framework
    secretariat: list[User]
    chair: User
    committee: list[User]
    board: list[User]
    auditor: User
    session: Session
    later: Session
    reviewers: list[Reviewer]
    cities: list[City] = field(default_factory=list)
    patience: int = 1000  # days
    conditions: dict[str, int] = field(default_factory=dict)  # text → days after the meeting

    def lead_of(self, city: City) -> User:
        return city.memberships.current().get(role=Role.LEAD).user

    def open(self, city: City | None = None, step: int = 3, **facts) -> Application:
        """A draft of a city whose record is complete at ``step``, prepared and ready to submit."""
        city = city or make_city(**facts)
        self.cities.append(city)
        answered(city, self.framework, step=step, agreed=True)
        return open_application(city=city, framework=self.framework, by=self.lead_of(city))

    def plan(self, code: str) -> Session:
        """A further session, open for filing from today on."""
        session = plan_session(
            framework=self.framework,
            code=code,
            filing_opens_on=today(),
            filing_closes_on=today() + timedelta(days=20),
            meets_on=today() + timedelta(days=355),
            by=self.secretariat[0],
        )
        walk.wait_until(today() + timedelta(days=1))
        session.refresh_from_db()
        return session

    def reopen(self, city: City) -> Application:
        """Another draft of a city whose record stands already."""
        return open_application(city=city, framework=self.framework, by=self.lead_of(city))

    def walk_to(self, application: Application, state: str, *, level: str = "B") -> Application:
        """Take each step on the straight way until the application stands at ``state``."""
        application.refresh_from_db()
        while application.state != state:
            self._step_from(application, level)
            application.refresh_from_db()
        return application

    @kept
    def at(self, state: str, *, level: str = "B", **facts) -> Application:
        """A new city's application at ``state``."""
        return self.walk_to(self.open(**facts), state, level=level)

    @kept
    def _step_from(self, application: Application, level: str) -> None:
        city = application.city
        lead, session = self.lead_of(city), application.session or self.session
        session.refresh_from_db()
        match application.state:
            case S.DRAFT | S.RETURNED:
                document = city.evidence.first() or evidence_of(city, by=lead)
                walk.submit(application, session, document, lead)
            case S.SUBMITTED:
                walk.admit(application, self.secretariat[0])
            case S.HEARING:
                walk.wait_for(application, S.REPLYING, self.patience)
            case S.REPLYING:
                APPLICATION.perform("reply", application, by=lead)
            case S.FORMING:
                if session.state == "filing":
                    walk.wait_until(session.filing_closes_on + timedelta(days=1))
                    session.refresh_from_db()
                walk.draw(session, self.secretariat)
            case S.OBJECTING:
                walk_panel.declare_all(application)
                walk.wait_for(application, S.REVIEWING, self.patience)
            case S.REVIEWING:
                walk_panel.review_all(application, walk_panel.agreeing)
            case S.SETTLING:
                walk_panel.settle_all(application)
                walk_panel.settle(application)
            case S.FACT_CHECK:
                APPLICATION.perform("correct_facts", application, by=lead)
            case S.REPORTED:
                if session.state != "sitting":
                    walk.sit(session, self.committee, self.secretariat[0])
                application.refresh_from_db()
                walk.recommend(
                    application,
                    self.committee,
                    self.chair,
                    level,
                    differs="Recommended with a view to the dialogue.",
                    conditions=[
                        (text, today() + timedelta(days=days))
                        for text, days in self.conditions.items()
                    ],
                )
            case S.RECOMMENDED:
                walk.release(session, self.secretariat)
            case S.ANNOUNCED:
                walk.wait_for(application, S.DECIDED, self.patience)
            case S.DECIDED:
                walk.publish(application, self.secretariat)
            case _:
                raise AssertionError(f"No straight way on from {application.state}.")


def make_city(**facts) -> City:
    """A confirmed city with a lead."""
    city = CityFactory(confirmed=True, **facts)
    MembershipFactory(city=city, role=Role.LEAD)
    return city


@kept
def make_world(framework: Framework | None = None) -> World:
    """Posts, a pool of reviewers from six countries and two sessions, the first open for filing."""
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    framework = framework or six()

    def post(kind: PostKind, name: str) -> User:
        return PostFactory(user=UserFactory(name=name), kind=kind).user

    secretariat = [post(PostKind.SECRETARIAT, f"Secretariat {n}") for n in (1, 2)]
    chair = post(PostKind.COMMITTEE_CHAIR, "Chair")
    members = [post(PostKind.COMMITTEE, f"Member {n}") for n in range(1, framework.committee.seats)]
    board = [post(PostKind.BOARD, f"Board {n}") for n in range(framework.board.seats)]

    def session(filing_closes: int, meets: int) -> Session:
        return plan_session(
            framework=framework,
            code=f"s{meets}",
            filing_opens_on=today(),
            filing_closes_on=today() + timedelta(days=filing_closes),
            meets_on=today() + timedelta(days=meets),
            by=secretariat[0],
        )

    first, later = session(20, 355), session(200, 560)
    walk.ring_due()
    walk.wait_until(today() + timedelta(days=1))
    first.refresh_from_db()
    return World(
        framework=framework,
        secretariat=secretariat,
        chair=chair,
        committee=[chair, *members],
        board=board,
        auditor=post(PostKind.AUDITOR, "Auditor"),
        session=first,
        later=later,
        reviewers=make_pool(),
    )


def make_pool() -> list[Reviewer]:
    """Peers from six countries, experts and community reviewers; nobody from Austria."""
    pool = []
    for number, country in enumerate(("DE", "SE", "PL", "IT", "NL", "FR")):
        city = CityFactory(confirmed=True, country=country, population=70_000 + number)
        pool.append(make_reviewer(Seat.PEER, country, city))
    for seat in (Seat.EXPERT, Seat.COMMUNITY):
        pool += [make_reviewer(seat, country) for country in ("BE", "IE", "ES")]
    return pool


def make_reviewer(seat: str, country: str, city: City | None = None) -> Reviewer:
    user = PostFactory(user=UserFactory(name=f"{seat} of {country}"), kind=PostKind.REVIEWER).user
    return Reviewer.objects.create(
        user=user,
        code=f"R{user.pk:05d}",
        seat=seat,
        country=country,
        city=city,
        languages=["en", country.lower()],
    )
