"""Taking a question back before it is public, and withdrawing it from public help after."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cities.models import City
from commitments.models import HelpWithdrawal, PublicHelp
from office import trail
from office.actors import acting
from office.days import today
from office.workflow import Refused
from progress.models import Question

from .changed import check_texts
from .questions import named_in, write_to_the_mentor, write_to_who_asked


@transaction.atomic
@trail.gathered()
def take_back_question(*, question: Question, reason: str, by: User) -> Question:
    """The team no longer asks: nobody answers it, and it does not become public.

    Raises Refused without a reason, for one that is public, and the second time.
    """
    question = _locked(question)
    reason = _checked(reason)
    if question.help_id:
        raise Refused(_("It is public already. It can be withdrawn from public help."))
    if question.taken_back_on:
        raise Refused(_("The question has been taken back already."))
    question.taken_back_on, question.taken_back_because = today(), reason
    question.save(update_fields=["taken_back_on", "taken_back_because"])
    note = _("%(code)s: %(reason)s") % {"code": question.code, "reason": reason}
    trail.record(question.city, "take_back_question", by=acting(by), note=note)
    if not question.answered_on:
        write_to_the_mentor(question, "question_taken_back")
    return question


@transaction.atomic
@trail.gathered()
def withdraw_help(
    *, public: PublicHelp, reason: str, by: User, side: City | None
) -> HelpWithdrawal:
    """Public help is shown as withdrawn from now on, with the reason and without its words.

    ``side`` is the city that withdraws it, whichever of the two; without one the secretariat does.
    Raises Refused without a reason, for one that names either side, and the second time.
    """
    question = _locked(public.asked_as)
    reason = _checked(reason)
    if named := named_in(question, reason, question.answered_by):
        raise Refused(
            _("The reason names %(names)s. Others read it; please leave that out.")
            % {"names": ", ".join(named)}
        )
    if HelpWithdrawal.objects.filter(help=question.help_id).exists():
        raise Refused(_("It has been withdrawn already."))
    withdrawal = HelpWithdrawal.objects.create(help=public, reason=reason, withdrawn_on=today())
    note = _("%(code)s: %(reason)s") % {"code": question.code, "reason": reason}
    for city in (question.city, question.mentor):
        if city:
            trail.record(city, "withdraw_help", by=acting(by), note=note)
    write_to_who_asked(question, "help_withdrawn", side=side)
    write_to_the_mentor(question, "help_withdrawn", side=side)
    return withdrawal


def _locked(question: Question) -> Question:
    """Two steps with one question follow each other."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("city", "mentor").get(pk=question.pk)


def _checked(reason: str) -> str:
    check_texts({"reason": reason})
    if not reason.strip():
        raise Refused(_("Please say why; others read it."))
    return reason.strip()
