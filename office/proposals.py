"""What a first person has asked for, until a second confirms it or it is dropped."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from office import trail
from office.actors import Actor, acting
from office.models import Proposal
from office.subjects import number_of


def waiting(workflow: str, subject: models.Model, step: str) -> Proposal | None:
    """The open proposal of this step, or None."""
    found = Proposal.objects.open().of(subject).filter(workflow=workflow, step=step)
    return found.select_related("by").first()


def propose(
    workflow: str, subject: models.Model, step: str, *, by: User, note: str = ""
) -> Proposal:
    """Ask for a step, as the first of two people."""
    proposal = Proposal.objects.create(
        workflow=workflow,
        subject_label=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_number=number_of(subject),
        step=step,
        note=note,
        by=by,
    )
    trail.record(subject, f"{step}:proposed", by=acting(by), workflow=workflow, note=note)
    return proposal


def confirm(proposal: Proposal, *, by: User, note: str = "") -> str:
    """Agree, as the second; gives back what both have said, first the first."""
    proposal.confirmed_by = by
    proposal.save(update_fields=["confirmed_by"])
    said = (proposal.note.strip(), note.strip())
    return "\n\n".join(dict.fromkeys(words for words in said if words))


def drop(proposal: Proposal, subject: models.Model, *, how: str, by: Actor, note: str = "") -> None:
    """End a proposal without its step; ``how`` is the word of the trail for it."""
    proposal.dropped_at = timezone.now()
    proposal.save(update_fields=["dropped_at"])
    step = f"{proposal.step}:{how}"
    trail.record(subject, step, by=by, workflow=proposal.workflow, note=note)
