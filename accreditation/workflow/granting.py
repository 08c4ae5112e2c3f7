"""A label is granted, renewed, or not: what an application means for the one its city holds."""

from datetime import timedelta

from accreditation import clocks, reports
from accreditation.choices import LABEL_VALID, Outcome, Purpose
from accreditation.models import Application, Label
from accreditation.numbers import new_number
from office import clocks as office_clocks
from office.actors import PROCEDURE
from office.days import is_demonstration, today
from office.workflow import Taken

from . import label_effects
from .condition import bind
from .label import LABEL


def grant_the_label(application: Application, taken: Taken) -> None:
    """A new label, which replaces one the city still holds, in this same transaction.

    It certifies the authority that filed, as it was confirmed and judged: the frozen profile.
    """
    decision = application.decision
    if decision.outcome != Outcome.LEVEL or application.purpose == Purpose.FEEDBACK:
        return
    if application.is_pilot and not is_demonstration():
        return  # no label comes of a pilot outside a demonstration (design §3)
    held = Label.objects.held().filter(city=application.city).first()
    due = clocks.validity(application.framework.clocks, today())
    label = Label(
        number=new_number(),
        city=application.city,
        decision=decision,
        level=decision.level,
        authority=application.filing.profile["authority"],
        is_demonstration=is_demonstration(),
        granted_on=today(),
        valid_until=due.day - timedelta(days=1),
        state_since=today(),
    )
    if held:
        LABEL.perform("replace", held, by=PROCEDURE, note=label.number)
    label.save()
    if held:
        held.replaced_by, held.renewal = label, None
        held.save(update_fields=["replaced_by", "renewal"])
    label_effects.begin_its_life(label)
    for condition in decision.conditions:
        bind(condition, label)
    reports.ask_certificate(label, by=taken.by.person)


def note_the_renewal(application: Application, _taken: Taken) -> None:
    """Filed before the last day of the label its city holds: that has time until the decision.

    One that is suspended meanwhile has the same time once it is restored. A returned application
    that is completed keeps the place it had.
    """
    held = _held(application)
    if held is None:
        return
    in_time = today() <= held.valid_until
    renews = application.purpose == Purpose.LEVEL and (in_time or held.renewal == application)
    held.renewal = application if renews else None
    held.save(update_fields=["renewal"])


def drop_the_renewal(application: Application, _taken: Taken) -> None:
    """The application has ended: the label its city holds has no more time than it always had."""
    held = _held(application)
    if held and held.renewal == application:
        held.renewal = None
        held.save(update_fields=["renewal"])


def end_the_label_not_renewed(application: Application, _taken: Taken) -> None:
    """Decided without a level: the label its city holds expires, at once if its time is over."""
    held = _held(application)
    if held is None or held.state not in LABEL_VALID or application.purpose != Purpose.LEVEL:
        return
    if application.decision.outcome == Outcome.LEVEL:
        return  # a pilot, of which no label comes
    office_clocks.stop("label", held, ["suspend_unrenewed"])
    if today() > held.valid_until:
        LABEL.perform("expire", held, by=PROCEDURE)
    else:
        label_effects.keep_its_clocks(held)


def _held(application: Application) -> Label | None:
    """The label its city holds from before, locked; never the one this application led to."""
    held = Label.objects.held().filter(city=application.city)
    return held.select_for_update(no_key=True).exclude(decision__application=application).first()
