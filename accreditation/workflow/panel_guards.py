"""What must be in place before a step of the panel."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation import seating
from accreditation.choices import ApplicationState, FindingKind, ReviewState, Settled
from accreditation.models import (
    Application,
    GroupView,
    MeasureView,
    Objection,
    PanelMember,
    Replacement,
)
from accreditation.models.panel import PanelMemberQuerySet
from commitments.choices import DemandKind
from office.days import today
from office.models import Clock


def members_of(application: Application) -> PanelMemberQuerySet:
    """The members who sit now, those with a declared conflict included."""
    return PanelMember.objects.seated().filter(panel__application=application)


def panel_is_seated(application: Application) -> Iterator[str]:
    seats = sum(application.framework.panel.seats.values())
    missing = seats - members_of(application).count()
    if missing > 0:
        yield ngettext(
            "%(count)d seat of the panel is empty.", "%(count)d seats of the panel are empty.",
            missing,
        ) % {"count": missing}  # fmt: skip


def a_member_is_lost(application: Application) -> Iterator[str]:
    """A redraw needs an upheld objection or a member with a conflict."""
    if not members_of(application).lost().exists():
        yield _("No objection was upheld and no member has a conflict.")


def no_member_is_lost(application: Application) -> Iterator[str]:
    """Says who, never why. A panel at work, or drawn for the last time, keeps its other seats."""
    if can_be_drawn_again(application):
        words = _("%(member)s cannot take part; the panel must be drawn again.")
    else:
        words = _("%(member)s cannot take part any more; another reviewer must take the seat.")
    for member in members_of(application).lost().select_related("reviewer__user"):
        yield words % {"member": member.reviewer.public_name}


def redraws_are_left(application: Application) -> Iterator[str]:
    most = application.framework.panel.redraws_max
    if application.redrawn_times >= most:
        yield ngettext(
            "The panel has been drawn again %(count)d time already, as often as the rules allow.",
            "The panel has been drawn again %(count)d times already, as often as the rules allow.",
            most,
        ) % {"count": most}


def can_be_drawn_again(application: Application) -> bool:
    """Whether a member who is lost now leads to another panel, and not to another member."""
    drawing = application.state == ApplicationState.OBJECTING
    return drawing and not list(redraws_are_left(application))


def objection_window_over(application: Application) -> Iterator[str]:
    clock = Clock.objects.of(application).filter(step="confirm_panel").order_by("-pk").first()
    if clock and clock.due_on >= today():
        yield _("The city can object until the end of %(day)s.") % {
            "day": date_format(clock.due_on)
        }


def objections_settled(application: Application) -> Iterator[str]:
    open_ones = Objection.objects.open().filter(member__in=members_of(application))
    for objection in open_ones.select_related("member__reviewer__user"):
        yield _("The objection to %(member)s has not been settled yet.") % {
            "member": objection.member.reviewer.public_name
        }


def conflicts_declared_by_all(application: Application) -> Iterator[str]:
    for member in members_of(application).filter(declared_on=None).select_related("reviewer__user"):
        yield _("%(member)s has not declared conflicts yet.") % {
            "member": member.reviewer.public_name
        }


def no_redraw_is_left(application: Application) -> Iterator[str]:
    """A panel that is not confirmed yet is drawn anew as a whole, as often as the rules allow."""
    if can_be_drawn_again(application):
        yield _(
            "The panel can still be drawn again; a single seat changes hands only after the last "
            "time."
        )


def a_replacement_is_prepared(application: Application) -> Iterator[str]:
    if _prepared(application) is None:
        yield _("No replacement has been prepared yet.")


def the_replacement_keeps_the_rules(application: Application) -> Iterator[str]:
    """The hard rules once more: pool and conflicts may have changed since it was prepared."""
    prepared = _prepared(application)
    if prepared and not seating.may_come(prepared):
        yield _(
            "%(member)s cannot take this seat any more. Please drop the change and prepare another."
        ) % {"member": prepared.coming.public_name}


def _prepared(application: Application) -> Replacement | None:
    prepared = Replacement.objects.filter(leaving__in=members_of(application), done_on=None)
    return prepared.select_related(
        "leaving__reviewer", "leaving__panel__application", "leaving__panel__draw", "coming__user"
    ).first()


def every_member_has_filed(application: Application) -> Iterator[str]:
    """Never says who: it may be read before the panel is complete."""
    missing = members_of(application).exclude(review__state=ReviewState.FILED).count()
    if missing:
        yield _("Not every member has filed.")


def differences_settled_or_passed_on(application: Application) -> Iterator[str]:
    missing = application.settlements.filter(how=Settled.OPEN).count()
    if missing:
        yield ngettext(
            "%(count)d difference is neither settled nor passed on.",
            "%(count)d differences are neither settled nor passed on.",
            missing,
        ) % {"count": missing}


def findings_complete(application: Application) -> Iterator[str]:
    for finding in application.findings.of_the_panel().select_related("requirement"):
        if finding.taken_up is None:
            yield _("%(finding)s: please take it into the report or leave it out.") % {
                "finding": finding
            }
        elif finding.taken_up and finding.kind == FindingKind.CONCERN and not finding.recommended:
            yield _("%(finding)s: please say what is recommended.") % {"finding": finding}


def groups_and_measures_viewed(application: Application) -> Iterator[str]:
    filing = application.filing
    for view in GroupView.objects.filter(filed__filing=filing, confirmed=None):
        yield _("%(group)s: please confirm the result or say why not.") % {
            "group": view.filed.label
        }
    for measure in MeasureView.objects.filter(filed__filing=filing, answered=None):
        yield _("%(origin)s: please say whether the recommendation was answered.") % {
            "origin": measure.filed.origin
        }


def grave_concern_viewed(application: Application) -> Iterator[str]:
    statement = getattr(application, "statement", None)
    if statement is None or statement.grave_concern is None or not statement.grave_reason.strip():
        yield _("The panel has not said yet, with reasons, whether a grave concern is open.")


def reasoned_findings_written(application: Application) -> Iterator[str]:
    written = {
        finding.level_id: finding
        for finding in application.reasoned.all()
        if finding.holds is not None and finding.text.strip()
    }
    for level in application.framework.levels.all():
        asks = any(demand["kind"] == DemandKind.REASONED_FINDING for demand in level.demands)
        if asks and level.pk not in written:
            yield _("The reasoned finding on %(level)s is not written yet.") % {
                "level": level.title
            }


def dialogue_held(application: Application) -> Iterator[str]:
    statement = getattr(application, "statement", None)
    if statement is None or not (
        statement.dialogue_on and statement.dialogue_mode and statement.dialogue_with.strip()
    ):
        yield _("The dialogue with the city is not recorded yet: when, with whom, and how.")
    elif statement.dialogue_on > today():
        yield _("The dialogue is still to be held.")


def summary_written(application: Application) -> Iterator[str]:
    statement = getattr(application, "statement", None)
    if statement is None or not statement.summary.strip():
        yield _("The summary for residents is not written yet.")
