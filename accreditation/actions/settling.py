"""What a panel writes together, and what the city corrects in it."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.choices import Settled
from accreditation.models import (
    Application,
    FactCorrection,
    Finding,
    GroupView,
    MeasureView,
    PanelStatement,
    ReasonedFinding,
    Settlement,
)
from accreditation.workflow import APPLICATION
from commitments.models import GraveConcern, Requirement
from office import trail
from office.actors import acting
from office.days import today
from office.saving import save_if_unchanged
from office.workflow import Refused

from .reviews import check_value, finding_words


def is_settling(application: Application) -> bool:
    """Whether the panel still works on its findings."""
    return application.state in APPLICATION.transitions["settle"].source


def is_fact_check(application: Application) -> bool:
    """Whether the city can correct facts now."""
    return application.state in APPLICATION.transitions["correct_facts"].source


@transaction.atomic
def settle_difference(
    *, settlement: Settlement, found: str, reason: str, version: int, by: User
) -> None:
    """The panel agrees on one value, in writing; the first values stay on record (design §5).

    Raises Refused outside settling, where all found the same or for what cannot be found here,
    ChangedMeanwhile when another member saved first.
    """
    _lock(settlement.application)
    _must_differ(settlement)
    check_value(settlement.application, settlement.requirement, found)
    if not reason.strip():
        raise Refused(_("A difference is settled in writing: please give the reason."))
    _write(
        settlement,
        version,
        by,
        how=Settled.SETTLED,
        found=found,
        reason=reason.strip(),
        reason_lower="",
        reason_higher="",
    )


@transaction.atomic
def pass_on(
    *, settlement: Settlement, reason_lower: str, reason_higher: str, version: int, by: User
) -> None:
    """The difference goes to the committee with both reasons.

    Raises Refused without both reasons, outside settling or where all found the same;
    ChangedMeanwhile when another member saved first.
    """
    _lock(settlement.application)
    _must_differ(settlement)
    if not reason_lower.strip() or not reason_higher.strip():
        raise Refused(_("The committee needs both reasons: for the lower and the higher value."))
    _write(
        settlement,
        version,
        by,
        how=Settled.PASSED_ON,
        found="",
        reason="",
        reason_lower=reason_lower.strip(),
        reason_higher=reason_higher.strip(),
    )


def _must_differ(settlement: Settlement) -> None:
    if settlement.how == Settled.EQUAL:
        raise Refused(_("All found the same here; it stands."))


def _write(settlement: Settlement, version: int, by: User, **values: object) -> None:
    save_if_unchanged(settlement, version, {**values, "settled_by": by, "settled_on": today()})
    trail.record(
        settlement.application,
        "settle_difference",
        by=acting(by),
        workflow=APPLICATION.name,
        note=settlement.requirement.code,
    )


@transaction.atomic
def view_finding(*, finding: Finding, taken_up: bool, version: int, by: User) -> None:
    """Take a finding into the report, or leave it out; its words stay as they were written.

    Raises Refused for one of a member who has left, or has not filed.
    """
    _lock(finding.application)
    _of_the_panel(finding)
    save_if_unchanged(finding, version, {"taken_up": taken_up})


@transaction.atomic
def write_panel_finding(
    *,
    application: Application,
    requirement: Requirement,
    kind: str,
    seen: str,
    asked: str,
    recommended: str,
    grave: GraveConcern | None,
    by: User,
    finding: Finding | None = None,
    version: int = 0,
    merges: Iterable[Finding] = (),
) -> Finding:
    """A finding in the panel's own words; those it merges are left out and stay on record.

    Raises Refused outside settling and for another member's finding, ChangedMeanwhile when
    another member saved first.
    """
    _lock(application)
    words = finding_words(kind, seen, asked, recommended, grave)
    if finding is None:
        finding = Finding.objects.create(
            application=application, requirement=requirement, taken_up=True, **words
        )
    elif finding.review_id is not None:
        raise Refused(_("What a member wrote stays as it is; write the panel's own words."))
    else:
        save_if_unchanged(finding, version, {"requirement": requirement, **words})
    for merged in merges:
        _of_the_panel(merged)
        save_if_unchanged(merged, merged.version, {"taken_up": False})
    return finding


def _of_the_panel(finding: Finding) -> None:
    if not Finding.objects.of_the_panel().filter(pk=finding.pk).exists():
        raise Refused(_("This finding is no part of the panel's work."))


@transaction.atomic
def view_group(*, view: GroupView, confirmed: bool, reason: str, version: int, by: User) -> None:
    """Confirm a filed result for a group, or say why not."""
    _lock(view.filed.filing.application)
    _needs_reason(confirmed, reason)
    save_if_unchanged(view, version, {"confirmed": confirmed, "reason": reason.strip()})


@transaction.atomic
def view_measure(*, view: MeasureView, answered: bool, reason: str, version: int, by: User) -> None:
    """Say whether an earlier recommendation was answered, and if not why."""
    _lock(view.filed.filing.application)
    _needs_reason(answered, reason)
    save_if_unchanged(view, version, {"answered": answered, "reason": reason.strip()})


def _needs_reason(fine: bool, reason: str) -> None:
    if not fine and not reason.strip():
        raise Refused(_("Please say why not; the city reads it."))


@transaction.atomic
def write_statement(
    *,
    statement: PanelStatement,
    summary: str,
    dialogue_on: date | None,
    dialogue_with: str,
    dialogue_mode: str,
    grave_concern: bool | None,
    grave_reason: str,
    version: int,
    by: User,
) -> None:
    """What the panel says of the application as a whole."""
    _lock(statement.application)
    save_if_unchanged(
        statement,
        version,
        {
            "summary": summary.strip(),
            "dialogue_on": dialogue_on,
            "dialogue_with": dialogue_with.strip(),
            "dialogue_mode": dialogue_mode,
            "grave_concern": grave_concern,
            "grave_reason": grave_reason.strip(),
        },
    )
    trail.record(statement.application, "write_statement", by=acting(by), workflow=APPLICATION.name)


@transaction.atomic
def write_reasoned(
    *, reasoned: ReasonedFinding, holds: bool | None, text: str, version: int, by: User
) -> None:
    """The panel's reasoned text on whether a level is borne out."""
    _lock(reasoned.application)
    save_if_unchanged(reasoned, version, {"holds": holds, "text": text.strip()})


@transaction.atomic
def correct_fact(
    *,
    application: Application,
    text: str,
    by: User,
    finding: Finding | None = None,
    requirement: Requirement | None = None,
) -> FactCorrection:
    """The city says what is wrong in the draft report. Raises Refused outside its time."""
    _lock(application, is_fact_check)
    last = application.corrections.aggregate(last=Max("number"))["last"] or 0
    return FactCorrection.objects.create(
        application=application,
        number=last + 1,
        finding=finding,
        requirement=requirement,
        text=text.strip(),
        written_on=today(),
        by=by,
    )


@transaction.atomic
def remove_correction(*, correction: FactCorrection, by: User) -> None:
    """Take back one's own correction while the fact-check is open."""
    _lock(correction.application, is_fact_check)
    if correction.by_id != by.pk:
        raise Refused(_("Only who wrote a correction can take it back."))
    correction.delete()


def _lock(application: Application, allowed: Callable[[Application], bool] = is_settling) -> None:
    """Hold the application, so that nothing is written while its step is taken."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update(no_key=True))
    if not allowed(application):
        raise Refused(_("The time for this is over; the report stands as it was sent."))
