"""Whose turn it is, until when, and what happens meanwhile: no page ends in silence."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accreditation.choices import ApplicationState as S
from accreditation.choices import SessionState
from accreditation.due import release_of
from accreditation.models import Application
from office.models import Clock

from .people import (
    board,
    city_leads,
    committee,
    panel_and_who_fills_its_seats,
    panel_chair,
    panel_members,
    secretariat,
    who_declares,
    who_reviews,
)


def who_has_the_ball(application: Application) -> Iterable[User]:
    """Those whose step the procedure waits for (design §10: no page ends in silence), and who are
    written to: a whole panel alike, so that no letter tells who of it has done their part.
    """
    return WAITS_FOR.get(application.state, secretariat)(application)


def is_turn_of(user: User, application: Application, until: Clock | None) -> bool:
    """Whether this person can do now what the procedure waits for.

    ``until`` is the clock that runs. While residents have their say, while a deferred application
    rests and before the committee meets, nobody can do anything but wait.
    """
    state, session = application.state, application.session
    is_early = (
        state == S.DEFERRED
        or (state == S.HEARING and not (until and until.is_over))
        or (state == S.REPORTED and (session is None or session.state != SessionState.SITTING))
    )
    turn_of = STILL_TO_ACT.get(application.state, who_has_the_ball)
    return not is_early and user.pk in {each.pk for each in turn_of(application)}


WAITS_FOR = {
    "draft": city_leads,
    "returned": city_leads,
    "replying": city_leads,
    "objecting": panel_and_who_fills_its_seats,
    "reviewing": panel_members,
    "settling": panel_chair,
    "fact_check": city_leads,
    "reported": committee,
    "announced": city_leads,
    "challenged": board,
    "published": city_leads,
}

# Only what a person sees of their own turn; nobody is written to by it.
STILL_TO_ACT = {
    "objecting": who_declares,
    "reviewing": who_reviews,
}

WAITS_FOR_WORDS = {
    "draft": _("the city"),
    "returned": _("the city"),
    "submitted": _("the secretariat"),
    "hearing": _("residents and organisations"),
    "replying": _("the city"),
    "forming": _("the secretariat, which draws the session"),
    "objecting": _("the city, which can object, and the panel, which declares conflicts"),
    "reviewing": _("the panel"),
    "settling": _("the panel"),
    "fact_check": _("the city"),
    "reported": _("the committee"),
    "deferred": _("nobody: the application rests until the deferral ends"),
    "recommended": _("the secretariat, which releases the session"),
    "announced": _("the city, which can challenge"),
    "challenged": _("the board"),
    "decided": _("the secretariat, which publishes"),
}

TURN_WORDS = {
    "draft": _("The record is completed, the council decides, and the city lead submits."),
    "returned": _("What is missing is added, and the city lead submits once more."),
    "submitted": _("The filing is checked for completeness, and a working language is agreed."),
    "hearing": _("What they say can be read once the hearing is over."),
    "replying": _("The city can reply by theme; without a reply the procedure goes on."),
    "forming": _("All panels of the session are drawn at once."),
    "objecting": _("Objections and conflicts are settled before anything is read."),
    "reviewing": _("Each member assesses alone; nobody knows what another finds."),
    "settling": _("Differences are settled in writing, after a dialogue with the city."),
    "fact_check": _("Facts in the draft report can be corrected."),
    "reported": _("The committee reads the final report and recommends in its session."),
    "deferred": _("It comes back by itself; a label the city holds stays as it is."),
    "recommended": _("Everything of the session is released at once."),
    "announced": _("Without a challenge the recommendation becomes the decision."),
    "challenged": _("Nobody who recommended takes part in settling the challenge."),
    "decided": _("Publishing takes two people."),
}


def now_with(application: Application, user: User) -> str:
    """Who has the ball, until when, and what happens meanwhile, as far as this person may know."""
    state = application.state_for(user)
    if not (who := WAITS_FOR_WORDS.get(state)):
        return ""
    clock = Clock.objects.running().of(application).first() or release_of(application)
    sentence = _("Now with %(who)s.")
    if clock and clock.is_over:
        sentence = _("Now with %(who)s; this was due on %(day)s.")
    elif clock:
        sentence = _("Now with %(who)s, until the end of %(day)s.")
    day = date_format(clock.last_day) if clock else ""
    return f"{sentence % {'who': who, 'day': day}} {TURN_WORDS[state]}"
