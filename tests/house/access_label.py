"""A label with a past, so that each of its pages has something to show."""

from accounts.models import User
from accreditation.models import Label
from progress.models import EvidenceVersion


def lived_with(label: Label, lead: User) -> None:
    """An earlier downgrade notice, answered with evidence; and its first yearly update."""
    label.updates.update(
        what_changed="Much.", went_wrong="Little.", filed_on=label.granted_on, filed_by=lead
    )
    label.updates.create(number=2, opens_on=label.granted_on, due_on=label.valid_until)
    answer = label.answers.create(
        notice_on=label.granted_on, text="Mended.", sent_on=label.granted_on, sent_by=lead
    )
    answer.evidence.set(EvidenceVersion.objects.filter(evidence__title="Report on shelters"))
