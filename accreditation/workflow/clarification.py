"""The life of a member's question to the city: asked, passed on or not, answered or ended."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accreditation import letters
from accreditation.choices import ClarificationState as S
from accreditation.models import Application, Clarification
from office.actors import PROCEDURE
from office.workflow import Taken, Transition, Workflow


def end_open_questions_to_the_city(application: Application, _taken: Taken) -> None:
    """Reviewing is over: what is not answered by now is not waited for."""
    open_ones = application.clarifications.open().select_related(
        "application__city", "application__framework", "requirement", "member"
    )
    for clarification in open_ones:
        CLARIFICATION.perform("end", clarification, by=PROCEDURE)


def tell_the_city(clarification: Clarification, _taken: Taken) -> None:
    people = letters.city_leads(clarification.application)
    _tell(clarification, people, "clarification_to_answer")


def tell_who_asked_that_it_was_sent(clarification: Clarification, _taken: Taken) -> None:
    _tell(clarification, _who_asked(clarification), "clarification_sent")


def tell_who_asked_that_it_was_declined(clarification: Clarification, _taken: Taken) -> None:
    _tell(clarification, _who_asked(clarification), "clarification_declined")


def tell_the_panel(clarification: Clarification, _taken: Taken) -> None:
    """All alike, whoever asked."""
    people = letters.panel_members(clarification.application)
    _tell(clarification, people, "clarification_answered")


def tell_those_who_waited(clarification: Clarification, _taken: Taken) -> None:
    _tell(clarification, _who_asked(clarification), "clarification_ended")
    if clarification.sent:
        people = letters.city_leads(clarification.application)
        _tell(clarification, people, "clarification_ended")


def _who_asked(clarification: Clarification) -> QuerySet[User]:
    """Nobody, once something keeps them from the case."""
    return letters.panel_members(clarification.application).filter(pk=clarification.member.user_id)


def _tell(clarification: Clarification, people: Iterable[User], template: str) -> None:
    letters.write(
        clarification.application,
        people,
        f"mail/{template}.txt",
        link=clarification.get_absolute_url(),
        clarification=clarification,
    )


class ClarificationWorkflow(Workflow):
    """Reviewing may end while somebody answers, so the application is held first."""

    def lock(self, subject: Clarification) -> None:
        application = subject.application
        rows = Application.objects.select_for_update(no_key=True)
        application.refresh_from_db(from_queryset=rows)
        super().lock(subject)


CLARIFICATION = ClarificationWorkflow(
    "clarification",
    Transition(
        name="pass_on",
        label=_("Pass it on to the city"),
        source=(S.ASKED,),
        target=S.PASSED_ON,
        permission="accreditation.pass_on_clarification",
        effects=[tell_the_city, tell_who_asked_that_it_was_sent],
        explains=_(
            "The city reads the wording you send, and not who asked. Whoever asked sees what was "
            "sent; their own words are kept."
        ),
    ),
    Transition(
        name="decline",
        label=_("Do not pass it on"),
        source=(S.ASKED,),
        target=S.DECLINED,
        permission="accreditation.pass_on_clarification",
        effects=[tell_who_asked_that_it_was_declined],
        explains=_("The city never learns of it. Only whoever asked reads your reason."),
    ),
    Transition(
        name="answer",
        label=_("Answer the question"),
        source=(S.PASSED_ON,),
        target=S.ANSWERED,
        permission="accreditation.answer_clarification",
        effects=[tell_the_panel],
        explains=_(
            "The whole panel reads it beside the requirement. What was filed stays as it is, and "
            "the answer cannot be changed afterwards."
        ),
    ),
    Transition(
        name="end",
        label=_("End without an answer"),
        source=(S.ASKED, S.PASSED_ON),
        target=S.ENDED,
        procedure=True,
        effects=[tell_those_who_waited],
    ),
)
