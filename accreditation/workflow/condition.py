"""The life of a condition: to be met, reported by the city, recorded as met or not met."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation import clocks, letters
from accreditation.choices import ConditionState as S
from accreditation.choices import LabelState
from accreditation.models import Condition, Label
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.clocks import Due
from office.days import today
from office.workflow import Effect, Taken, Transition, Workflow

from .effects import named
from .label import LABEL


def bind(condition: Condition, label: Label) -> None:
    """From now on it goes with this label, and its days are watched."""
    condition.label = label
    condition.reference = f"{label.number}-C{label.conditions.count() + 1}"
    condition.save()
    watch_its_day(condition)


def watch_its_day(condition: Condition) -> None:
    """The city is reminded a month before it, and once it is over."""
    soon = clocks.condition_soon(condition.last_day)
    _watch(condition, soon if soon.day > today() else clocks.condition_over(condition.last_day))


def _watch(condition: Condition, due: Due) -> None:
    office_clocks.start("condition", condition, "remind", due)


# --- what must hold -------------------------------------------------------------------------------


def its_label_runs(condition: Condition) -> bool:
    return not condition.bound.is_over


def its_label_is_held(condition: Condition) -> Iterator[str]:
    if not its_label_runs(condition):
        yield _("The label it went with has ended, and the condition with it.")


def its_day_is_over(condition: Condition) -> Iterator[str]:
    if today() <= condition.last_day:
        yield _("There is time until the end of its day.")


def it_is_reported_or_its_day_is_over(condition: Condition) -> Iterator[str]:
    """Until then it is with the city, which alone says that it is met."""
    if condition.state == S.OPEN and today() <= condition.last_day:
        yield _("The city or region has not reported it yet; it can until the end of %(day)s.") % {
            "day": date_format(condition.last_day)
        }


# --- what follows ---------------------------------------------------------------------------------


def keep_the_report(condition: Condition, taken: Taken) -> None:
    condition.report, condition.reported_on, condition.more_by = taken.note.strip(), today(), None
    condition.save(update_fields=["report", "reported_on", "more_by"])


def give_time_to_say_more(condition: Condition, _taken: Taken) -> None:
    """Where its day has passed or comes sooner, and a clock that watches it."""
    more = clocks.condition_more(condition.bound.framework.clocks, today())
    if more.day > condition.day:
        condition.more_by = more.day
        condition.save(update_fields=["more_by"])
        _watch(condition, more)


def keep_what_was_recorded(condition: Condition, taken: Taken) -> None:
    condition.reasons, condition.recorded_on, condition.more_by = taken.note.strip(), today(), None
    condition.save(update_fields=["reasons", "recorded_on", "more_by"])


def put_the_label_under_special_review(condition: Condition, _taken: Taken) -> None:
    """One that is under a review or a notice already, or suspended, stays where it is."""
    label = condition.bound
    if label.state in (LabelState.VALID, LabelState.ON_HOLD):
        LABEL.perform("review_condition", label, by=PROCEDURE, note=str(condition))


def write_to(people: Any, template: str) -> Effect:
    """A letter ``mail/<template>.txt`` about the condition to each of these people."""

    @named(f"write {template} to {people.__name__}")
    def effect(condition: Condition, taken: Taken) -> None:
        to = people(condition)
        letters.write_of_condition(condition, to, f"mail/{template}.txt", note=taken.note)

    return effect


def remind(condition: Condition, _taken: Taken) -> None:
    """The city before the day; once it is over, those who record it, and the city that has not
    said that it is met.
    """
    leads = letters.city_leads(condition) if condition.state == S.OPEN else []
    if today() <= condition.last_day:
        letters.write_of_condition(condition, leads, "mail/condition_soon.txt")
        _watch(condition, clocks.condition_over(condition.last_day))
    else:
        letters.write_of_condition(condition, leads, "mail/condition_late.txt")
        office = letters.secretariat(condition)
        letters.write_of_condition(condition, office, "mail/condition_due.txt")


class ConditionWorkflow(Workflow):
    """A step of a condition may move its label, so the label is held from the start."""

    def lock(self, subject: Condition) -> None:
        label: Label = subject.bound
        label.refresh_from_db(from_queryset=Label.objects.select_for_update(no_key=True))
        super().lock(subject)


CONDITION = ConditionWorkflow(
    "condition",
    Transition(
        name="report",
        label=gettext_lazy("Report that it is met"),
        source=(S.OPEN, S.NOT_MET),
        target=S.REPORTED,
        permission="accreditation.report_condition",
        reasons=True,
        asks=gettext_lazy("What was done, and where it can be seen"),
        guards=[its_label_is_held],
        effects=[keep_the_report, write_to(letters.secretariat, "condition_reported")],
        explains=gettext_lazy(
            "The secretariat reads it, and two people record with reasons whether the condition is "
            "met. It can be reported early, and also late."
        ),
    ),
    Transition(
        name="ask_for_more",
        label=gettext_lazy("Ask the city for more"),
        source=(S.REPORTED,),
        target=S.OPEN,
        permission="accreditation.record_condition",
        reasons=True,
        asks=gettext_lazy("What is missing"),
        guards=[its_label_is_held],
        effects=[give_time_to_say_more, write_to(letters.city_leads, "condition_asked")],
        explains=gettext_lazy(
            "The city lead gets a letter with the day until which to report once more; it is not "
            "before the day of the condition."
        ),
    ),
    Transition(
        name="meet",
        label=gettext_lazy("Record that it was met"),
        source=(S.OPEN, S.REPORTED),
        target=S.MET,
        permission="accreditation.record_condition",
        two=True,
        reasons=True,
        guards=[its_label_is_held, it_is_reported_or_its_day_is_over],
        effects=[keep_what_was_recorded, write_to(letters.city_team, "condition_recorded")],
        explains=gettext_lazy("The city's page says so, with your reasons; its team is told."),
    ),
    Transition(
        name="miss",
        label=gettext_lazy("Record that it was not met"),
        source=(S.OPEN, S.REPORTED),
        target=S.NOT_MET,
        permission="accreditation.record_condition",
        two=True,
        reasons=True,
        guards=[its_label_is_held, its_day_is_over],
        effects=[
            keep_what_was_recorded,
            write_to(letters.city_team, "condition_recorded"),
            put_the_label_under_special_review,
        ],
        explains=gettext_lazy(
            "The city's page says so, with your reasons; its team is told. A valid label comes "
            "under special review by this: it stays valid while it is looked into what follows. "
            "The city can still report that it has met the condition late."
        ),
    ),
    Transition(
        name="remind",
        label=gettext_lazy("Remind"),
        source=(S.OPEN, S.REPORTED),
        target=None,
        clock=True,
        waits=its_label_runs,
        effects=[remind],
    ),
)
