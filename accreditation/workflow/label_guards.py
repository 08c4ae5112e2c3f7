"""What must be in place before a step of a label. One reason for each thing missing."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accreditation import clocks
from accreditation.models import Label, NoticeAnswer
from office.days import today
from office.models import Clock

from .label_year import demanded, not_looked_at

NOT_SAID = {
    "what_changed": gettext_lazy("The update does not say yet what changed."),
    "recommendations": gettext_lazy(
        "The update does not say yet how far you are with what was recommended."
    ),
    "went_wrong": gettext_lazy(
        "The update does not say yet what went wrong, and what was done about it."
    ),
}


def validity_is_over(label: Label) -> Iterator[str]:
    if today() <= label.valid_until:
        yield _("The label is valid until the end of %(day)s.") % {
            "day": date_format(label.valid_until)
        }


def validity_is_not_over(label: Label) -> Iterator[str]:
    """A label whose renewal is under way has time until that is decided (design §6)."""
    if label.has_run_out(today()):
        yield _("The label's time ended on %(day)s.") % {"day": date_format(label.valid_until)}


def no_renewal_is_under_way(label: Label) -> Iterator[str]:
    if label.renewal is not None:
        yield _(
            "Its renewal, %(reference)s, was filed in time: the label stays valid until that "
            "decision is published."
        ) % {"reference": label.renewal.reference}


def update_can_be_filed(label: Label) -> Iterator[str]:
    update = label.due_update
    if update is None:
        yield _("No yearly update is asked for any more: the renewal takes its place.")
    elif today() < update.opens_on:
        yield _("The next yearly update can be filed from %(day)s on.") % {
            "day": date_format(update.opens_on)
        }


def update_is_complete(label: Label) -> Iterator[str]:
    update = label.due_update
    if update is None:
        return
    for name in demanded(label):
        if not getattr(update, name).strip():
            yield str(NOT_SAID[name])


def the_year_was_looked_through(label: Label) -> Iterator[str]:
    update = label.due_update
    if update is None or today() < update.opens_on:
        return
    if count := len(not_looked_at(label, update)):
        yield ngettext(
            "%(n)d thing of the past year has not been looked at yet.",
            "%(n)d things of the past year have not been looked at yet.",
            count,
        ) % {"n": count}


def update_is_late(label: Label) -> Iterator[str]:
    update = label.due_update
    if update is None:
        yield _("No yearly update is asked for any more: the renewal takes its place.")
    elif today() <= update.due_on:
        yield _("The yearly update is due at the end of %(day)s.") % {
            "day": date_format(update.due_on)
        }


def notice_was_given_in_writing(label: Label) -> Iterator[str]:
    update = label.due_update
    if update is None or update.noticed_on is None:
        yield _("No written notice has been given yet.")
        return
    until = clocks.hold(label.framework.clocks, update.noticed_on).day
    if given := Clock.objects.of(label).filter(step="hold").order_by("-pk").first():
        until = given.last_day
    if today() <= until:
        yield _("The written notice gives time until the end of %(day)s.") % {
            "day": date_format(until)
        }


def a_lower_level_exists(label: Label) -> Iterator[str]:
    if label.lower_level is None:
        yield _("%(level)s is the lowest level; it cannot be lowered.") % {
            "level": label.level.title
        }


def answer_of(label: Label) -> NoticeAnswer | None:
    """What the city says to the notice that stands now, in draft or sent, or None."""
    return label.answers.filter(notice_on=label.notice_on).first()


def answer_is_written(label: Label) -> Iterator[str]:
    answer = answer_of(label)
    if answer is None or not answer.text.strip():
        yield _("The answer is not written yet.")
    elif not answer.evidence.exists():
        yield _("The answer cites no evidence yet.")


def cited_evidence_is_released(label: Label) -> Iterator[str]:
    """Who reads the answer must be able to open every file it cites."""
    answer = answer_of(label)
    cited = answer.evidence.select_related("evidence") if answer else ()
    for version in cited:
        if version.is_refused:
            yield _(
                "The file of “%(title)s” could not be taken. Add another one to it in your record, "
                "and save the answer once more."
            ) % {"title": version.evidence.title}
        elif version.is_being_checked:
            yield _("The file of “%(title)s” is still being checked. Look again in a minute.") % {
                "title": version.evidence.title
            }


def not_answered_before(label: Label) -> Iterator[str]:
    answer = answer_of(label)
    if answer and answer.sent_on:
        yield _("The notice was answered on %(day)s.") % {"day": date_format(answer.sent_on)}


def answered_or_time_over(label: Label) -> Iterator[str]:
    answer, until = answer_of(label), label.answer_until
    if (answer is None or answer.sent_on is None) and until and today() <= until:
        yield _("The city has not answered yet; it can until the end of %(day)s.") % {
            "day": date_format(until)
        }
