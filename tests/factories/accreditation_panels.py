"""A case before, during and after its panel's work, made quickly for tests of the panel's rooms."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions import draws, panels, reviews
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.models import (
    Application,
    Draw,
    FiledAnswer,
    FiledCitation,
    FiledGroup,
    FiledMeasure,
    Filing,
    PanelMember,
    Session,
)
from accreditation.workflow import APPLICATION, REVIEW, SESSION
from cities.choices import Role
from cities.models import City
from commitments.models import Framework
from office import clocks
from office.actors import CLOCK
from office.clocks import Due
from office.days import today
from progress.choices import CheckState
from progress.models import Evidence, EvidenceVersion
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import six
from tests.factories.kept import kept
from tests.factories.people import PostFactory, UserFactory
from tests.factories.world import make_pool

EVIDENCE = b"%PDF-1.4 minutes of the council"


@dataclass
class Case:
    """An application, those who keep the procedure, and ways to move it on."""

    framework: Framework
    session: Session
    application: Application
    lead: User
    secretariat: list[User]

    @property
    def city(self) -> City:
        return self.application.city

    @property
    def members(self) -> list[PanelMember]:
        seated = PanelMember.objects.seated().filter(panel__application=self.application)
        return list(seated.select_related("user", "reviewer__user", "review"))

    @property
    def chair(self) -> User:
        return next(member.user for member in self.members if member.is_chair)

    def draw(self) -> "Case":
        drawn = freeze(self)
        let_the_seed_be_known(self.session)
        draws.enter_seed(draw=drawn, seed="a seed", by=self.secretariat[0])
        SESSION.perform("draw", self.session, by=self.secretariat[0])
        SESSION.perform("draw", self.session, by=self.secretariat[1])
        return self._fresh()

    def declare(self) -> "Case":
        for member in self.members:
            panels.declare(member=member, conflict="", by=member.user)
        return self

    def confirm(self) -> "Case":
        """The objection window ends, and the clock confirms the panel."""
        self.end_the_window()
        APPLICATION.perform("confirm_panel", self.application, by=CLOCK)
        return self._fresh()

    def end_the_window(self) -> None:
        clocks.stop("application", self.application, ["confirm_panel"])
        clock = clocks.start(
            "application", self.application, "confirm_panel", Due(today(), "a test")
        )
        day = today() - timedelta(days=1)
        type(clock).objects.filter(pk=clock.pk).update(started_on=day, due_on=day)

    def assess(self, member: PanelMember, found: str = "2", reason: str = "Seen there.") -> None:
        for requirement in member.assigned.all():
            reviews.record_assessment(
                review=member.review,
                requirement=requirement,
                found=found,
                reason=reason,
                passage="p. 3",
                other_level="confirmed" if requirement.code == "H1.2" else "",
                version=0,
                by=member.user,
            )

    def complete(self, found_by_first: str = "3") -> "Case":
        """Every member assesses and files; the first finds another step than the rest."""
        for place, member in enumerate(self.members):
            self.assess(member, "2" if place else found_by_first)
            REVIEW.perform("file", member.review, by=member.user)
        return self._fresh()

    def lose(self, member: PanelMember) -> None:
        """A conflict comes to light."""
        panels.declare(member=member, conflict="personal", by=member.user)

    def replace(self, member: PanelMember) -> PanelMember:
        """The seat changes hands; the new member has declared no conflict."""
        panels.prepare_replacement(member=member, reason="A conflict.", by=self.secretariat[0])
        APPLICATION.perform("replace_member", self.application, by=self.secretariat[0])
        coming = self.members[-1]
        panels.declare(member=coming, conflict="", by=coming.user)
        return self.members[-1]

    def blockers(self, step: str) -> list[str]:
        return APPLICATION.transitions[step].blockers(self.application)

    def _fresh(self) -> "Case":
        self.application.refresh_from_db()
        self.session.refresh_from_db()
        return self


def freeze(case: Case, by: User | None = None, reason: str = "") -> Draw:
    """Pool and rules frozen, with a seed that is known in an hour."""
    return draws.freeze_pool(
        session=case.session,
        by=by or case.secretariat[0],
        source="a lottery",
        known_at=timezone.now() + timedelta(hours=1),
        reason=reason,
    )


def let_the_seed_be_known(session: Session) -> None:
    """The hour passes."""
    session.draws.prepared().update(seed_known_at=timezone.now())


@kept
def make_case(framework: Framework | None = None, session: Session | None = None, **city) -> Case:
    """A case that waits for its panel, with a pool it can be drawn from."""
    framework = framework or six()
    secretariat = [PostFactory(kind=PostKind.SECRETARIAT).user for _n in range(2)]
    if session is None:
        session = Session.objects.create(
            code="s1",
            framework=framework,
            filing_opens_on=today() - timedelta(days=90),
            filing_closes_on=today() - timedelta(days=60),
            meets_on=today() + timedelta(days=250),
            state=SessionState.CLOSED,
        )
        make_pool()
    made = CityFactory(confirmed=True, **city)
    lead = MembershipFactory(city=made, role=Role.LEAD, user=UserFactory()).user
    application = Application.objects.create(
        city=made,
        framework=framework,
        session=session,
        reference=f"HRC-2027-{Application.objects.count() + 1:04d}",
        state=S.FORMING,
        working_language="en",
        opened_by=lead,
        opened_on=today(),
    )
    _file(application, lead)
    return Case(framework, session, application, lead, secretariat)


def _file(application: Application, lead: User) -> None:
    """Every requirement claimed at 3 with a citation; H1.2 is also a task of another level."""
    filing = Filing.objects.create(
        application=application,
        number=1,
        filed_on=today(),
        filed_by=lead,
        profile={
            "name": application.city.name,
            "authority": application.city.authority,
            "kind": application.city.kind,
            "country": str(application.city.country),
            "population": application.city.population,
            "size_class": "M",
            "languages": application.city.languages,
        },
        content="{}",
        content_hash="0" * 64,
    )
    evidence = Evidence.objects.create(
        city=application.city, title="Minutes", language="de", added_on=today()
    )
    version = EvidenceVersion(
        evidence=evidence,
        version=1,
        filename="minutes.pdf",
        sha256="1" * 64,
        size=len(EVIDENCE),
        state=CheckState.RELEASED,
    )
    version.file.save("minutes", ContentFile(EVIDENCE))
    for requirement in application.framework.requirements.all():
        special = "other_level" if requirement.code == "H1.2" else ""
        answer = FiledAnswer.objects.create(
            filing=filing, requirement=requirement, step=3, special=special, text="We do this."
        )
        FiledCitation.objects.create(
            answer=answer, evidence=version, title="Minutes", locator="p. 3", shows="It is decided."
        )
    FiledGroup.objects.create(
        filing=filing,
        group="roma",
        label="Roma",
        change="More children finish school.",
        agreed="In two assemblies.",
        evidence=version,
        is_complete=True,
    )
    FiledMeasure.objects.create(
        filing=filing, origin="HRC-2022-0001/F1", title="Open a desk", account="It is open."
    )


def cost_of(client: Client, address: str) -> int:
    """How many statements the second visit of a page takes."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@kept
def at_objecting(**city) -> Case:
    return make_case(**city).draw()


@kept
def at_reviewing(**city) -> Case:
    return at_objecting(**city).declare().confirm()


@kept
def at_settling(**city) -> Case:
    return at_reviewing(**city).complete()
