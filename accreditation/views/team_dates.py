"""Which days matter to the team of a city: those of its record, its application and its label."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState, SessionState
from accreditation.due import with_deadline
from accreditation.models import Application, Label, Session
from accreditation.responding import deadlines_of, open_or_to_answer
from accreditation.workflow import APPLICATION, LABEL
from cities.models import City
from office.calendar_file import Dated
from office.models import Clock
from progress.dates import dates_of_record
from progress.kept import kept_for

# Clocks of a label whose day is said in other words, or that only send a letter.
SAID_OTHERWISE = (
    "remind_of_update", "give_notice", "remind_of_talk", "remind_of_renewal", "remind_to_decide",
    "suspend_unrenewed", "expire",
)  # fmt: skip


def words_of(clock: Clock, state: str) -> str:
    """What the last day of a clock means to a team; of steps that are new, the step itself."""
    words = {
        "lapse": _("Last day to complete the application and submit it again"),
        "close_hearing": _("Last day of the hearing"),
        "reply": _("Last day to reply to the hearing"),
        "confirm_panel": _("Last day to object to a member of the panel"),
        "correct_facts": _("Last day to check the facts in the draft report"),
        "adopt": _("Last day to challenge the recommendation"),
        "resume": _("The application goes back on the agenda after this day"),
    }
    reminded = {
        S.SUBMITTED: _("The secretariat checks the application until this day"),
        S.REVIEWING: _("The panel reviews the application until this day"),
        S.SETTLING: _("The panel writes its draft report until this day"),
        S.CHALLENGED: _("The board settles the challenge until this day"),
        S.DECIDED: _("The secretariat publishes the decision until this day"),
        S.PUBLISHED: _("Until this day: say of each recommendation who sees to it and by when"),
    }
    found = reminded.get(S(state)) if clock.step == "remind" else words.get(clock.step)
    return found or _("Last day before: %(step)s") % {
        "step": APPLICATION.transitions[clock.step].label
    }


def reasons_of(clock: Clock, *, may_read_objections: bool) -> list[str]:
    """Why it waits although its day is over, in words for this reader (design §5).

    That the city objects to a member, and to whom, is not told to those who sit with them.
    """
    if clock.reasons and clock.step == "confirm_panel" and not may_read_objections:
        return [
            _(
                "The time for objections is over. The panel is confirmed once every member has "
                "declared and every objection is settled."
            )
        ]
    return list(clock.reasons)


def dates_of(city: City, reader: User) -> list[Dated]:
    """All of them, the earliest first; the same few statements however many there are."""
    kept = kept_for(city)
    read: list[Any] = list(
        with_deadline(open_or_to_answer().filter(city=city)).select_related("city", "session")
    )
    application = next((each for each in read if each.state != S.PUBLISHED), None)
    found = [
        *(dates_of_record(city, kept.framework, reader) if kept else ()),
        *(_of_application(application) if application else ()),
        *(_to_answer(each) for each in read if each.state == S.PUBLISHED and each.due_on),
        *_of_sessions(application, kept.framework.pk if kept else None),
        *_of_label(city),
    ]
    return sorted(found, key=lambda dated: (dated.day, dated.title))


def _of_application(application: Application) -> Iterator[Dated]:
    for clock in deadlines_of(application):
        words = words_of(clock, application.state)
        yield _clock(clock, words, application.get_absolute_url(), application.reference)


def _to_answer(application: Any) -> Dated:
    """Until when the recommendations of a published application wait for an answer."""
    return Dated(
        f"recommendations-{application.pk}",
        application.due_on,
        _("Until this day: say of each recommendation who sees to it and by when"),
        application.reference,
        reverse("progress:measures", args=[application.city.slug]),
    )


def _clock(clock: Clock, words: str, url: str, number: str) -> Dated:
    said = [number, _("Rule: %(rule)s") % {"rule": clock.rule}]
    if clock.extended_because:
        said.append(_("Extended: %(why)s") % {"why": clock.extended_because})
    return Dated(
        f"clock-{clock.pk}",
        clock.last_day,
        words,
        " · ".join(said),
        url,
    )


def _of_sessions(application: Application | None, framework: int | None) -> Iterator[Dated]:
    """Of the session it is filed for; before one is chosen, of all that are open for filing."""
    chosen = application.session if application else None
    rows = [chosen] if chosen else Session.objects.open_for_filing().filter(framework=framework)
    before_filing = application is None or application.state in (S.DRAFT, S.RETURNED)
    url = reverse("register:sessions")
    for session in rows:
        if before_filing:
            yield Dated(
                f"session-{session.pk}-closes",
                session.filing_closes_on,
                _("Last day to submit for %(session)s") % {"session": session},
                url=url,
            )
        if session.state != SessionState.RELEASED:
            yield Dated(
                f"session-{session.pk}-meets",
                session.meets_on,
                _("The committee meets: %(session)s") % {"session": session},
                url=url,
            )


def _of_label(city: City) -> Iterator[Dated]:
    label = Label.objects.held().filter(city=city).first()
    if label is None:
        return
    url = reverse("accreditation:label", args=[label.number])
    if update := label.due_update:
        yield Dated(
            f"update-{update.pk}",
            update.due_on,
            _("Yearly update due"),
            _("It can be filed from %(day)s on.") % {"day": date_format(update.opens_on)},
            reverse("accreditation:update", args=[label.number]),
        )
    yield Dated(
        f"label-{label.pk}-ends",
        label.valid_until,
        _("Label %(number)s: last day, unless a renewal is filed") % {"number": label.number},
        url=url,
    )
    if label.state == LabelState.DOWNGRADE_NOTICE and label.answer_until:
        yield Dated(
            f"label-{label.pk}-answer", label.answer_until, _("Last day to answer the notice"),
            url=reverse("accreditation:notice_answer", args=[label.number]),
        )  # fmt: skip
    for condition in label.conditions.waiting():
        yield Dated(
            f"condition-{condition.pk}", condition.last_day,
            _("A condition of the label is to be met: %(what)s")
            % {"what": Truncator(condition.text).words(12)},
            url=condition.get_absolute_url(),
        )  # fmt: skip
    for clock in Clock.objects.running().of(label).exclude(step__in=SAID_OTHERWISE):
        step = LABEL.transitions[clock.step].label
        words = _("Last day before: %(step)s") % {"step": step}
        yield _clock(clock, words, url, label.number)
