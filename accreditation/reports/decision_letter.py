"""What the letter with the decision says: the decision, why, how it came about, what follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accreditation import clocks
from accreditation.choices import Purpose
from accreditation.models import Application, Challenge, Decision, Label, Recommendation
from accreditation.standing import differs_from_worked_out
from office.days import today

from .parts import Authority, Edition, Marks, authority_of, edition_of, marks_of


@dataclass(frozen=True)
class Level:
    """The level decided on, or recommended."""

    code: str
    title: str
    meaning: str
    is_lowest: bool


@dataclass(frozen=True)
class LabelGranted:
    number: str
    valid_until: date
    address: str


@dataclass(frozen=True)
class Recommended:
    """What the panel advises, which becomes a measure of the city's own plan."""

    reference: str
    about: str
    text: str


@dataclass(frozen=True)
class Met:
    """One time the committee dealt with the application."""

    session: str
    on: date
    outcome: str
    differs_because: str
    worked_out: str  # the level worked out from the findings, in words


@dataclass(frozen=True)
class Challenged:
    """A challenge of the city, and what the board said."""

    lodged_on: date
    settled_on: date
    outcome: str


@dataclass(frozen=True)
class Follows:
    """Something to be done, and its last day."""

    what: str
    by: date


@dataclass(frozen=True)
class DecisionLetter:
    """The whole letter. ``level`` is None for no level and for feedback only."""

    marks: Marks
    authority: Authority
    edition: Edition
    reference: str
    filed_on: date
    dated: date
    decided_on: date
    outcome: str
    purpose: str
    level: Level | None
    label: LabelGranted | None
    by_board: bool
    public: bool
    reasons: str
    conditions: list[Follows]
    recommended: list[Recommended]
    met: list[Met]
    challenged: list[Challenged]
    follows: list[Follows]


def decision_letter(application: Application, *, address: str) -> DecisionLetter:
    """The facts of a decision on the day it is published, in the language that is active.

    Nothing of votes, nor of the grounds of a challenge: the letter may be read by anyone who may
    read the decision. ``address`` is where the platform stands.
    """
    decision, filing = application.decision, application.filing
    label = Label.objects.filter(decision=decision).first()
    recommended = _recommended(application)
    return DecisionLetter(
        marks=marks_of(application),
        authority=authority_of(filing, application.framework),
        edition=edition_of(application.framework),
        reference=application.reference,
        filed_on=filing.filed_on,
        dated=today(),
        decided_on=decision.decided_on,
        outcome=decision.outcome,
        purpose=application.purpose,
        level=_level(decision),
        label=_granted(label, address) if label else None,
        by_board=decision.by_board,
        public=application.purpose != Purpose.FEEDBACK or application.feedback_public,
        reasons=decision.reasons,
        conditions=_conditions(label),
        recommended=recommended,
        met=[_met(one) for one in _made(application)],
        challenged=[
            Challenged(one.lodged_on, one.settled_on, _outcome_of(one))
            for one in Challenge.objects.filter(application=application).select_related("level")
            if one.lodged_on and one.settled_on
        ],
        follows=list(_follows(application, label, answers=bool(recommended))),
    )


def _level(decision: Decision) -> Level | None:
    level = decision.level
    if level is None:
        return None
    return Level(
        code=level.code,
        title=level.title,
        meaning=level.meaning,
        is_lowest=not level.framework.levels.filter(rank__lt=level.rank).exists(),
    )


def _granted(label: Label, address: str) -> LabelGranted:
    return LabelGranted(label.number, label.valid_until, address + label.get_absolute_url())


def _conditions(label: Label | None) -> list[Follows]:
    """What goes with the level; it stands once more among what follows."""
    if label is None:
        return []
    return [Follows(one.text, one.due_on) for one in label.conditions.all()]


def _recommended(application: Application) -> list[Recommended]:
    findings = application.findings.recommending()
    return [
        Recommended(
            reference=finding.reference,
            about=finding.requirement.code if finding.requirement else "",
            text=finding.recommended,
        )
        for finding in findings.select_related("requirement", "application")
    ]


def _made(application: Application) -> list[Recommendation]:
    made = application.recommendations.filter(made_on__isnull=False)
    return list(made.select_related("level", "session").order_by("number"))


def _met(recommendation: Recommendation) -> Met:
    titles = {rung.code: rung.title for rung in recommendation.application.framework.rungs()}
    reached = [recommendation.reached_low, recommendation.reached_high]
    words = [titles.get(code, _("no level")) for code in dict.fromkeys(reached)]
    level = recommendation.level
    return Met(
        session=str(recommendation.session),
        on=recommendation.made_on or today(),
        outcome=level.title if level else recommendation.get_outcome_display(),
        differs_because=recommendation.differs_because
        if differs_from_worked_out(recommendation)
        else "",
        worked_out=_(" or ").join(words),
    )


def _outcome_of(challenge: Challenge) -> str:
    if challenge.level:
        return f"{challenge.get_outcome_display()}: {challenge.level.title}"
    return challenge.get_outcome_display()


def _follows(application: Application, label: Label | None, *, answers: bool) -> Iterator[Follows]:
    """What the city has to do, the next first; ``answers`` where something was recommended."""
    rules = application.framework.clocks
    if answers:
        plan = clocks.response_plan(rules, today())
        latest = clocks.response_plan_latest(rules, today())
        yield Follows(
            _("Say of each recommendation who sees to it and by when, in the measures of the "
              "record; at the latest by %(latest)s.") % {"latest": date_format(latest.day)},
            plan.day,
        )  # fmt: skip
    if label is None:
        return
    update = clocks.yearly_update(label.granted_on, 1)
    yield Follows(_("File the first yearly update of the label."), update.day)
    midterm = clocks.midterm(rules, label.granted_on)
    yield Follows(_("Talk with the secretariat halfway, about what has changed."), midterm.day)
    yield Follows(
        _("File for renewal in time; without a new decision the label ends on this day."),
        label.valid_until,
    )
