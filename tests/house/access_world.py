"""One application in one state, with somebody in every role of the access table about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from accounts.choices import PostKind
from accounts.models import User
from accreditation.actions import challenges, panels, recommendations, reviews
from accreditation.actions import settling as panel_settling
from accreditation.choices import ApplicationState as S
from accreditation.choices import ChallengeOutcome, ConflictKind, FindingKind, VoteView
from accreditation.demonstration import walk, walk_panel
from accreditation.models import Application, Objection, PanelMember
from accreditation.workflow import APPLICATION
from cities.actions.invitations import digest_of
from cities.choices import Role
from cities.models import Invitation, Membership
from hrcities.access import load as load_table
from office.days import today
from progress.actions import add_measure, ask_hand_over_file, record_group_result
from progress.handover import making
from tests.factories.cities import MembershipFactory
from tests.factories.commitments import comments_on, mapped, six_2, six_with_catalogues
from tests.factories.kept import kept
from tests.factories.people import PostFactory, UserFactory
from tests.factories.progress import evidence_of
from tests.factories.sheets import returned_sheet
from tests.factories.world import World, make_city, make_world
from tests.house import access_seats, access_team, access_voices
from tests.house.access_papers import ask_second_person, make_documents
from tests.house.access_seats import peer_of
from tests.trail import of_the_test

TABLE = load_table()
GROUP, TOKEN = "women", "a-link-that-only-the-invited-know"
LONG_AGO = date(2020, 1, 1)


@dataclass
class Scene:
    """The world, the application all is about, and who is who. ``people[role]`` is a User.

    ``state`` is where it stops; empty on the way.
    """

    world: World
    application: Application
    state: str = ""
    people: dict[str, User] = field(default_factory=dict)

    @property
    def city(self):
        return self.application.city


def make_scene(state: str) -> Scene:
    """Walk an application to ``state``; on its way each thing a page can be about comes to be."""
    scene = _begun()
    for here in TABLE.states:
        if here == state:
            break
        _pass(scene, here)
    scene.state = state
    _arrive(scene, state)
    _settle_in(scene)
    make_documents(people=scene.people)
    return scene


def _settle_in(scene: Scene) -> None:
    """Who has which seat is told where the way ends."""
    scene.application.refresh_from_db()
    pool = [one.user for one in scene.world.reviewers]
    access_seats.seat(scene.application, scene.people, pool)


def each_scene() -> Iterator[Scene]:
    """The scene in each state in turn, on one way; what is done to one is not done to the next."""
    scene = _begun()
    for before, state in pairwise(["", *TABLE.states]):
        if before:
            _pass(scene, before)
        with of_the_test():
            there = replace(scene, state=state, people=dict(scene.people))
            _arrive(there, state)
            _settle_in(there)
            yield there
            transaction.set_rollback(True)


@kept
def _begun() -> Scene:
    """Everybody is there, and a draft."""
    world = make_world(six_with_catalogues())
    coming = six_2()
    comments_on(coming, 1)
    mapped(world.framework, coming)
    scene = Scene(world, _prepared(world))
    _people_of_cities(scene)
    _people_with_posts(scene)
    access_voices.speak_elsewhere(scene)
    return scene


@kept
def _pass(scene: Scene, state: str) -> None:
    _arrive(scene, state)
    _go_on(scene, state)


def _prepared(world: World) -> Application:
    """A draft whose record has evidence, a result for a group and a measure."""
    city = make_city(name="Unserstadt", slug="unserstadt")
    lead = world.lead_of(city)
    paper = evidence_of(city, by=lead, title="Report on shelters", visibility="public")
    record_group_result(
        city=city, group=GROUP, by=lead, version=0, evidence=paper, locator="p. 2",
        change="Shelters are open to all.", agreed="Agreed with residents of two shelters.",
    )  # fmt: skip
    add_measure(city=city, by=lead, title="Open a third shelter")
    evidence_of(city, by=lead, title="Held back")
    returned_sheet(city, world.framework)
    ask_hand_over_file(city=city, framework=world.framework, by=lead)
    making.make_waiting()
    access_team.begin(city, world.framework, lead)
    access_team.subscribe(city, lead, digest_of(TOKEN))
    Invitation.objects.create(
        city=city, email="invited@example.org", role=Role.EDITOR, by=lead,
        token_digest=digest_of(TOKEN), expires_at=timezone.now() + timedelta(days=14),
    )  # fmt: skip
    return world.open(city)


def _people_of_cities(scene: Scene) -> None:
    city, elsewhere = scene.city, make_city(name="Anderswo", slug="anderswo")
    people = scene.people
    people["lead"] = scene.world.lead_of(city)
    people["other lead"] = scene.world.lead_of(elsewhere)
    for role in (Role.EDITOR, Role.COORDINATOR, Role.OBSERVER):
        people[role] = MembershipFactory(city=city, role=role, since=LONG_AGO).user
    people["other editor"] = MembershipFactory(city=elsewhere, role=Role.EDITOR).user
    former = UserFactory(name="Former editor")
    Membership.objects.create(
        city=city, user=former, role=Role.EDITOR, since=LONG_AGO, until=timezone.localdate()
    )
    people["former editor"] = former
    people["someone"] = UserFactory(name="Someone")


def _people_with_posts(scene: Scene) -> None:
    world, people = scene.world, scene.people
    people["secretariat"], people["auditor"] = world.secretariat[0], world.auditor
    committee = ("committee chair", "committee member", "recused member")
    people |= dict(zip(committee, world.committee, strict=False))
    people["board member"] = world.board[0]
    for role, kind in {
        "institution": PostKind.OBSERVER,
        "technical admin": PostKind.TECHNICAL_ADMIN,
        "revoked": PostKind.SECRETARIAT,
        "closed": PostKind.SECRETARIAT,
        "unproven": PostKind.SECRETARIAT,
    }.items():
        user = UserFactory(name=f"The {role}")
        people[role] = PostFactory(user=user, kind=kind, since=LONG_AGO).user
    ask_second_person(scene.city, people, world.secretariat[1])


def _arrive(scene: Scene, state: str) -> None:
    """What people do as soon as the application stands there."""
    application, people = scene.application, scene.people
    requirement = application.framework.requirements.get(code="R1.1")
    words = {"kind": FindingKind.CONCERN, "seen": "Seen.", "asked": "Asked.",
             "recommended": "Advised.", "grave": None, "requirement": requirement}  # fmt: skip
    match state:
        case S.OBJECTING:
            peer, *_others, last = walk_panel.seated(application)
            panels.object_to(member=peer, grounds="They sued us.", by=people["lead"])
            chair = next(one for one in walk_panel.seated(application) if one.is_chair)
            panels.declare(member=chair, conflict="", by=chair.user)
            if scene.state == state:
                lost = last if not last.is_chair else peer
                panels.declare(member=lost, conflict=ConflictKind.PERSONAL, by=lost.user)
        case S.REVIEWING:
            _lose_a_member(scene)
            peer = peer_of(application)
            walk_panel.assess(peer, _lower, most=2)
            reviews.write_finding(review=peer.review, by=peer.user, **words)
            access_seats.clarify(peer, requirement, people)
        case S.SETTLING:
            chair = walk_panel.chair_of(application)
            panel_settling.write_panel_finding(application=application, by=chair, **words)
        case S.FACT_CHECK:
            panel_settling.correct_fact(
                application=application, text="It opened in 2019.", requirement=requirement,
                by=people["lead"],
            )  # fmt: skip
        case S.REPORTED:
            _begin_to_recommend(scene)
        case S.ANNOUNCED:
            challenges.write_grounds(
                application=application, grounds="A page was overlooked.", version=0,
                by=people["lead"],
            )  # fmt: skip
        case S.CHALLENGED:
            _begin_to_settle_the_challenge(scene)


def _lower(member: PanelMember, code: str, value: str) -> str:
    """An opinion that differs from the others' wherever there is room."""
    return str(max(int(value) - 1, 0))


def _lose_a_member(scene: Scene) -> None:
    """A conflict comes to light, and another reviewer takes the seat."""
    application, secretariat = scene.application, scene.people["secretariat"]
    lost = [one for one in walk_panel.seated(application) if not one.is_chair][-1]
    panels.declare(member=lost, conflict=ConflictKind.PERSONAL, by=lost.user)
    panels.prepare_replacement(member=lost, reason="A conflict.", by=secretariat)
    APPLICATION.perform("replace_member", application, by=secretariat)
    new = PanelMember.objects.seated().get(panel__application=application, declared_on=None)
    panels.declare(member=new, conflict="", by=new.user)


def _begin_to_recommend(scene: Scene) -> None:
    application, world = scene.application, scene.world
    world.session.refresh_from_db()
    walk.publish_attendance(world.session, world.committee, world.secretariat[0])
    objection = walk.object_to(
        application, world.committee[-1], "A cousin works there.", scene.people["lead"]
    )
    walk.decide(objection, world.board, "reject", "A distant one.")
    walk.sit(world.session, world.committee, world.secretariat[0])
    application.refresh_from_db()
    recused, member = scene.people["recused member"], scene.people["committee member"]
    recommendations.recuse(application=application, reason="A cousin works there.", by=recused)
    draft = recommendations.draft_of(application)
    recommendations.draft_recommendation(
        application=application, outcome="level", level=application.framework.levels.get(code="B"),
        reasons="The findings carry it.", differs_because="The dialogue.", version=draft.version,
        by=world.chair, conditions=[("Say who answers.", today() + timedelta(days=400))],
    )  # fmt: skip
    draft.refresh_from_db()
    for by, dissent in ((world.chair, ""), (member, "I should wait.")):
        recommendations.vote(
            application=application, view=VoteView.FOR, dissent=dissent, version=draft.version,
            by=by,
        )  # fmt: skip


def _begin_to_settle_the_challenge(scene: Scene) -> None:
    application, board = scene.application, scene.world.board
    lodged = challenges.before_the_board(application)
    challenges.draft_settlement(
        application=application, outcome=ChallengeOutcome.REJECTED, level=None,
        reasons="The page was read.", version=lodged.version, by=board[0],
    )  # fmt: skip
    lodged.refresh_from_db()
    for by in board:
        challenges.board_vote(
            application=application, view=VoteView.FOR, version=lodged.version, by=by
        )


def _go_on(scene: Scene, state: str) -> None:
    """The next step of the way."""
    application, world, people = scene.application, scene.world, scene.people
    application.refresh_from_db()
    match state:
        case S.OBJECTING:
            for objection in Objection.objects.open():
                panels.settle_objection(
                    objection=objection, upheld=False, reasons="No.", by=people["secretariat"]
                )
            for member in walk_panel.seated(application):
                if member.declared_on is None:
                    panels.declare(member=member, conflict="", by=member.user)
            walk.wait_for(application, S.REVIEWING)
        case S.SETTLING:
            walk_panel.settle_all(application)
            own = application.findings.filter(review__isnull=False).get()
            chair = walk_panel.chair_of(application)
            panel_settling.view_finding(finding=own, taken_up=False, version=own.version, by=chair)
            walk_panel.settle(application)
        case S.REPORTED:
            APPLICATION.perform("recommend", application, by=world.chair)
        case S.ANNOUNCED:
            APPLICATION.perform("challenge", application, by=people["lead"])
        case S.CHALLENGED:
            APPLICATION.perform("settle_challenge", application, by=world.board[0])
        case _:
            world._step_from(application, "B")
    application.refresh_from_db()
