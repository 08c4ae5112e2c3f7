"""Every role on every address: it opens, is refused in words, or does not exist (trust §1)."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from accreditation.workflow import APPLICATION, CLARIFICATION, CONDITION, LABEL, OBJECTION, SESSION
from hrcities.access import Row
from hrcities.addresses import every_address
from tests.house.access_arguments import arguments_of, strange
from tests.house.access_content import refused, unsigned
from tests.house.access_secrets import plant
from tests.house.access_visits import Visit, Visitors
from tests.house.access_world import TABLE, make_scene

ADDRESSES = every_address()
ADMIN = "admin:"
STEPS = {
    "accreditation:step": APPLICATION,
    "accreditation:session_step": SESSION,
    "accreditation:label_step": LABEL,
    "accreditation:member_objection_step": OBJECTION,
    "accreditation:condition_step": CONDITION,
    "accreditation:clarification_step": CLARIFICATION,
}
# Each state in which somebody's place changes; in the others it is as in the one before.
STATES = ["draft", "submitted", "objecting", "reviewing", "settling", "fact_check", "reported",
          "recommended", "announced", "challenged", "published"]  # fmt: skip
# What does not depend on the state is tried here alone, as are those who never come anywhere.
ALL_IN = "published"
SHARES = [(state, 0, 1) for state in STATES[:-1]] + [(ALL_IN, part, 3) for part in range(3)]
STEPS_IN = ["draft", "reviewing", "challenged", "published"]
STRANGERS = {"visitor", "someone", "former editor", "other lead", "other editor", "institution",
             "other reviewer", "technical admin", "revoked", "closed", "unproven"}  # fmt: skip
# Where somebody never comes, in whatever state, is tried at both ends and in the middle; steps,
# which are many and ask the same of everybody, in the middle and at the end.
NEVER_IN, NEVER_STEPS_IN = {"draft", "reviewing", ALL_IN}, {"reviewing", ALL_IN}
# Pages that are the same for everybody, or about oneself, are tried with a few of all kinds.
SOME = ["visitor", "someone", "lead", "secretariat", "closed", "unproven"]
UNWELL = 503  # what /healthz answers without a worker


@pytest.fixture(autouse=True)
def compared_statements():
    """Not here, where ten thousand visits send the same ones: the tests of each page do so."""


@pytest.fixture(autouse=True)
def silence():
    """Thousands of refusals are no news: nothing is logged."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_address_has_a_row():
    named = {row.name for row in TABLE.rows}

    missing = [name for name in ADDRESSES if name not in named and not name.startswith(ADMIN)]

    assert missing == []


def test_every_row_has_an_address():
    gone = {row.name for row in TABLE.rows} - set(ADDRESSES) - {"admin:*"}

    assert gone == set()


@pytest.mark.parametrize("name", STEPS)
def test_every_step_of_every_table_has_a_row(name):
    cases = {row.case for row in TABLE.rows if row.name == name}

    assert cases == set(STEPS[name].transitions)


@pytest.mark.django_db
def test_each_secret_stands_where_the_table_says(sign_in):
    scene = make_scene(ALL_IN)
    secrets = plant(scene)
    visitors = Visitors(scene, sign_in)

    unmet = [
        secret.code
        for secret in TABLE.secrets
        if secrets[secret.code]
        not in visitors.visit(secret.read_by, "GET", address_of(scene, secret.stands)).body
    ]

    assert unmet == []


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(("state", "part", "parts"), SHARES)
def test_nobody_comes_where_they_do_not_belong(state, part, parts, sign_in):
    scene = make_scene(state)
    secrets = plant(scene)
    visitors = Visitors(scene, sign_in)

    wrong = [
        f"{row.name} {row.case} {method} as {role}: {complaint}"
        for row in [row for row in TABLE.rows if is_tried(row, state)][part::parts]
        for method, role, visit, twin in tries(scene, visitors, row)
        for complaint in complaints(row, method, role, state, visit, twin, secrets)
    ]

    assert wrong == [], "\n" + "\n".join(wrong)


def address_of(scene, name: str, case: str = "") -> str:
    return reverse(name, kwargs=arguments_of(scene, name, case, ADDRESSES[name]))


def is_tried(row: Row, state: str) -> bool:
    if row.name == "admin:*":
        return False
    if row.name in STEPS:
        return state in STEPS_IN
    return state == ALL_IN or row.about == "application" or row.name == "office:report"


def is_the_same_for_all(row: Row) -> bool:
    return row.about == "page" and all(
        row.answer("GET", role, ALL_IN) == "open" for role in SOME[1:4]
    )


def tries(scene, visitors: Visitors, row: Row) -> Iterator[tuple[str, str, Visit, Visit]]:
    """Each role with each method, and what is said of a thing that does not exist."""
    own = arguments_of(scene, row.name, row.case, ADDRESSES[row.name])
    address = reverse(row.name, kwargs=own)
    other = strange(own)
    nowhere = reverse(row.name, kwargs=other) if other else f"{address}no/such/thing/"
    for method in ("GET", "POST"):
        if roles := list(who_comes(row, method, scene.state)):
            twin = visitors.visit("someone", method, nowhere)
            for role in roles:
                yield method, role, visitors.visit(role, method, address), twin


def who_comes(row: Row, method: str, state: str) -> Iterator[str]:
    """The roles that try it: all of them once, and where it tells most, again in each state."""
    all_in = state == ALL_IN
    if row.name in STEPS and method == "GET" and not all_in:
        return  # a step asks the same whether it is read or taken
    never_in = NEVER_STEPS_IN if row.name in STEPS else NEVER_IN
    for role in SOME if is_the_same_for_all(row) else TABLE.roles:
        stranger = role in STRANGERS and role not in SOME
        if method == "POST" and (stranger or not (row.takes_a_form or (all_in and role in SOME))):
            continue
        if all_in or (role not in STRANGERS and (state in never_in or ever(row, method, role))):
            yield role


def ever(row: Row, method: str, role: str) -> bool:
    """Whether this role comes to it in some state."""
    return any(row.answer(method, role, state) == "open" for state in TABLE.states)


def complaints(
    row: Row, method: str, role: str, state: str, visit: Visit, twin: Visit, secrets: dict
) -> Iterator[str]:
    """What is not as the table says."""
    said = row.answer(method, role, state)
    if visit.status >= 500 and (row.name, visit.status) != ("health", UNWELL):
        yield f"answers {visit.status}"
    if said == "open":
        yield from _open(row, method, state, visit)
    elif role in ("visitor", "closed", "unproven"):
        to = "/accounts/2fa/" if role == "unproven" else "/accounts/login/"
        if not visit.location.startswith(to) and not visit.looks_like(twin):
            yield f"is not sent to {to} ({visit.status} {visit.location})"
    elif said == "refused":
        missing = set() if state in row.there else {404}
        if visit.status not in {403, 405, *missing}:
            yield f"is not refused: {visit.status} {visit.location}"
        elif visit.status == 403 and "<h1" not in visit.text:
            yield "is refused without a sentence"
    elif not visit.looks_like(twin):
        yield f"learns that it exists: {visit.status} {visit.location}"
    reads = said == "open" and method == "POST"
    if visit.written and not reads and not (row.writes and said == "open"):
        yield f"writes to {sorted(set(visit.written))}"
    kind = visit.headers.get("Content-Type", "")
    for part in refused(kind, visit.body):
        yield f"holds what the browser refuses: {part}"
    if forms := unsigned(kind, visit.body):
        yield f"has {forms} forms that do not say whose page it is"
    for secret in TABLE.secrets:
        if secrets[secret.code] in visit.body and not secret.may_be_met_by(role, state):
            yield f"meets a secret: {secret.code}"


def _open(row: Row, method: str, state: str, visit: Visit) -> Iterator[str]:
    may_be_gone = {404} if method == "POST" and row.waits else set()
    if state not in row.there:
        may_be_gone |= {403, 404, 405}
        if visit.status not in may_be_gone:
            yield f"opens before there is anything: {visit.status}"
    elif visit.status in {403, 404} - may_be_gone:
        yield f"does not open: {visit.status}"
    elif visit.location.startswith("/accounts/") and not row.name.startswith(
        ("account", "mfa", "cities:create_account")
    ):
        yield f"is sent to {visit.location}"


@pytest.mark.django_db
def test_the_admin_is_there_for_the_technical_admin_alone(sign_in):
    visitors = Visitors(make_scene("draft"), sign_in)
    row = next(row for row in TABLE.rows if row.name == "admin:*")

    wrong = []
    for name, pattern in ADDRESSES.items():
        if not name.startswith(ADMIN):
            continue
        address = "/" + re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", "1", pattern).rstrip("$\\Z")
        for role in TABLE.roles:
            visit = visitors.visit(role, "GET", address)
            if row.answer("GET", role, "draft") == "open":
                fine = visit.status < 500
            elif role in ("visitor", "closed", "unproven"):
                fine = visit.status == 302
            else:
                fine = visit.status == 404
            if not fine or visit.written:
                wrong.append(f"{name} as {role}: {visit.status} {visit.written}")

    assert wrong == []
