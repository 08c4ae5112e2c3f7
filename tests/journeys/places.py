"""Small worlds with something on every page, made by actions and steps."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from accounts.choices import PostKind
from accreditation.actions import challenges, clarifications, panels, pool, reviews, settling
from accreditation.actions.sessions import plan_session
from accreditation.choices import ApplicationState as S
from accreditation.choices import FindingKind, Seat
from accreditation.demonstration import walk, walk_panel
from accreditation.models import FiledCitation, FiledGroup, Label
from accreditation.workflow import APPLICATION
from cities import actions as team
from cities import documents
from cities.choices import Role
from cities.models import Invitation
from commitments.choices import Catalogue
from commitments.models import CatalogueEntry, Comment
from office import sending
from office.days import today
from office.models import Letter, Report
from office.posts import ask_to_grant
from progress.actions import (
    Proposed,
    add_measure,
    answer_requirement,
    begin_series,
    bring_readings,
    propose_answers,
    record_group_result,
    record_reading,
)
from progress.edition import edition_of
from tests.factories.cities import CityFactory, MembershipFactory
from tests.factories.commitments import comments_on, mapped, six_2, six_with_catalogues
from tests.factories.people import PostFactory, UserFactory
from tests.factories.practices import practice_of
from tests.factories.progress import evidence_of, pdf
from tests.factories.sheets import changed, returned_sheet
from tests.factories.world import ORDER, make_city, make_reviewer, make_world
from tests.journeys.shared_work import share


def small_world():
    """The small edition with the catalogues, and all who keep the procedure."""
    return make_world(six_with_catalogues())


def together(world, applications, state):
    """Walk all of these to ``state`` of one session, each step taken by all before the next."""
    for each in ORDER[: ORDER.index(state) + 1]:
        for application in applications:
            application.refresh_from_db()
            if ORDER.index(application.state) < ORDER.index(each):
                world.walk_to(application, each)
        for application in applications:
            application.refresh_from_db()


def around_a_city():
    """A city that has submitted, others that begin, prepare, or reply to a hearing."""
    world = small_world()
    replying = world.at(S.REPLYING)
    submitted = world.open()
    city = submitted.city
    lead = world.lead_of(city)
    editor = MembershipFactory(city=city, role=Role.EDITOR).user
    document = evidence_of(city, by=lead, title="Report on those who were turned away")
    group = CatalogueEntry.objects.filter(catalogue=Catalogue.GROUPS_AT_RISK).first()
    record_group_result(
        city=city, group=group.code, by=lead, version=0, change="They finish school.",
        agreed="In two assemblies.", evidence=document, locator="p. 4",
    )  # fmt: skip
    share(world.framework, city, replying.city, lead=lead, editor=editor)
    measure = add_measure(city=city, by=lead, title="Open a desk in the market hall")
    practice_of(city, world.framework)
    mapped(world.framework, six_2())
    series = begin_series(city=city, by=lead, name="Asked in at the desk", unit="count")
    for year, of, value in ((2024, "", 80), (2025, "", 120), (2025, group.code, 30)):
        reading = record_reading(
            series=series, by=lead, version=0, on=date(year, 12, 31), whole_year=True, group=of,
            value=Decimal(value), people=value * 20,
        )  # fmt: skip
    readings = bring_readings(
        city=city, framework=world.framework, by=lead, filename="readings.csv",
        content=b"indicator,unit,period,value\nAsked in at the desk,,2024,90\nNew,days,2025,4\n"
        b"Late,days,2099,4\n",
    )  # fmt: skip
    walk.submit(submitted, world.later, document, lead)
    draft = world.open()
    starter = make_city()
    answers = edition_of(world.framework).requirements
    answer_requirement(
        city=starter, requirement=answers["R1.1"], by=world.lead_of(starter), version=0, step=1,
        text="A rule is being written.", state="ready",
    )  # fmt: skip
    propose_answers(
        city=starter, source="Their record under an earlier edition",
        proposals=[Proposed(answers["R1.2"], {"step": 1, "text": "A desk was opened."})],
    )  # fmt: skip
    returned = returned_sheet(
        starter, world.framework,
        changed(starter, world.framework, {"R1.1": {"text": "It is written.", "step": "Perhaps"}}),
    )  # fmt: skip
    team.invite(city=city, email="edda@example.org", role=Role.EDITOR, by=lead)
    first, second = world.secretariat[:2]
    decision = documents.choose(city=starter, by=first, upload=pdf("decision.pdf"))
    team.ask_to_hand_over(
        city=starter, to=editor, reason="The lead has left the town hall.", document=decision,
        by=first,
    )  # fmt: skip
    change = ask_to_grant(
        user=editor, kind=PostKind.OBSERVER, body="Network of cities", by=first,
        reason="The network asked for an account.",
    )  # fmt: skip
    sending.send_waiting()
    return SimpleNamespace(
        visitor=None,
        framework=world.framework,
        second=second,
        change=change,
        post=world.board[0].posts.get(),
        lead=lead,
        editing=editor,
        coordinator=city.memberships.get(role=Role.COORDINATOR).user,
        question=city.questions.open().get(mentor=None),
        help=city.questions.exclude(help=None).get().help,
        asked=replying.city.questions_to_answer.get(),
        starter=world.lead_of(starter),
        someone=UserFactory(name="Someone"),
        secretary=world.secretariat[0],
        replier=world.lead_of(replying.city),
        drafter=world.lead_of(draft.city),
        city=city,
        new_city=starter,
        editor=city.memberships.get(user=editor),
        document=document,
        group=group.code,
        measure=measure,
        series=series,
        reading=reading,
        readings=readings,
        returned=returned,
        invitation=Invitation.objects.get(email="edda@example.org"),
        submitted=submitted,
        cited=FiledCitation.objects.filter(answer__filing__application=submitted).first(),
        shown=FiledGroup.objects.get(filing__application=submitted),
        replying=replying,
        draft=draft,
        session=world.session,
        later=world.later,
        letter=Letter.objects.filter(to=lead).first(),
        report=Report.objects.of(submitted).first(),
    )


def around_a_panel():
    """One session: a panel drawn and objected to, one that reviews, settles, one fact-checked."""
    world = small_world()
    for country in ("FI", "PT", "SI"):  # whoever is drawn first, enough are left for the second
        make_reviewer(Seat.PEER, country, CityFactory(confirmed=True, country=country))
    reviewing, settled, checked = (world.open() for _n in range(3))
    together(world, [reviewing, settled, checked], S.REVIEWING)
    drawn = world.open()
    lead = world.lead_of(drawn.city)
    walk.submit(drawn, world.later, evidence_of(drawn.city), lead)
    world.walk_to(drawn, S.OBJECTING)
    member, other = walk_panel.seated(drawn)[:2]
    objection = panels.object_to(member=member, grounds="They advised us in 2024.", by=lead)
    panels.prepare_replacement(
        member=walk_panel.seated(reviewing)[4], reason="Is ill.", by=world.secretariat[0]
    )
    reader = walk_panel.seated(reviewing)[0]
    walk_panel.assess(reader, walk_panel.agreeing, most=2)
    requirement = reader.assigned.first()
    finding = _finding(reader, requirement)
    question = clarifications.ask_the_city(
        review=reader.review, requirement=requirement, asked="Since when?", by=reader.user
    )
    for one in (settled, checked):
        _finding(walk_panel.seated(one)[1], requirement)
        walk_panel.review_all(one, walk_panel.differing)
    panel_finding = settling.write_panel_finding(
        application=settled, requirement=requirement, kind=FindingKind.STRENGTH,
        seen="The desk knows the rule.", asked="That it is known.", recommended="", grave=None,
        by=walk_panel.chair_of(settled),
    )  # fmt: skip
    walk_panel.settle_all(checked)
    walk_panel.settle(checked)
    settling.correct_fact(
        application=checked, text="The desk opened in 2024.", by=world.lead_of(checked.city)
    )
    proposed = pool.add_reviewer(
        name="Ada Nord", email="ada@nord.example", seat=Seat.EXPERT, country="SE", city=None,
        languages=["en"], by=world.secretariat[1],
    )  # fmt: skip
    return SimpleNamespace(
        secretary=world.secretariat[0],
        proposed=proposed,
        objector=lead,
        drawn_member=other.user,
        reader=reader.user,
        chair=walk_panel.chair_of(settled),
        checker=world.lead_of(checked.city),
        session=world.session,
        reviewer=reader.reviewer,
        drawn=drawn,
        objection=objection,
        reviewing=reviewing,
        finding=finding,
        question=question,
        settled=settled,
        difference=settled.settlements.exclude(how="equal").first(),
        panel_finding=panel_finding,
        checked=checked,
    )


def _finding(member, requirement):
    return reviews.write_finding(
        review=member.review, requirement=requirement, kind=FindingKind.CONCERN,
        seen="Two people were turned away.", asked="Nobody is turned away.",
        recommended="Say it at the desk.", grave=None, by=member.user,
    )  # fmt: skip


def around_the_committee():
    """A label, a challenge, a decision not yet published; and a session that sits."""
    world = small_world()
    world.conditions = {"Say who answers.": 400}
    coming = six_2()
    mapped(world.framework, coming)
    comments = comments_on(coming, shown=True)
    Comment.objects.filter(pk=comments[0].pk).update(state="waiting")
    labelled, challenged, decided = (world.open() for _n in range(3))
    together(world, [labelled, challenged, decided], S.ANNOUNCED)
    practice_of(labelled.city, world.framework)
    challenger = world.lead_of(challenged.city)
    challenges.write_grounds(
        application=challenged, grounds="The passage on page 4 was not read.", version=0,
        by=challenger,
    )  # fmt: skip
    APPLICATION.perform("challenge", challenged, by=challenger)
    world.walk_to(decided, S.DECIDED)
    world.walk_to(labelled, S.PUBLISHED)
    sitting = _next_session(world)
    recommended = world.open()
    walk.submit(
        recommended, sitting, evidence_of(recommended.city), world.lead_of(recommended.city)
    )
    world.walk_to(recommended, S.REPORTED)
    walk.publish_attendance(sitting, world.committee, world.secretariat[0])
    objected = walk.object_to(
        recommended, world.committee[-1], "Kin.", world.lead_of(recommended.city)
    )
    walk.decide(objected, world.board, "reject", "They are not.")
    walk.sit(sitting, world.committee, world.secretariat[0])
    return SimpleNamespace(
        comments=comments,
        visitor=None,
        secretary=world.secretariat[0],
        member=world.committee[1],
        board=world.board[0],
        auditor=world.auditor,
        observer=PostFactory(kind=PostKind.OBSERVER).user,
        challenger=challenger,
        holder=world.lead_of(labelled.city),
        city=labelled.city,
        published=labelled,
        label=Label.objects.get(),
        challenged=challenged,
        decided=decided,
        reported=recommended,
        objected=objected,
        condition=labelled.decision.conditions.get(),
        session=sitting,
        framework=world.framework,
    )


def _next_session(world):
    made = plan_session(
        framework=world.framework,
        code="next",
        filing_opens_on=today(),
        filing_closes_on=today() + timedelta(days=20),
        meets_on=today() + timedelta(days=355),
        by=world.secretariat[0],
    )
    walk.wait_until(today() + timedelta(days=1))
    made.refresh_from_db()
    return made
