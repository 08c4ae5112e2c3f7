"""A subject and a small procedure of its own, for the office that knows neither."""

from datetime import timedelta

import pytest
import rules

from accreditation.choices import SessionState as S
from accreditation.models import Session
from commitments.models import Framework
from office.days import today
from office.models import Installation, Report
from office.workflow import WORKFLOWS, Transition, Workflow

MAY = "accreditation.keep_sessions"  # the secretariat
NAME = "tried"


@pytest.fixture
def framework(db):
    """An edition nobody reads: a session needs one."""
    return Framework.objects.create(
        code="tried", edition="1", language="en", title="Tried", content_hash="0" * 64
    )


@pytest.fixture
def subject(framework):
    """Something with a state: a session, as good as any."""
    return Session.objects.create(
        code="2027-1",
        framework=framework,
        filing_opens_on=today(),
        filing_closes_on=today() + timedelta(days=30),
        meets_on=today() + timedelta(days=300),
    )


@pytest.fixture
def made():
    """What the effects of the small procedure saw, in order."""
    return []


@pytest.fixture
def missing():
    """What its guard finds missing; a test fills it."""
    return []


@pytest.fixture
def flow(made, missing):
    """Three rows: open (one person), close (two people), release (clock or person)."""
    workflow = Workflow(
        NAME,
        Transition(
            name="open",
            label="Open",
            source=[S.PLANNED],
            target=S.FILING,
            permission=MAY,
            clock=True,
            guards=[lambda subject: missing],
            effects=[lambda subject, taken: made.append(taken)],
        ),
        Transition(
            name="close",
            label="Close",
            source=[S.FILING],
            target=S.CLOSED,
            permission=MAY,
            two=True,
            reasons=True,
            effects=[],
        ),
        Transition(
            name="note", label="Note", source=[S.PLANNED, S.FILING], target=None, permission=MAY
        ),
        Transition(
            name="release", label="Release", source=[S.CLOSED], target=S.RELEASED, procedure=True
        ),
    )
    yield workflow
    del WORKFLOWS[NAME]


@pytest.fixture
def demonstration(db):
    Installation.objects.update_or_create(pk=1, defaults={"is_demonstration": True})


@pytest.fixture
def new_report(subject):
    """A function: a report on the subject, asked for; fields as given."""

    def make(**fields):
        number = Report.objects.count()
        return Report.objects.create(
            **{
                "kind": "tried",
                "title": "Tried report",
                "template": "reports/certificate.html",
                "language": "en",
                "facts": {},
                "facts_digest": f"{number:064}",
                "about_label": subject._meta.label_lower,
                "about_key": str(subject.pk),
                "about": subject.code,
                "permission": MAY,
                "asked_on": today(),
                **fields,
            }
        )

    return make


@pytest.fixture
def only_theirs():
    """A function: a permission that only this person has; forgotten at the end."""
    names = []

    def grant(person):
        name = f"office.only_{person.pk}"
        rules.add_perm(name, rules.predicate(lambda user, _subject: user == person))
        names.append(name)
        return name

    yield grant
    for name in names:
        rules.remove_perm(name)
