"""What is written about a label between its steps: the update, an answer, the mid-term talk."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accreditation.choices import LabelState
from accreditation.models import Label, MidtermTalk, NoticeAnswer, YearlyUpdate
from accreditation.workflow.label_guards import answer_of, not_answered_before
from accreditation.workflow.label_year import lines_of
from office import clocks as office_clocks
from office import trail
from office.actors import acting
from office.days import today
from office.saving import save_if_unchanged
from office.workflow import Refused
from progress.models import Evidence


@transaction.atomic
def write_update(*, label: Label, texts: Mapping[str, str], version: int, by: User) -> YearlyUpdate:
    """Save the draft of the yearly update; the step files it.

    Raises Refused when none is asked for, ChangedMeanwhile when somebody else saved first.
    """
    _lock(label)
    draft = label.due_update
    if draft is None or label.is_over:
        raise Refused(_("No yearly update is asked for now."))
    save_if_unchanged(draft, version, {name: text.strip() for name, text in texts.items()})
    trail.record(label, "write_update", by=acting(by), workflow="label")
    return draft


@transaction.atomic
def look_through(*, label: Label, keys: Collection[str], by: User) -> None:
    """Say of these lines of the year that they stand as they are; of the others, not any more.

    What was typed into the draft is not touched. Raises Refused when no update is asked for.
    """
    _lock(label)
    draft = label.due_update
    if draft is None or label.is_over:
        raise Refused(_("No yearly update is asked for now."))
    lines = lines_of(label, draft)
    draft.looked_at = [line.key for line in lines if line.key in keys]
    draft.save(update_fields=["looked_at"])
    words = _("%(seen)d of %(all)d looked at") % {"seen": len(draft.looked_at), "all": len(lines)}
    trail.record(label, "look_through", by=acting(by), workflow="label", note=words)


@transaction.atomic
def write_answer(
    *, label: Label, text: str, evidence: Collection[Evidence], version: int, by: User
) -> NoticeAnswer:
    """Save the draft of the answer, with each piece of evidence in its version of today.

    Raises Refused when there is no notice to answer or it was answered, and ChangedMeanwhile
    when somebody else saved first.
    """
    _lock(label)
    if label.state != LabelState.DOWNGRADE_NOTICE:
        raise Refused(_("There is no notice to answer now."))
    if reasons := list(not_answered_before(label)):
        raise Refused(*reasons)
    answer = answer_of(label) or NoticeAnswer.objects.create(label=label, notice_on=label.notice_on)
    save_if_unchanged(answer, version, {"text": text.strip()})
    latest = [piece.versions.first() for piece in evidence]  # newest first
    answer.evidence.set([version for version in latest if version])
    trail.record(label, "write_answer", by=acting(by), workflow="label")
    return answer


@transaction.atomic
def record_talk(
    *, label: Label, held_on: date, with_whom: str, mode: str, said: str, by: User
) -> MidtermTalk:
    """Keep that the mid-term talk was held, and what was said for the record.

    Raises Refused for a label that is at an end, or a day before it was granted or still to come.
    """
    _lock(label)
    if label.is_over:
        raise Refused(_("This label is at an end."))
    if not label.granted_on <= held_on <= today():
        raise Refused(
            _("The talk must have been held between %(first)s and today.")
            % {"first": date_format(label.granted_on)}
        )
    talk = MidtermTalk.objects.create(
        label=label,
        held_on=held_on,
        with_whom=with_whom.strip(),
        mode=mode,
        said=said.strip(),
        recorded_on=today(),
        recorded_by=by,
    )
    office_clocks.stop("label", label, ["remind_of_talk"])
    trail.record(label, "record_talk", by=acting(by), workflow="label")
    return talk


def _lock(label: Label) -> None:
    label.refresh_from_db(from_queryset=Label.objects.select_for_update(no_key=True))
