"""What must hold whatever has happened, asked of the whole database. Each yields what is broken."""

from collections import Counter
from collections.abc import Iterator

from accounts.models import User
from accreditation import voting
from accreditation.choices import ENDED, LABEL_ENDED, Outcome
from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Condition, Decision, Label, PanelMember, Session
from accreditation.workflow import APPLICATION, CONDITION, LABEL, SESSION
from office.models import TrailEntry
from office.trail import first_fault
from register import published

BEFORE_COMPLETION = (
    S.DRAFT, S.SUBMITTED, S.RETURNED, S.HEARING, S.REPLYING, S.FORMING, S.OBJECTING, S.REVIEWING
)  # fmt: skip
BEFORE_RELEASE = (*BEFORE_COMPLETION, S.SETTLING, S.FACT_CHECK, S.REPORTED, S.RECOMMENDED)
FIRST = {"application": S.DRAFT, "session": "planned", "label": "valid", "condition": "open"}
TABLES = {"application": APPLICATION, "session": SESSION, "label": LABEL, "condition": CONDITION}


def one_open_application_and_one_label_a_city() -> Iterator[str]:
    for model, ended in ((Application, ENDED), (Label, LABEL_ENDED)):
        held = Counter(model.objects.exclude(state__in=ended).values_list("city", flat=True))
        yield from (
            f"{count} of {model} in city {city}" for city, count in held.items() if count > 1
        )


def no_label_without_a_published_decision() -> Iterator[str]:
    for label in Label.objects.select_related("decision__application"):
        decision = label.decision
        same = (decision.outcome, decision.level_id) == (Outcome.LEVEL, label.level_id)
        if not same or decision.published_on is None or decision.application.state != S.PUBLISHED:
            yield f"{label} stands on no published decision for its level"


def no_decision_without_a_quorum() -> Iterator[str]:
    for decision in Decision.objects.select_related("application__framework", "recommendation"):
        terms = decision.application.framework
        bodies = [(voting.committee_count(decision.recommendation), terms.committee.quorum)]
        if decision.by_board:
            challenge = decision.application.challenges.get(recommendation=decision.recommendation)
            bodies.append((voting.board_count(challenge), terms.board.quorum))
        for count, quorum in bodies:
            if len(count.votes) < quorum or not count.carried:
                yield f"{decision} was carried by {len(count.votes)} votes of {quorum}"


def nothing_off_the_table() -> Iterator[str]:
    """Each move is a row of its table and begins where the one before it ended."""
    at: dict[tuple[str, str], str] = {}
    steps = TrailEntry.objects.filter(workflow__in=TABLES).order_by("number")
    for entry in steps:
        subject = (entry.workflow, entry.subject_key)
        row = TABLES[entry.workflow].transitions.get(entry.step)
        if row is None or entry.subject_label != f"accreditation.{entry.workflow}":
            continue  # an action, which moves nothing
        before = at.get(subject, FIRST[entry.workflow])
        if entry.source != before or entry.source not in row.source:
            yield f"{entry} began at {entry.source}, and {before} was before"
        if entry.target != (row.target or entry.source):
            yield f"{entry} led to {entry.target}"
        at[subject] = entry.target
    models = {"application": Application, "session": Session, "label": Label}
    for name, model in (models | {"condition": Condition}).items():
        for key, state in model.objects.values_list("pk", "state"):
            if (said := at.get((name, str(key)), FIRST[name])) != state:
                yield f"{name} {key} is {state} and its trail says {said}"


def blind_before_the_panel_is_complete() -> Iterator[str]:
    for application in Application.objects.filter(state__in=BEFORE_COMPLETION):
        for user in _readers(application):
            if user.has_perm("accreditation.read_reviews", application):
                yield f"{user} reads reviews of {application} in {application.state}"


def nobody_outside_knows_before_the_release() -> Iterator[str]:
    for application in Application.objects.filter(state__in=BEFORE_RELEASE):
        outside = [*_team(application), *_panel(application)]
        for user in outside:
            if user.has_perm("accreditation.read_recommendation", application):
                yield f"{user} reads the recommendation on {application} in {application.state}"
        if published.decisions().filter(application=application).exists():
            yield f"{application} is public before its decision is"


def the_chain_is_unbroken() -> Iterator[str]:
    if fault := first_fault():
        yield fault


EVERY = (
    one_open_application_and_one_label_a_city,
    no_label_without_a_published_decision,
    no_decision_without_a_quorum,
    nothing_off_the_table,
    blind_before_the_panel_is_complete,
    nobody_outside_knows_before_the_release,
)


def _team(application: Application) -> list[User]:
    return list(User.objects.filter(memberships__city=application.city_id))


def _panel(application: Application) -> list[User]:
    seats = PanelMember.objects.filter(panel__application=application)
    return list(User.objects.filter(pk__in=seats.values("user")))


def _readers(application: Application) -> list[User]:
    posts = User.objects.filter(posts__kind__in=["secretariat", "auditor", "committee", "board"])
    return [*_team(application), *_panel(application), *posts.distinct()]
