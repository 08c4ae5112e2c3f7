"""The story in chapters: what happens, what to do and look at, and whether it has happened.

A tick is worked out from where the application stands; nothing is kept of who has read what.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accreditation.choices import ApplicationState as S
from accreditation.models import Application

from .acts import Next, is_answered, next_acts


@dataclass(frozen=True)
class Told:
    """One chapter as it is written. ``states``: where the application stands while it lasts."""

    key: str
    title: Any
    who: Any
    do: Any
    look: Any
    states: tuple[S, ...]


@dataclass(frozen=True)
class Chapter:
    """One chapter as it stands: ``acts`` are there for the one that is open now."""

    number: int
    told: Told
    is_done: bool
    is_now: bool
    acts: list[Next]


CHAPTERS = (
    Told(
        "answers",
        _("A city answers"),
        _("An editor of the city"),
        _(
            "The record is almost complete: two requirements have no answer yet. Choose the step "
            "that fits, say in a sentence or two what the city does, cite a piece of evidence and "
            "save it as ready. Then come back here by the link at the head of the page."
        ),
        _("The steps in words, what is not enough, and what is lacking for each level. No points."),
        (S.DRAFT,),
    ),
    Told(
        "files",
        _("The city files"),
        _("The city's lead"),
        _(
            "Say what is applied for, choose the session that is open, and record the decision of "
            "the elected council. Then check and submit."
        ),
        _("The record is frozen. What the city changes later is not part of what is judged."),
        (S.DRAFT, S.RETURNED),
    ),
    Told(
        "admits",
        _("The secretariat admits"),
        _("A member of the secretariat"),
        _(
            "Look at the filing and agree on English as the working language. Then admit the "
            "application; you could also return it, with reasons, once."
        ),
        _("The public register announces the application from now on."),
        (S.SUBMITTED,),
    ),
    Told(
        "hearing",
        _("The hearing"),
        _("A resident, the screener, the secretariat, then the city's lead"),
        _(
            "For eight weeks residents and organisations can say how things are. Say something "
            "yourself: choose who may read it, write, check and send. Then become the screener, "
            "who opens it, lets it pass and records the decision; until all is recorded the "
            "hearing cannot close. Let the days pass, and as the lead finish the reply."
        ),
        _("The city learns what you said after the hearing, and only if you let it read."),
        (S.HEARING, S.REPLYING),
    ),
    Told(
        "draw",
        _("The draw"),
        _("Two people of the secretariat"),
        _(
            "Freeze the pool of reviewers and keep the seed. Then two people take the step, one "
            "after the other, and the panel is drawn."
        ),
        _("The draw can be done again from its published file, by anybody, with the same panel."),
        (S.FORMING,),
    ),
    Told(
        "conflicts",
        _("Conflicts and objections"),
        _("The drawn members"),
        _(
            "Each member says whether anything ties them to the authority, before they read a "
            "line. The city can object for ten days; let them pass."
        ),
        _("Nobody on the panel comes from the city's country."),
        (S.OBJECTING,),
    ),
    Told(
        "review",
        _("Blind review"),
        _("A member of the panel"),
        _(
            "Assess a requirement or two: the step you find, and why. Then let the invented "
            "members finish, since each of five people reads up to 116 requirements."
        ),
        _("Until all have filed, nobody learns anything of another's view."),
        (S.REVIEWING,),
    ),
    Told(
        "settling",
        _("Settling"),
        _("The chair of the panel"),
        _(
            "Where members differ the panel settles in writing. Settle one difference, let the "
            "invented chair write the rest, and send the draft report."
        ),
        _("What members found first stays on record. Nothing is averaged."),
        (S.SETTLING,),
    ),
    Told(
        "facts",
        _("Fact check"),
        _("The city's lead"),
        _("Read the draft report, correct a fact if you like, and finish the fact-check."),
        _("A correction stands in the final report, word for word."),
        (S.FACT_CHECK,),
    ),
    Told(
        "committee",
        _("The committee"),
        _("The secretariat, then the committee's chair"),
        _(
            "Publish who attends and let the days pass until the committee meets. As its chair "
            "draft a recommendation with reasons, let the members vote, and take the step."
        ),
        _("The level that the panel's findings reach, and what is lacking for the next one."),
        (S.REPORTED, S.DEFERRED),
    ),
    Told(
        "release",
        _("Release"),
        _("Two people of the secretariat"),
        _("Read the letter the city will get. Then two people release all letters at once."),
        _("Until now neither the city nor the panel knew what was recommended."),
        (S.RECOMMENDED,),
    ),
    Told(
        "challenge",
        _("Challenge, or silence"),
        _("The city's lead"),
        _(
            "The city can challenge for 28 days, and the board settles it with reasons. Or it says "
            "nothing: then let the days pass, and silence adopts the recommendation."
        ),
        _("Nobody who recommended takes part in settling a challenge."),
        (S.ANNOUNCED, S.CHALLENGED),
    ),
    Told(
        "publish",
        _("Publication"),
        _("Two people of the secretariat"),
        _("Read the decision letter. Then two people publish the decision."),
        _("Reasons, report and label become public together."),
        (S.DECIDED,),
    ),
    Told(
        "verify",
        _("Verify the label"),
        _("Anybody"),
        _(
            "Open the label's own page, as somebody would who scans its code. It says whether the "
            "label is valid, what it means, and what it does not mean."
        ),
        _("The label certifies the authority, never the city. This one certifies nothing."),
        (S.PUBLISHED,),
    ),
)


def chapters_of(application: Application) -> list[Chapter]:
    """All chapters, with a tick on those that have happened, and the next acts on the open one."""
    now = _number_now(application)
    return [
        Chapter(
            number=number,
            told=told,
            is_done=number < now or application.state == S.PUBLISHED,
            is_now=number == now,
            acts=next_acts(application) if number == now else [],
        )
        for number, told in enumerate(CHAPTERS, start=1)
    ]


def _number_now(application: Application) -> int:
    """The chapter that is open; 0 when the application was withdrawn."""
    if application.state == S.DRAFT:
        return 2 if is_answered(application) else 1
    return next(
        (
            number
            for number, told in enumerate(CHAPTERS, start=1)
            if application.state in told.states and told.key != "answers"
        ),
        0,
    )
